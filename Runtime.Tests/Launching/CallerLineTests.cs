using System.Runtime.CompilerServices;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A parameter that gets the caller's line gets it in launches too.</summary>
public sealed partial class CallerLineTests
{
    [Fact]
    public void A_launch_gives_its_own_line()
    {
        int[] called = new int[2], launched = new int[2], given = new int[2];
        Store(0, called); Store(HmmDevice.Host, 2, launched);
        Store(HmmDevice.Host, 2, given, 7);
        Assert.True(called[0] > 1);
        Assert.Equal([called[0], called[0]], launched);
        Assert.Equal([7, 7], given);
    }

    [HmmKernel]
    internal static void Store(int i, Span<int> lines, [CallerLineNumber] int line = 0) => lines[i] = line;
}
