using HmmGen;
using Xunit;

namespace HmmTest;

/// <summary>Simulated devices that send a kernel through paths that are rare otherwise. None of them may change a result.</summary>
public static class Devices
{
    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, SimulatedOptions> All { get; } = new()
    {
        ["all fits"] = new SimulatedOptions(),
        ["a fault at every access"] = new SimulatedOptions { FaultAtEveryAccess = true },
        ["pages taken at random"] = new SimulatedOptions { RandomEvictions = 1, Prefetch = false },
        ["memory for few pages"] = new SimulatedOptions { MemoryBudget = 16 << 10 },
        ["small chunks"] = new SimulatedOptions { MaximumChunk = 100 },
    };

    /// <summary>Makes a device. The caller disposes of it.</summary>
    public static HmmDevice Open(string name) => HmmDevice.Simulated(All[name]);
}
