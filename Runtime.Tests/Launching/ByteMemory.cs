// Safety: the block is freed after the memories made of it are out of use, at the end of a test.
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Launching;

/// <summary>Native bytes that can be seen as memory of any element type.</summary>
internal sealed unsafe class ByteMemory(int bytes) : IDisposable
{
    private readonly byte* _block = (byte*)NativeMemory.AllocZeroed((nuint)bytes);

    /// <summary>Elements from a byte on.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The memory.</returns>
    public Memory<T> As<T>(int offset, int length) where T : unmanaged => new View<T>((T*)(_block + offset), length).Memory;

    /// <summary>Frees the bytes.</summary>
    public void Dispose() => NativeMemory.Free(_block);

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
