// Safety: a handle without memory.
using System.Buffers;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Memory that cannot be pinned.</summary>
public sealed class NullMemoryTests
{
    [Fact]
    public async Task A_memory_whose_pin_is_null_is_refused_before_anything_runs()
    {
        NullManager manager = new();
        using HmmDevice simulated = HmmDevice.Simulated();
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(10);
        foreach (HmmDevice device in (HmmDevice[])[simulated, HmmDevice.Host])
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => TransparentKernels.Copy(device, 10, manager.Memory, target));
            Assert.Equal("source", error.ParamName);
            error = await Assert.ThrowsAsync<ArgumentException>(() => TransparentKernels.AddAsync(device, 10, 1, manager.Memory, TestContext.Current.CancellationToken));
            Assert.Equal("target", error.ParamName);
        }

        Assert.Equal(0, manager.Pins);
        Assert.Equal(0, simulated.Statistics.Launches);
    }

    private sealed class NullManager : MemoryManager<int>
    {
        public int Pins { get; private set; }

        public override Span<int> GetSpan() => new int[10];

        public override Memory<int> Memory => CreateMemory(10);

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            Pins++;
            return new MemoryHandle(null, default, this);
        }

        public override void Unpin() => Pins--;

        protected override void Dispose(bool disposing)
        {
        }
    }
}
