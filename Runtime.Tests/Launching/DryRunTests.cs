using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>
/// An item that fails on the host runs once more, over memory that keeps what it writes to itself. So the host names the access that failed, as devices do.
/// </summary>
public sealed class DryRunTests
{
    private const int Length = 3000;
    private const int Failing = 1234;

    /// <summary>What an item has written it reads again, at that time: the last index is out of range, the first was not.</summary>
    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_index_is_the_one_that_was_written_before_the_access(string form)
        => Check(form, last: Length + 5, static _ => { }, 0, Length + 5, line: 4);

    /// <summary>An element beside one that the item has written is as it was.</summary>
    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_index_beside_what_was_written_stays(string form)
        => Check(form, last: 3, static places => places[2 * Failing + 1] = -7, Failing, -7, line: 2);

    /// <summary>Memory may end where the next byte may not be touched.</summary>
    [Fact]
    public void Nothing_behind_the_memory_is_read()
    {
        const int Places = 100;
        using ByteMemory memory = ByteMemory.BeforeForbidden();
        Memory<int> places = memory.As<int>(ByteMemory.PageBytes - Places * sizeof(int), Places);
        HmmAccessException error = Assert.Throws<HmmAccessException>(
            () => FailingKernels.Rewrite(HmmDevice.Host, Places / 2, 1, last: 80, places, new long[Places / 2], new long[Places / 2]));
        Assert.Equal((80, "x"), (error.ElementIndex, error.Parameter));
    }

    private static void Check(string form, int last, Action<int[]> spoil, long item, long element, int line)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] places = new int[2 * Length];
        spoil(places);
        HmmAccessException error = Assert.Throws<HmmAccessException>(
            () => FailingKernels.Rewrite(device, Length, 1, last, places, new long[Length], new long[Length]));
        Assert.Equal([item], error.WorkItem);
        Assert.Equal("x", error.Parameter);
        Assert.Equal(element, error.ElementIndex);
        Assert.Equal(FailingKernels.RewritePlace.Line + line, error.Line);
    }
}
