using System.Diagnostics;
using HmmGen.Corpus;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches do not start more and more helpers. Nothing runs beside these tests: they count the threads of the whole process.</summary>
[Collection(ThreadCounts.Name)]
public sealed class HelperThreadsTests
{
    private const int Degree = 64;

    /// <summary>Fewer than one team has. A new device knows of no helper, so a thousand devices in turn once started more than a thousand threads.</summary>
    private const int FewThreads = 40;

    public static TheoryData<string> Kinds { get; } = ["host", "simulated"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Devices_in_turn_share_their_helpers(string kind)
    {
        uint[] start = [.. Enumerable.Range(0, 4000).Select(static number => 27u + (uint)number % 3)];
        int[] steps = new int[start.Length];
        int before = Threads();

        for (int round = 0; round < TestScale.Iterations(quick: 400, full: 1000); round++)
        {
            using HmmDevice device = kind == "host"
                ? HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = Degree })
                : HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 20, MaxDegreeOfParallelism = Degree });
            ControlFlow.Collatz(device, start.Length, 200, start, steps);
        }

        int after = Threads();
        Assert.True(after - before < FewThreads, $"from {before} to {after} threads");
    }

    private static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
