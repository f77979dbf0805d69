using System.ComponentModel;
using HmmGen.Memory;

namespace HmmGen.Generated;

/// <summary>Gives empty buffers for span parameters that a caller leaves out.</summary>
/// <remarks>Any thread may call at any time.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptionalBuffer
{
    /// <summary>Replaces a missing buffer that the kernel writes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The buffer; an empty one when it is missing (<c>default</c>).</returns>
    public static HmmBuffer<T> Of<T>(HmmBuffer<T> buffer) where T : unmanaged => IsMissing(buffer) ? Array.Empty<T>() : buffer;

    /// <summary>Replaces a missing buffer that the kernel reads.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The buffer; an empty one when it is missing (<c>default</c>).</returns>
    public static HmmReadOnlyBuffer<T> Of<T>(HmmReadOnlyBuffer<T> buffer) where T : unmanaged => IsMissing(buffer) ? Array.Empty<T>() : buffer;

    private static bool IsMissing(LaunchBuffer buffer) => buffer.ElementSize == 0;
}
