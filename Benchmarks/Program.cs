using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HmmGen.Benchmarks.Arrays;
using HmmGen.Benchmarks.Engine;
using HmmGen.Benchmarks.Generator;
using HmmGen.Benchmarks.HostFaults;
using HmmGen.Benchmarks.Migration;
using HmmGen.Benchmarks.Sizes;
using HmmGen.Benchmarks.Telemetry;
using HmmGen.Benchmarks.Time;

if (args is ["host-faults"])
{
    HostFaultReport.Print();
    return;
}

if (args is ["time"])
{
    await TimeReport.Print();
    return;
}

if (args is ["sizes"])
{
    SizeReport.Print();
    return;
}

if (args is ["telemetry"])
{
    TelemetryReport.Print();
    return;
}

if (args is ["migration"])
{
    MigrationReport.Print();
    return;
}

if (args is ["launches"])
{
    LaunchFigures.Print();
    return;
}

if (args is ["engine"])
{
    EngineReport.Print();
    ShapeFigures.Print();
    TriangleFigures.Print();
    CopyReport.Print();
    return;
}

if (args is ["overlap"])
{
    OverlapFigures.Print();
    return;
}

if (args is ["triangles"])
{
    TriangleFigures.Print();
    return;
}

if (args is ["peers"])
{
    PeerFigures.Print();
    return;
}

if (args is ["pages"])
{
    PageFigures.Print();
    return;
}

if (args is ["copies"])
{
    CopyReport.Print();
    return;
}

if (args is ["in-place"])
{
    InPlaceFigures.Print();
    return;
}

if (args is ["eviction"])
{
    EvictionFigures.Print();
    PagerFigures.Print();
    DensityFigures.Print();
    return;
}

if (args is ["arrays"])
{
    ArrayReport.Print();
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
