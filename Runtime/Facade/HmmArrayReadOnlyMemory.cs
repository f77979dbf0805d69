// Safety: users get this object only as ReadOnlyMemory, whose spans cannot be written. No user gets the MemoryManager itself.
using System.Runtime.InteropServices;

namespace HmmGen;

/// <summary>An <see cref="HmmArray{T}"/> as <see cref="ReadOnlyMemory{T}"/>. Each span of it is a touch by the host for reading.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="array">The array, with at most <see cref="int.MaxValue"/> elements.</param>
/// <remarks>Any thread may use it at any time.</remarks>
internal sealed class HmmArrayReadOnlyMemory<T>(HmmArray<T> array) : HmmArrayMemory<T>(array)
    where T : unmanaged
{
    /// <inheritdoc/>
    public override Span<T> GetSpan()
    {
        ReadOnlySpan<T> span = Array.AsReadOnlySpan();
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);
    }
}
