using System.Runtime.CompilerServices;
using System.Text.Json;
using HmmGen.Tests.Shared;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Verification;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary><c>hmm verify</c>.</summary>
[Collection(nameof(UserCache))]
public sealed class VerifyTests
{
    private const string Refused = "System.GC.Collect();";

    [Fact]
    public void Good_kernels_compile_for_all_targets_in_all_variants()
    {
        using UserCache cache = new();
        JsonElement result = ToolRun.Json(ExitCode.Good, "verify", Corpus.Path, "--kernel", "Elementwise.Saxpy", "--kernel", "Sparse.CsrTimesVector");
        Assert.Equal(2, result.GetProperty("kernels").GetInt32());
        Assert.Equal(["sm_75", "sm_90", "opencl"], result.GetProperty("targets").EnumerateArray().Select(target => target.GetString()));
        Assert.Equal(["Linear", "Checked", "Unplanned", "Paged", "Proven", "Resumable", "Stepped", "Scout"], result.GetProperty("variants").EnumerateArray().Select(variant => variant.GetString()));
        // Saxpy has no scout, and no access that no plan names.
        Assert.Equal(3 * (6 + 8), result.GetProperty("compiled").GetInt32());
        Assert.Empty(result.GetProperty("findings").EnumerateArray());
    }

    /// <summary>All of the corpus in a long run, and every n-th kernel in others, by the names that messages show.</summary>
    [Fact]
    public void The_corpus_compiles_for_a_target()
    {
        using UserCache cache = new();
        string[] names = [.. AppAssembly.Load(Corpus.Path).Kernels.Select(kernel => kernel.FullName)];
        IEnumerable<string> some = names.Where((_, number) => number % TestScale.Iterations(quick: 50, full: 8, @long: 1) == 0);
        ToolRun run = ToolRun.Of(["verify", Corpus.Path, "--target", "sm_90", .. some.SelectMany(name => new[] { "--kernel", name })]);
        Assert.Equal((ExitCode.Good, ""), (run.Code, run.Errors));
        Assert.Contains("0 errors", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, 24)]
    [InlineData(1, 1)]
    [InlineData(4000, 120)]
    public void A_refused_kernel_is_an_error_at_the_users_line_and_column(int line, int column)
    {
        using UserCache cache = new();
        using TemporaryFolder folder = new();
        HandMade.Compile(HandMade.Kernel(Refused, line: line, column: column), folder.File("App.dll"));
        ToolRun run = ToolRun.Of("verify", folder.File("App.dll"), "--target", "opencl");
        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.StartsWith(
            $"My Ops.cs({line},{column}): error HMM101: Ops.Broken cannot be compiled for opencl (Linear, Checked, Paged, Proven, Resumable, Stepped): ",
            run.Output,
            StringComparison.Ordinal);
    }

    /// <summary>Each column of the corpus is that of the method's name in the source.</summary>
    [Fact]
    public void Kernels_have_the_place_of_their_name()
    {
        IReadOnlyList<AppKernel> kernels = AppAssembly.Load(Corpus.Path).Kernels;
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel =>
        {
            string line = File.ReadLines(Source(kernel.Descriptor.File)).ElementAt(kernel.Descriptor.Line - 1);
            Assert.StartsWith(kernel.Method, line[(kernel.Descriptor.Column - 1)..], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_assembly_without_kernels_is_well_if_that_is_asked_for()
    {
        using TemporaryFolder folder = new();
        HandMade.Compile("public class Plain { }", folder.File("Plain.dll"));
        Assert.Equal(0, ToolRun.Json(ExitCode.Good, "verify", folder.File("Plain.dll"), "--if-any").GetProperty("kernels").GetInt32());
        Assert.Contains("0 kernels", ToolRun.Of("verify", folder.File("Plain.dll"), "--if-any").Output, StringComparison.Ordinal);
        HandMade.Compile(HandMade.Kernel(Refused), folder.File("App.dll"));
        Assert.Equal(ExitCode.Findings, ToolRun.Of("verify", folder.File("App.dll"), "--if-any", "--target", "opencl", "--no-cache").Code);
        Assert.Equal(ExitCode.WrongUse, ToolRun.Of("verify", folder.File("Missing.dll"), "--if-any").Code);
    }

    [Fact]
    public void A_finding_has_its_parts_in_json()
    {
        using UserCache cache = new();
        using TemporaryFolder folder = new();
        HandMade.Compile(HandMade.Kernel(Refused), folder.File("App.dll"));
        JsonElement finding = Assert.Single(
            ToolRun.Json(ExitCode.Findings, "verify", folder.File("App.dll"), "--target", "sm_90").GetProperty("findings").EnumerateArray());
        Assert.Equal(
            ("HMM101", "Ops.Broken", "My Ops.cs", 12, 24, "sm_90", 6),
            (finding.GetProperty("code").GetString(), finding.GetProperty("kernel").GetString(), finding.GetProperty("file").GetString(),
                finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("target").GetString(), finding.GetProperty("variants").GetArrayLength()));
        Assert.NotEmpty(finding.GetProperty("message").GetString()!);
    }

    [Fact]
    public void What_was_compiled_before_comes_from_the_cache_errors_too()
    {
        using UserCache cache = new();
        using TemporaryFolder folder = new();
        HandMade.Compile(HandMade.Kernel(Refused), folder.File("App.dll"));
        string[] arguments = ["verify", folder.File("App.dll"), "--target", "sm_90"];
        JsonElement first = ToolRun.Json(ExitCode.Findings, arguments);
        JsonElement again = ToolRun.Json(ExitCode.Findings, arguments);
        Assert.Equal((6, 0), Counts(first));
        Assert.Equal((0, 6), Counts(again));
        Assert.Equal(first.GetProperty("findings").ToString(), again.GetProperty("findings").ToString());
    }

    [Fact]
    public void Other_content_another_target_and_another_kernel_are_compiled()
    {
        using UserCache cache = new();
        using TemporaryFolder folder = new();
        string path = folder.File("App.dll");
        HandMade.Compile(HandMade.Kernel(Refused), path);
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Findings, "verify", path, "--target", "sm_90")));
        Assert.Equal((6, 6), Counts(ToolRun.Json(ExitCode.Findings, "verify", path, "--target", "sm_90", "--target", "sm_75")));

        // Elsewhere under the same name: a process loads one assembly from a path.
        using TemporaryFolder elsewhere = new();
        HandMade.Compile(HandMade.Kernel(""), elsewhere.File("App.dll"));
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Good, "verify", elsewhere.File("App.dll"), "--target", "sm_90")));
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Good, "verify", Corpus.Path, "--target", "sm_90", "--kernel", "Saxpy")));
        Assert.Equal((8, 6), Counts(ToolRun.Json(ExitCode.Good, "verify", Corpus.Path, "--target", "sm_90", "--kernel", "Saxpy", "--kernel", "CooTimesVector")));
    }

    [Fact]
    public void Without_a_cache_all_is_compiled_and_nothing_is_kept()
    {
        using UserCache cache = new();
        string[] arguments = ["verify", Corpus.Path, "--target", "sm_75", "--kernel", "Saxpy", "--no-cache"];
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Good, arguments)));
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Good, arguments)));
        Assert.Empty(cache.Files);
    }

    [Fact]
    public void A_spoilt_cache_counts_as_none()
    {
        using UserCache cache = new();
        string[] arguments = ["verify", Corpus.Path, "--target", "sm_75", "--kernel", "Saxpy"];
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Good, arguments)));
        File.WriteAllText(Assert.Single(cache.Files), "{ no json");
        Assert.Equal((6, 0), Counts(ToolRun.Json(ExitCode.Good, arguments)));
        Assert.Equal((0, 6), Counts(ToolRun.Json(ExitCode.Good, arguments)));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_said_and_no_error()
    {
        using UserCache cache = new();
        File.WriteAllText(cache.Folder.File("hmmgen"), "a file where a folder should be");
        ToolRun run = ToolRun.Of("verify", Corpus.Path, "--target", "sm_75", "--kernel", "Saxpy");
        Assert.Equal(ExitCode.Good, run.Code);
        Assert.Contains("cannot be kept", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sm_30")]
    [InlineData("sm_9")]
    [InlineData("vulkan")]
    public void An_unknown_target_is_wrong_use(string target)
        => Assert.Contains(target, ToolRun.Json(ExitCode.WrongUse, "verify", Corpus.Path, "--target", target).GetProperty("message").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("sm_50")]
    [InlineData("sm_75")]
    [InlineData("sm_120")]
    [InlineData("opencl")]
    public void Targets_are_known(string target) => Assert.Equal(target, KernelTarget.Of(target)?.Name);

    private static string Source(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", file);

    private static (int Compiled, int Cached) Counts(JsonElement result)
        => (result.GetProperty("compiled").GetInt32(), result.GetProperty("cached").GetInt32());
}
