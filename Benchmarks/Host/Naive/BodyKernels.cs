namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels in which each body meets all others.</summary>
public static partial class BodyKernels
{
    /// <summary>The acceleration of a body.</summary>
    [HmmKernel]
    public static void Accelerate(int i, float softening, ReadOnlySpan<Body> bodies, Span<Body> accelerations)
    {
        float x = 0, y = 0, z = 0;
        for (int j = 0; j < bodies.Length; j++)
        {
            float dx = bodies[j].X - bodies[i].X, dy = bodies[j].Y - bodies[i].Y, dz = bodies[j].Z - bodies[i].Z;
            float inverse = 1f / MathF.Sqrt(dx * dx + dy * dy + dz * dz + softening);
            float pull = bodies[j].Mass * inverse * inverse * inverse;
            x += dx * pull;
            y += dy * pull;
            z += dz * pull;
        }

        accelerations[i] = new Body { X = x, Y = y, Z = z };
    }
}
