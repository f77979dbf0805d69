// Safety: the block of each manager lives until the test ends.
using System.Buffers;
using System.Runtime.InteropServices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Memory whose manager throws when a launch unpins it, after all items have ended.</summary>
public sealed class FailingUnpinTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_memory_is_unpinned_once_when_one_of_them_throws(bool onHost)
    {
        using HmmDevice simulated = HmmDevice.Simulated();
        HmmDevice device = onHost ? HmmDevice.Host : simulated;
        using FailingManager source = new() { Fails = true };
        using FailingManager target = new();
        source.GetSpan().Fill(7);

        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => TransparentKernels.Copy(device, FailingManager.Length, source.Memory, target.Memory));

        Assert.Equal("unpinned", failure.Message);
        Assert.Equal((0, 0), (source.Pins, target.Pins));
        Assert.Equal(source.GetSpan(), target.GetSpan());
        source.Fails = false;
        source.GetSpan().Fill(8);
        TransparentKernels.Copy(device, FailingManager.Length, source.Memory, target.Memory);
        Assert.Equal((0, 0), (source.Pins, target.Pins));
        Assert.Equal(source.GetSpan(), target.GetSpan());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_ended_the_launch_is_thrown_and_not_what_the_manager_throws_then(bool onHost)
    {
        using HmmDevice simulated = HmmDevice.Simulated();
        using FailingManager source = new() { Fails = true };
        using FailingManager target = new();

        HmmAccessException failure = Assert.Throws<HmmAccessException>(
            () => TransparentKernels.Copy(onHost ? HmmDevice.Host : simulated, FailingManager.Length + 1, source.Memory, target.Memory));

        Assert.Equal(FailingManager.Length, failure.ElementIndex);
        Assert.Equal((0, 0), (source.Pins, target.Pins));
        source.Fails = false;
    }

    private sealed unsafe class FailingManager : MemoryManager<int>
    {
        public const int Length = 10;

        private readonly int* _block = (int*)NativeMemory.AllocZeroed(Length * sizeof(int));

        public bool Fails { get; set; }

        public int Pins { get; private set; }

        public override Memory<int> Memory => CreateMemory(Length);

        public override Span<int> GetSpan() => new(_block, Length);

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            Pins++;
            return new MemoryHandle(_block + elementIndex, default, this);
        }

        public override void Unpin()
        {
            Pins--;
            if (Fails)
            {
                throw new InvalidOperationException("unpinned");
            }
        }

        protected override void Dispose(bool disposing) => NativeMemory.Free(_block);
    }
}
