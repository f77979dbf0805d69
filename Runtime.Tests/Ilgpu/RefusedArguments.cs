namespace HmmGen.Tests.Ilgpu;

/// <summary>The arguments of <see cref="RefusedKernel"/>.</summary>
public struct RefusedArguments
{
    /// <summary>A number.</summary>
    public int Number;
}
