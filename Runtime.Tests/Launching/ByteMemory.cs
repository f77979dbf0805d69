// Safety: the block is freed after the memories made of it are out of use, at the end of a test.
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Native bytes that can be seen as memory of any element type.</summary>
internal sealed unsafe class ByteMemory : IDisposable
{
    /// <summary>The bytes of <see cref="BeforeForbidden"/>.</summary>
    public const int PageBytes = 4096;

    private readonly byte* _block;
    private readonly bool _isMapped;

    /// <summary>Makes zero bytes.</summary>
    /// <param name="bytes">Their number.</param>
    public ByteMemory(int bytes)
        : this((byte*)NativeMemory.AllocZeroed((nuint)bytes), isMapped: false)
    {
    }

    private ByteMemory(byte* block, bool isMapped)
    {
        _block = block;
        _isMapped = isMapped;
    }

    /// <summary>Makes a page of zero bytes in front of one that may not be touched.</summary>
    /// <returns>The bytes.</returns>
    public static ByteMemory BeforeForbidden()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks Linux for a page that may not be touched");
        byte* pages = (byte*)SystemCalls.Map(
            null, 2 * PageBytes, SystemCalls.ProtRead | SystemCalls.ProtWrite, SystemCalls.MapPrivate | SystemCalls.MapAnonymous, -1, 0);
        Assert.Equal(0, SystemCalls.Protect(pages + PageBytes, PageBytes, SystemCalls.ProtNone));
        return new ByteMemory(pages, isMapped: true);
    }

    /// <summary>Elements from a byte on.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The memory.</returns>
    public Memory<T> As<T>(int offset, int length) where T : unmanaged => new View<T>((T*)(_block + offset), length).Memory;

    /// <summary>Frees the bytes.</summary>
    public void Dispose()
    {
        if (_isMapped)
        {
            _ = SystemCalls.Unmap(_block, 2 * PageBytes);
        }
        else
        {
            NativeMemory.Free(_block);
        }
    }

    private sealed class View<T>(T* first, int length) : MemoryManager<T> where T : unmanaged
    {
        public override Span<T> GetSpan() => new(first, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(Unsafe.Add<T>(first, elementIndex));

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
