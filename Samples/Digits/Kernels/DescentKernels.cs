namespace HmmGen.Digits;

/// <summary>The kernel that learns.</summary>
public static partial class DescentKernels
{
    /// <summary>A step of gradient descent with momentum; an item a parameter.</summary>
    /// <param name="i">The parameter.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="momentum">The part of its velocity that a parameter keeps.</param>
    /// <param name="gradients">The gradient for each parameter.</param>
    /// <param name="velocities">The velocity of each parameter.</param>
    /// <param name="parameters">The parameters.</param>
    [HmmKernel]
    public static void Step(
        int i, float rate, float momentum, ReadOnlySpan<float> gradients, Span<float> velocities, Span<float> parameters)
    {
        float velocity = momentum * velocities[i] - rate * gradients[i];
        velocities[i] = velocity;
        parameters[i] += velocity;
    }
}
