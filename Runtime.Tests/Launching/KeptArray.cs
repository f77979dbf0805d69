namespace HmmGen.Tests.Launching;

/// <summary>An array and a plain array with the same elements.</summary>
/// <param name="space">The space of the array.</param>
/// <param name="length">The number of elements; a multiple of 8.</param>
internal sealed class KeptArray(HmmSpace space, int length) : IDisposable
{
    /// <summary>The array.</summary>
    public HmmArray<int> Array { get; } = space.Allocate<int>(length);

    /// <summary>What it should hold.</summary>
    public int[] Model { get; } = new int[length];

    /// <summary>Whether its elements may only be read.</summary>
    public bool IsProtected { get; private set; }

    /// <summary>Changes the protection of all elements.</summary>
    public void Toggle()
    {
        IsProtected = !IsProtected;
        Array.Protect(HmmRange.All, IsProtected ? HmmProtection.ReadOnly : HmmProtection.ReadWrite);
    }

    /// <inheritdoc/>
    public void Dispose() => Array.Dispose();
}
