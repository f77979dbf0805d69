// Safety: the arrays live until the launches over their addresses have ended.
using System.Runtime.CompilerServices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The address of an array of a space says nothing of the pages that devices have, so launches on devices refuse it.</summary>
public sealed unsafe class WatchedAddressTests
{
    [Theory]
    [InlineData(10, 0, 10)]
    [InlineData(3_000_000, 0, 3_000_000)]
    [InlineData(3_000_000, 2_000_000, 5)]
    public void An_address_in_an_array_is_refused_before_anything_runs(int length, int first, int count)
    {
        Assert.SkipWhen(HmmSpace.Shared.HostMode == HmmHostMode.Scopes, "This process has no transparent memory, in which alone a touch can wait for a device.");
        using HmmDevice device = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(length);
        int* address = (int*)Unsafe.AsPointer(ref array.AsSpan()[0]);
        TransparentKernels.Add(device, length, 1, array);
        device.ResetStatistics();
        foreach (HmmDevice each in (HmmDevice[])[device, other])
        {
            ArgumentException error = Assert.Throws<ArgumentException>(
                () => TransparentKernels.Add(each, count, 1, HmmBuffer<int>.FromPointer(address + first, count)));
            Assert.Equal("target", error.ParamName);
            Assert.Contains("Pass the array, or a slice of it.", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => each.Access(
                HmmOperand.ReadWrite(HmmBuffer<int>.FromPointer(address + first, count)), HmmOperand.Read<int>(array), (_, _, _) => { }));
            Assert.Equal(0, each.Statistics.Launches);
        }

        TransparentKernels.Add(HmmDevice.Host, count, 1, HmmBuffer<int>.FromPointer(address + first, count));
        TransparentKernels.Add(device, length, 1, array);
        int[] expected = [.. Enumerable.Repeat(2, length)];
        expected.AsSpan(first, count).Fill(3);
        Assert.True(array.AsReadOnlySpan().SequenceEqual(expected));
    }
}
