// Safety: both values are on the stack or in an object, and both are read for their own size only.
using System.Runtime.InteropServices;

namespace HmmGen.Launching.Kept;

/// <summary>Compares the arguments of launches.</summary>
internal static class KeptArguments
{
    /// <summary>Whether all bytes of two arguments are equal. So 0 and -0 differ, a NaN equals itself, and unused bytes may make a difference.</summary>
    /// <typeparam name="TArguments">The arguments' type.</typeparam>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool AreEqual<TArguments>(in TArguments one, in TArguments other) where TArguments : unmanaged
        => MemoryMarshal.AsBytes(new ReadOnlySpan<TArguments>(in one)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<TArguments>(in other)));
}
