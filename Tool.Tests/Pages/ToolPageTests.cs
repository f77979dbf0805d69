using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HmmGen.Tests.Shared;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Information;
using HmmGen.Tool.Measuring;
using HmmGen.Tool.Output;
using HmmGen.Tool.Verification;
using Xunit;

namespace HmmGen.Tool.Tests.Pages;

/// <summary>The outputs that docs/tool.md shows are those of the tool. What depends on the machine is taken from the page, and the tool writes it as it stands there.</summary>
[Collection(nameof(UserCache))]
public sealed partial class ToolPageTests
{
    private const string Page = "docs/tool.md";
    private const string Command = "$ hmm ";

    [Fact]
    public void The_report_is_written_as_it_stands_there()
    {
        string shown = Shown("info");
        Match head = Head().Match(shown);
        MachineReport report = new(
            head.Groups["version"].Value,
            head.Groups["net"].Value,
            head.Groups["system"].Value,
            int.Parse(head.Groups["processors"].Value, CultureInfo.InvariantCulture),
            Enum.Parse<HmmHostMode>(head.Groups["mode"].Value),
            head.Groups["reason"].Value,
            new FaultServiceReport(true, ""),
            [new DeviceReport(HmmDevice.Host.Name, HmmDeviceKind.Host, true, null, HmmDevice.Host.MirrorModeReason, null)],
            [.. Missing().Matches(shown).Select(missing => missing.Groups["line"].Value)],
            []);

        Assert.Equal(shown, Written(output => InfoCommand.Write(report with { Advice = [.. MachineAdvice.Of(report)] }, output)));
    }

    [Fact]
    public void Results_of_a_verification_are_written_as_they_stand_there()
    {
        PageBlock block = Assert.Single(PageBlock.In(Page), block => block.Code.StartsWith("$ hmm verify", StringComparison.Ordinal));
        Match[] lines = Verified().Matches(block.Code).ToArray();

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(line.Value, Written(output => VerifyCommand.Write(Result(line), output))));
        AppKernel[] kernels = [.. AppAssembly.Load(Corpus.Path).Kernels];
        int compilations = 3 * (kernels.Length * 6 + kernels.Count(static kernel => kernel.Descriptor.Scout is not null));
        Assert.All(lines, line => Assert.Equal((kernels.Length, compilations), (Result(line).Kernels, Result(line).Compiled + Result(line).Cached)));
        Assert.Equal((0, 0), (Result(lines[0]).Cached, Result(lines[1]).Compiled));
    }

    [Fact]
    public void An_error_has_the_form_that_stands_there()
    {
        using UserCache cache = new();
        using TemporaryFolder folder = new();
        HandMade.Compile(HandMade.Kernel("System.GC.Collect();"), folder.File("App.dll"));
        string error = ToolRun.Of("verify", folder.File("App.dll"), "--target", "opencl").Output.Split('\n')[0].TrimEnd();
        string pattern = string.Join(".*", PageBlock.One(Page, "", "Ops.cs(12,24)").Code.Split('…').Select(Regex.Escape));

        Assert.Matches($"^My {pattern}", error);
    }

    [Fact]
    public void Figures_are_written_as_they_stand_there()
    {
        string shown = Shown("bench");
        BenchFigure[] figures = [.. Figure().Matches(shown).Select(FigureOf)];
        Match head = Copy().Match(shown);
        BenchResult result = new(
            int.Parse(head.Groups["size"].Value, CultureInfo.InvariantCulture),
            Enum.Parse<HmmHostMode>(head.Groups["mode"].Value),
            Number(head.Groups["rate"].Value) * 1e9,
            figures,
            []);

        Assert.Equal(8, figures.Length);
        Assert.Equal(shown, Written(output => BenchCommand.Write(result, output)));
    }

    [Fact]
    public void The_figures_are_those_that_are_measured()
    {
        JsonElement result = ToolRun.Json(ExitCode.Good, "bench", "--size", "1");
        string[] measured = [.. result.GetProperty("figures").EnumerateArray().Select(figure => $"{figure.GetProperty("device")}: {figure.GetProperty("name")}")];
        bool hasHostFaults = HmmSpace.Shared.HostMode != HmmHostMode.Scopes;
        IEnumerable<string> shown = Figure().Matches(Shown("bench")).Select(FigureOf).Where(figure => hasHostFaults || figure.Name != "page fault of the host")
            .Select(figure => $"{figure.Device}: {figure.Name}");

        Assert.Equal(shown, measured.Where(line => line.StartsWith("Simulated 0: ", StringComparison.Ordinal) || line.StartsWith("Host: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("EllTimesVector", ExitCode.Good)]
    [InlineData("Sparse.CooTimesVectr", ExitCode.WrongUse)]
    public void Explanations_are_those_of_the_corpus(string kernel, int code)
    {
        ToolRun run = ToolRun.Of("explain", Corpus.Path, kernel);
        string root = Regex.Match(run.Output, @"(?<=, )\S*(?=Samples/Corpus/)").Value;
        string text = (run.Output + run.Errors).ReplaceLineEndings("\n").TrimEnd();

        Assert.Equal(code, run.Code);
        Assert.Equal(Shown($"explain HmmGen.Corpus.dll {kernel}"), text.Replace(root.Length > 0 ? root : "\n\n\n", "", StringComparison.Ordinal).Replace(Corpus.Path, "HmmGen.Corpus.dll", StringComparison.Ordinal));
    }

    /// <summary>What the page shows for a command.</summary>
    private static string Shown(string command) => PageBlock.One(Page, "", $"{Command}{command}\n").Code[$"{Command}{command}\n".Length..];

    private static string Written(Action<ToolOutput> write)
    {
        using StringWriter writer = new();
        write(new ToolOutput(writer, writer, isJson: false));
        return writer.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    private static VerificationResult Result(Match line) => new(
        "",
        "",
        line.Groups["targets"].Value.Split(", "),
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        (int)Number(line.Groups["kernels"].Value),
        (int)Number(line.Groups["compiled"].Value),
        (int)Number(line.Groups["cached"].Value),
        Number(line.Groups["seconds"].Value),
        []);

    private static BenchFigure FigureOf(Match row)
    {
        (string device, string name, double value, double compared) =
            (row.Groups["device"].Value, row.Groups["name"].Value, Number(row.Groups["value"].Value), Number(row.Groups["compared"].Value));
        return row.Groups["unit"].Value == "µs"
            ? new BenchFigure(device, name, null, value * 1e-6, null, compared * 1024, MemcpyBytesPerSecond: 1)
            : new BenchFigure(device, name, value * 1e9, null, compared, null, MemcpyBytesPerSecond: 1);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^HmmGen (?<version>\S+), \.NET (?<net>\S+), (?<system>.+), (?<processors>\d+) processors\nHost mode: (?<mode>\w+): (?<reason>.+)\nFault service: loaded\n")]
    private static partial Regex Head();

    [GeneratedRegex("^  (?<line>(CUDA|OpenCL): .+)$", RegexOptions.Multiline)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^(?<kernels>\d+) kernels, 8 variants, (?<targets>.+): (?<compiled>\d+) compiled, (?<cached>\d+) known from the cache, 0 errors, (?<seconds>[\d.]+) s\.$", RegexOptions.Multiline)]
    private static partial Regex Verified();

    [GeneratedRegex(@"^A plain copy of (?<size>\d+) MiB: (?<rate>[\d.]+) GB/s\. Host mode: (?<mode>\w+)\.")]
    private static partial Regex Copy();

    [GeneratedRegex(@"^│ (?<device>[\w ]+?) +│ (?<name>.+?) +│ (?<value>[\d.]+) (?<unit>GB/s|µs) +│ (as long as )?(?<compared>[\d.]+) ", RegexOptions.Multiline)]
    private static partial Regex Figure();
}
