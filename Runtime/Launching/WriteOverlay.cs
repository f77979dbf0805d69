// Safety: copies are pinned arrays that the overlay keeps alive as long as their addresses are in use.
namespace HmmGen.Launching;

/// <summary>Copies of the elements that a dry run has written, so that nothing changes.</summary>
internal sealed unsafe class WriteOverlay
{
    private readonly Dictionary<long, byte[]> _copies = [];

    /// <summary>Where an element is now.</summary>
    /// <param name="address">The element's own address.</param>
    /// <returns>The copy's address when it was written, else its own.</returns>
    public long Reading(long address) => _copies.TryGetValue(address, out byte[]? copy) ? AddressOf(copy) : address;

    /// <summary>Where an element is to be written.</summary>
    /// <param name="address">The element's own address.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>The copy's address.</returns>
    public long Writing(long address, int size)
    {
        if (!_copies.TryGetValue(address, out byte[]? copy))
        {
            copy = GC.AllocateUninitializedArray<byte>(size, pinned: true);
            new ReadOnlySpan<byte>((void*)address, size).CopyTo(copy);
            _copies.Add(address, copy);
        }

        return AddressOf(copy);
    }

    private static long AddressOf(byte[] copy)
    {
        fixed (byte* first = copy)
        {
            return (long)first;
        }
    }
}
