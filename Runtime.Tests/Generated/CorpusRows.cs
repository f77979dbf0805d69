using HmmGen.Corpus;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>The corpus as rows of theories: a row a case, shown by the case's name.</summary>
public static class CorpusRows
{
    private static readonly Dictionary<string, CorpusCase> ByName = CorpusCatalog.All.ToDictionary(entry => entry.Name);

    /// <summary>The names of all cases; in a quick run of every tenth.</summary>
    public static TheoryData<string> All { get; } = [.. TestScale.Sample([.. ByName.Keys], 15)];

    /// <summary>The names of the cases that have their turn where each takes long; all in a long run.</summary>
    public static TheoryData<string> InTurn { get; } = [.. TestScale.Turns(ByName.Keys, quick: 15, full: 3)];

    /// <summary>The names of all cases where there is an OpenCL device; else one row, which is skipped.</summary>
    public static TheoryData<string> OnOpenCL => On(HmmDeviceKind.OpenCL);

    /// <summary>The names of all cases where there is an NVIDIA GPU; else one row, which is skipped.</summary>
    public static TheoryData<string> OnCuda => On(HmmDeviceKind.Cuda);

    /// <summary>Finds a case.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The case.</returns>
    public static CorpusCase Find(string name) => ByName[name];

    private static TheoryData<string> On(HmmDeviceKind kind)
        => HmmDevice.All.Any(device => device.Kind == kind) ? All : [$"no {kind} device"];
}
