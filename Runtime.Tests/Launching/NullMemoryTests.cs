// Safety: handles without memory, which nothing touches.
using System.Buffers;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Memory that cannot be pinned.</summary>
public sealed class NullMemoryTests
{
    /// <summary>A buffer that was freed gives its offset.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    [InlineData(65_535)]
    public async Task A_memory_whose_pin_is_null_is_refused_before_anything_runs(int offset)
    {
        NullManager manager = new(offset);
        using HmmDevice simulated = HmmDevice.Simulated();
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(10);
        foreach (HmmDevice device in (HmmDevice[])[simulated, HmmDevice.Host])
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => TransparentKernels.Copy(device, 10, manager.Memory, target));
            Assert.Equal("source", error.ParamName);
            error = await Assert.ThrowsAsync<ArgumentException>(() => TransparentKernels.AddAsync(device, 10, 1, manager.Memory, TestContext.Current.CancellationToken));
            Assert.Equal("target", error.ParamName);
            Assert.StartsWith("TransparentKernels.Add: pinning the memory of 'target' gave a null pointer", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => device.Access(manager.Memory, HmmAccess.Read, (_, _) => Assert.Fail()));
        }

        Assert.Equal(0, manager.Pins);
        Assert.Equal(0, simulated.Statistics.Launches);
    }

    [Fact]
    public unsafe void A_pointer_that_is_an_offset_from_null_is_refused()
    {
        foreach (nint address in (nint[])[1, 48, 65_535])
        {
            Assert.Equal("pointer", Assert.Throws<ArgumentException>(() => HmmBuffer<byte>.FromPointer((byte*)address, 1)).ParamName);
            Assert.Equal("pointer", Assert.Throws<ArgumentException>(() => HmmReadOnlyBuffer<byte>.FromPointer((byte*)address, 1)).ParamName);
            Assert.Equal(0, HmmBuffer<byte>.FromPointer((byte*)address, 0).Length);
        }

        Assert.Equal(1, HmmBuffer<byte>.FromPointer((byte*)65_536, 1).Length);
    }

    private sealed class NullManager(nint offset) : MemoryManager<int>
    {
        public int Pins { get; private set; }

        public override Span<int> GetSpan() => new int[10];

        public override Memory<int> Memory => CreateMemory(10);

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            Pins++;
            return new MemoryHandle((void*)offset, default, this);
        }

        public override void Unpin() => Pins--;

        protected override void Dispose(bool disposing)
        {
        }
    }
}
