// Safety: compares addresses and touches nothing.
using System.Globalization;

namespace HmmGen.Memory;

/// <summary>
/// The addresses from 0 that no memory has. .NET treats a touch there as one of a null reference. An offset from a null pointer is there: what is left of a
/// buffer that was freed.
/// </summary>
internal static unsafe class NullArea
{
    /// <summary>Its bytes, as in .NET. Linux gives no process memory below, unless an administrator allows it.</summary>
    public const int Bytes = 64 << 10;

    /// <summary>Whether a pointer is null, or an offset from null.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <returns>True when it is.</returns>
    public static bool Has(void* pointer) => (nuint)pointer < Bytes;

    /// <summary>Names such a pointer in a message.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <returns>What it is, with its article.</returns>
    public static string Describe(void* pointer)
        => pointer is null
            ? "a null pointer"
            : string.Create(CultureInfo.InvariantCulture, $"a null pointer plus {(nuint)pointer} bytes (is its memory freed?)");
}
