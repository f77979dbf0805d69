using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HmmGen.Benchmarks.Arrays;
using HmmGen.Benchmarks.Engine;
using HmmGen.Benchmarks.Generator;
using HmmGen.Benchmarks.Host;
using HmmGen.Benchmarks.HostFaults;
using HmmGen.Benchmarks.Migration;
using HmmGen.Benchmarks.Sizes;
using HmmGen.Benchmarks.Telemetry;
using HmmGen.Benchmarks.Time;

// In the order in which they print.
Dictionary<string, Action[]> reports = new()
{
    ["arrays"] = [ArrayReport.Print],
    ["copies"] = [CopyReport.Print],
    ["engine"] = [EngineReport.Print, ShapeFigures.Print, TriangleFigures.Print, CopyReport.Print],
    ["eviction"] = [EvictionFigures.Print, PagerFigures.Print, DensityFigures.Print],
    ["host-faults"] = [HostFaultReport.Print],
    ["in-place"] = [InPlaceFigures.Print],
    ["launches"] = [LaunchFigures.Print],
    ["migration"] = [MigrationReport.Print],
    ["overlap"] = [OverlapFigures.Print],
    ["pages"] = [PageFigures.Print],
    ["peers"] = [PeerFigures.Print],
    ["sizes"] = [SizeReport.Print],
    ["telemetry"] = [TelemetryReport.Print],
    ["triangles"] = [TriangleFigures.Print],
};
if (args is [var name] && reports.TryGetValue(name, out Action[]? prints))
{
    Array.ForEach(prints, static print => print());
    return;
}

if (args is ["time"])
{
    await TimeReport.Print();
    return;
}

if (args is ["host", .. { Length: <= 1 } groups])
{
    HostReport.Print(groups.FirstOrDefault());
    return;
}

if (args is ["generator", ..])
{
    GeneratorReport.Print(args[1..]);
    return;
}

// In process: ILGPU's drivers and the PoCL root are set up for this process, not for ones that a toolchain would build.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
