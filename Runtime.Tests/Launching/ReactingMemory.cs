// Safety: the block lives until the test disposes of the memory, after the launches over it.
using System.Buffers;
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Launching;

/// <summary>Memory whose manager runs code of the test when it is pinned and unpinned.</summary>
internal sealed unsafe class ReactingMemory : MemoryManager<int>
{
    public const int Length = 100;

    private readonly int* _block = (int*)NativeMemory.AllocZeroed(Length * sizeof(int));

    /// <summary>What Pin does first, and Unpin last.</summary>
    public Action OnPin { get; set; } = static () => { };

    public Action OnUnpin { get; set; } = static () => { };

    /// <summary>The pins that are held.</summary>
    public int Pins { get; private set; }

    /// <summary>The same elements by their address.</summary>
    public HmmBuffer<int> Block => HmmBuffer<int>.FromPointer(_block, Length);

    public override Memory<int> Memory => CreateMemory(Length);

    public override Span<int> GetSpan() => new(_block, Length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        OnPin();
        Pins++;
        return new MemoryHandle(_block + elementIndex, default, this);
    }

    public override void Unpin()
    {
        Pins--;
        OnUnpin();
    }

    protected override void Dispose(bool disposing) => NativeMemory.Free(_block);
}
