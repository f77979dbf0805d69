// Safety: a span of the caller is pinned while the callback has its address. A copy is native memory of the span's size, freed when the access has ended.
using System.Runtime.InteropServices;

namespace HmmGen;

/// <content>Device addresses for spans, which do not tell whose memory they view.</content>
public sealed partial class HmmDevice
{
    /// <summary>Brings the elements of a span to the device and gives their place to a callback.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="range">The elements, of any memory.</param>
    /// <param name="access">What the library does with the elements.</param>
    /// <param name="action">The callback. It gets the place of the range and the native stream.</param>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/exception"/>
    /// <remarks>
    /// On the host the callback gets the address of the elements themselves. A device gets a copy of them, which is copied back at the end unless it was only
    /// read. An array or a memory in place of the span saves this copy. All else is as with other ranges.
    /// </remarks>
    public unsafe void Access<T>(Span<T> range, HmmAccess access, Action<HmmDeviceAddress, nint> action)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(action);
        if (Session.IsHost)
        {
            fixed (T* elements = range)
            {
                AccessOne(HmmBuffer<T>.FromPointer(elements, range.Length), access, action);
            }

            return;
        }

        // The span may view transparent memory, whose pages this device may have. A copy inside the core would fault there, and wait for this device.
        T* copy = (T*)NativeMemory.AllocZeroed((nuint)range.Length, (nuint)sizeof(T));
        bool hasBegun = false;
        try
        {
            Span<T> copied = new(copy, range.Length);
            if (access != HmmAccess.Write)
            {
                range.CopyTo(copied);
            }

            try
            {
                AccessOne<T>(
                    HmmBuffer<T>.FromPointer(copy, range.Length),
                    access,
                    (address, stream) =>
                    {
                        hasBegun = true;
                        action(address, stream);
                    });
            }
            finally
            {
                if (hasBegun && access != HmmAccess.Read)
                {
                    copied.CopyTo(range);
                }
            }
        }
        finally
        {
            NativeMemory.Free(copy);
        }
    }

    /// <summary>Brings the elements of a span to the device, to be read, and gives their place to a callback.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="range">The elements, of any memory.</param>
    /// <param name="action">The callback. It gets the place of the range and the native stream.</param>
    /// <inheritdoc cref="Access{T}(Span{T}, HmmAccess, Action{HmmDeviceAddress, nint})" path="/exception"/>
    /// <inheritdoc cref="Access{T}(Span{T}, HmmAccess, Action{HmmDeviceAddress, nint})" path="/remarks"/>
    public void Access<T>(ReadOnlySpan<T> range, Action<HmmDeviceAddress, nint> action)
        where T : unmanaged
        => Access(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(range), range.Length), HmmAccess.Read, action);
}
