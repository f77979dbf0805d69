using HmmGen.Base;
using HmmGen.Launching;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The counts of each kernel of a device.</summary>
public sealed class KernelCountersTests
{
    [Fact]
    public void Launches_of_two_kernels_in_turn_are_told_apart()
    {
        KernelCounters counters = new();
        foreach (string kernel in (string[])["one", "one", "other", "one", "other"])
        {
            Launch(counters, kernel);
        }

        Assert.Equal(3, counters.Snapshot()["one"].Launches);
        Assert.Equal(2, counters.Snapshot()["other"].Launches);
    }

    [Fact]
    public void Counts_begin_anew_after_they_were_removed()
    {
        KernelCounters counters = new();
        Launch(counters, "one");
        counters.Clear();
        Launch(counters, "one");
        Assert.Equal(1, counters.Snapshot()["one"].Launches);
    }

    private static void Launch(KernelCounters counters, string kernel)
    {
        long[] own = new long[(int)Counter.FirstOfPages];
        own[(int)Counter.Launches] = 1;
        counters.Add(kernel, own, start: null, end: null);
    }
}
