using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Every access is checked.</summary>
internal struct AllAccesses : ICheckedAccesses
{
    /// <inheritdoc/>
    public static bool HavePlanned
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}
