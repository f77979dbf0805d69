// Safety: ranges are multiples of 16 bodies, of arrays that long; rows of tables are multiples of 32 elements.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Vectors;

/// <summary>Bodies and bags by hand.</summary>
internal static unsafe class BodyVectors
{
    /// <summary>The accelerations of 16 bodies at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accelerate(int from, int to, float softening, Body* bodies, int count, Body* accelerations)
    {
        Vector256<float> soft = Vector256.Create(softening);
        for (int i = from; i < to; i += 16)
        {
            Columns.Load((float*)(bodies + i), 4, out var x, out var y, out var z, out _);
            Columns.Load((float*)(bodies + i + 8), 4, out var xNext, out var yNext, out var zNext, out _);
            Vector256<float> ax = default, ay = default, az = default, axNext = default, ayNext = default, azNext = default;
            for (int j = 0; j < count; j++)
            {
                Vector256<float> bx = Vector256.Create(bodies[j].X), by = Vector256.Create(bodies[j].Y), bz = Vector256.Create(bodies[j].Z);
                Vector256<float> mass = Vector256.Create(bodies[j].Mass);
                Add(bx - x, by - y, bz - z, mass, soft, ref ax, ref ay, ref az);
                Add(bx - xNext, by - yNext, bz - zNext, mass, soft, ref axNext, ref ayNext, ref azNext);
            }

            Store(accelerations + i, ax, ay, az);
            Store(accelerations + i + 8, axNext, ayNext, azNext);
        }
    }

    /// <summary>
    /// Sums of table rows, four vectors of columns at a time. The data names the rows, so each is asked to be in the table, as the kernel's are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pool(int from, int to, int lookups, int width, int* rows, float* table, int tableRows, float* pooled)
    {
        for (int bag = from; bag < to; bag++)
        {
            for (int column = 0; column < width; column += 32)
            {
                Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
                for (int k = 0; k < lookups; k++)
                {
                    int row = rows[bag * lookups + k];
                    if ((uint)row >= (uint)tableRows)
                    {
                        throw new IndexOutOfRangeException();
                    }

                    float* at = table + (nint)row * width + column;
                    s0 += Vector256.Load(at);
                    s1 += Vector256.Load(at + 8);
                    s2 += Vector256.Load(at + 16);
                    s3 += Vector256.Load(at + 24);
                }

                float* to0 = pooled + (nint)bag * width + column;
                s0.Store(to0);
                s1.Store(to0 + 8);
                s2.Store(to0 + 16);
                s3.Store(to0 + 24);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector256<float> dx,
        Vector256<float> dy,
        Vector256<float> dz,
        Vector256<float> mass,
        Vector256<float> soft,
        ref Vector256<float> x,
        ref Vector256<float> y,
        ref Vector256<float> z)
    {
        Vector256<float> inverse = Vector256<float>.One / Vector256.Sqrt(dx * dx + dy * dy + dz * dz + soft);
        Vector256<float> pull = mass * inverse * inverse * inverse;
        x += dx * pull;
        y += dy * pull;
        z += dz * pull;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Body* accelerations, Vector256<float> x, Vector256<float> y, Vector256<float> z)
    {
        for (int lane = 0; lane < 8; lane++)
        {
            accelerations[lane] = new Body { X = x[lane], Y = y[lane], Z = z[lane] };
        }
    }
}
