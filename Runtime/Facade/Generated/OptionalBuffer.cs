using System.ComponentModel;
using HmmGen.Memory;

namespace HmmGen.Generated;

/// <summary>Buffers that a caller may leave out, as the method's spans may be: they are empty then.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptionalBuffer
{
    /// <summary>A buffer that is written.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The buffer; an empty one for the default.</returns>
    public static HmmBuffer<T> Of<T>(HmmBuffer<T> buffer) where T : unmanaged => IsMissing(buffer) ? Array.Empty<T>() : buffer;

    /// <summary>A buffer that is read.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The buffer; an empty one for the default.</returns>
    public static HmmReadOnlyBuffer<T> Of<T>(HmmReadOnlyBuffer<T> buffer) where T : unmanaged => IsMissing(buffer) ? Array.Empty<T>() : buffer;

    private static bool IsMissing(LaunchBuffer buffer) => buffer.ElementSize == 0;
}
