using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Only accesses are checked whose index no access plan names. A launch has proven all others before it runs.</summary>
internal struct UnplannedAccesses : ICheckedAccesses
{
    /// <inheritdoc/>
    public static bool HavePlanned
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}
