using System.Globalization;
using System.Reflection;
using System.Text.Json;
using HmmGen.Base;
using HmmGen.Planning;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Explanation;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary><c>hmm explain</c>.</summary>
public sealed class ExplainTests
{
    private static readonly Lazy<AppAssembly> App = new(() => AppAssembly.Load(Corpus.Path));

    [Fact]
    public void A_kernel_over_its_own_index_is_planned_exactly()
    {
        JsonElement kernel = ToolRun.Json(ExitCode.Good, "explain", Corpus.Path, "Elementwise.Saxpy");
        Assert.Equal("HmmGen.Corpus.Elementwise.Saxpy", kernel.GetProperty("kernel").GetString());
        Assert.EndsWith("Elementwise.cs", kernel.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (kernel.GetProperty("bounded").GetInt32(), kernel.GetProperty("faults").GetInt32()));
        Assert.True(kernel.GetProperty("exact").GetInt32() >= 2);
    }

    [Fact]
    public void A_gather_is_found_by_a_scout_since_its_index_is_loaded()
    {
        JsonElement kernel = ToolRun.Json(ExitCode.Good, "explain", Corpus.Path, "Sparse.CooTimesVector");
        JsonElement x = kernel.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "x");
        Assert.Equal(("read", 8), (x.GetProperty("use").GetString(), x.GetProperty("elementSize").GetInt32()));
        JsonElement access = Assert.Single(x.GetProperty("accesses").EnumerateArray());
        Assert.Equal(("read", "?", "scouted"), (access.GetProperty("kind").GetString(), access.GetProperty("index").GetString(), access.GetProperty("planned").GetString()));
        Assert.StartsWith("its index is loaded from columns", access.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.True(access.GetProperty("line").GetInt32() > kernel.GetProperty("line").GetInt32());
    }

    [Fact]
    public void A_loop_that_may_end_early_is_bounded()
    {
        KernelExplanation kernel = KernelExplanation.Of(KernelSearch.Find(App.Value, "EllTimesVector"));
        AccessExplanation values = Assert.Single(kernel.Parameters.Single(parameter => parameter.Name == "values").Accesses);
        Assert.Equal(PlannedAs.Bounded, values.Planned);
        Assert.Contains("k runs", values.Conditions, StringComparison.Ordinal);
        Assert.StartsWith("a condition around it is loaded from columns", values.Why, StringComparison.Ordinal);
        AccessExplanation columns = Assert.Single(kernel.Parameters.Single(parameter => parameter.Name == "columns").Accesses);
        Assert.Equal((PlannedAs.Bounded, "it may not happen each time"), (columns.Planned, columns.Why));
        Assert.Contains(kernel.Names, name => name.StartsWith("k: from 0 until width by 1", StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_is_in_words()
    {
        ToolRun run = ToolRun.Of("explain", Corpus.Path, "coo_TIMES_vector".Replace("_", "", StringComparison.Ordinal));
        Assert.Equal((ExitCode.Good, ""), (run.Code, run.Errors));
        Assert.Contains("x: only read, so its pages are never written back, 8 bytes an element", run.Output, StringComparison.Ordinal);
        Assert.Contains("found by a scout, which runs first: its index is loaded from columns", run.Output, StringComparison.Ordinal);
        Assert.Contains("entry is the work item's index", run.Output, StringComparison.Ordinal);
        Assert.Contains("k goes from 0 until width by 1 (line ", ToolRun.Of("explain", Corpus.Path, "EllTimesVector").Output, StringComparison.Ordinal);
        string bytes = ToolRun.Of("explain", Corpus.Path, "Tokens").Output;
        Assert.Contains("text: only read, so its pages are never written back, 1 byte an element", bytes, StringComparison.Ordinal);
        Assert.Contains("planned exactly", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_access_of_the_corpus_is_explained_once_for_each_line_of_its_plan()
    {
        foreach (AppKernel kernel in App.Value.Kernels)
        {
            KernelExplanation explanation = KernelExplanation.Of(kernel);
            int accesses = explanation.Parameters.Sum(parameter => parameter.Accesses.Count);
            Assert.Equal(explanation.Exact + explanation.Bounded + explanation.Scouted + explanation.Faults, accesses);
            int lines = (PlanTextReader.Read(kernel)?.Text ?? "").Split('\n')
                .Count(line => line.Length > 0 && char.IsAsciiDigit(line[0]) && !line.Contains(": fails", StringComparison.Ordinal));
            Assert.Equal((kernel.Name, lines), (kernel.Name, accesses));
            Assert.All(explanation.Parameters.SelectMany(parameter => parameter.Accesses), access => Assert.Equal(access.Planned != PlannedAs.Exact, access.Why is not null));
        }
    }

    /// <summary>Where a launch knows nothing of a parameter's accesses, one of them is left to faults, and where one is, a launch that makes it knows nothing.</summary>
    [Fact]
    public void Launches_agree()
    {
        List<string> wrong = [];
        int unknown = 0;
        foreach (AppKernel kernel in App.Value.Kernels.Where(kernel => PlanTextReader.Read(kernel) is not null))
        {
            KernelExplanation explanation = KernelExplanation.Of(kernel);
            AccessPlan plan = Launch(kernel);
            for (int parameter = 0; parameter < explanation.Parameters.Count; parameter++)
            {
                bool isUnknown = !plan.Parameters[parameter].MayIsKnown;
                bool isFault = explanation.Parameters[parameter].Accesses.Any(access => access.Planned is PlannedAs.Fault or PlannedAs.Scouted);
                unknown += isUnknown ? 1 : 0;
                if (isUnknown != isFault)
                {
                    wrong.Add($"{kernel.Name} {explanation.Parameters[parameter].Name}: a launch {(isUnknown ? "does not know it" : "knows it")}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(unknown > 20, $"Only {unknown} parameters are left to faults.");
    }

    [Fact]
    public void The_generated_source_comes_from_the_symbols()
    {
        string text = ToolRun.Json(ExitCode.Good, "explain", Corpus.Path, "Elementwise.Saxpy", "--show", "csharp").GetProperty("text").GetString()!;
        Assert.Contains("struct SaxpyKernel", text, StringComparison.Ordinal);
        Assert.Contains("plan.Follow(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_symbols_the_way_to_the_source_is_told()
    {
        using TemporaryFolder folder = new();
        HandMade.Compile(HandMade.Kernel(""), folder.File("App.dll"));
        ToolRun run = ToolRun.Of("explain", folder.File("App.dll"), "Broken", "--show", "csharp");
        Assert.Equal((ExitCode.Findings, ""), (run.Code, run.Output));
        Assert.Contains("-p:EmitCompilerGeneratedFiles=true", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opencl", "kernel void", "opencl")]
    [InlineData("ptx", ".entry", "sm_90")]
    public void The_compiled_text_is_shown(string language, string part, string target)
    {
        JsonElement shown = ToolRun.Json(ExitCode.Good, "explain", Corpus.Path, "Elementwise.Saxpy", "--show", language, "--variant", "paged");
        Assert.Contains(part, shown.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((target, "Paged"), (shown.GetProperty("target").GetString(), shown.GetProperty("variant").GetString()));
    }

    [Fact]
    public void A_variant_that_a_kernel_lacks_is_refused_with_those_that_it_has()
    {
        ToolRun run = ToolRun.Of("explain", Corpus.Path, "Elementwise.Saxpy", "--show", "ptx", "--variant", "scout");
        Assert.Equal((ExitCode.Findings, ""), (run.Code, run.Output));
        Assert.Contains("Elementwise.Saxpy has no variant Scout. It has:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Proven", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("SaxpyKernel", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_architecture_can_be_chosen()
        => Assert.Contains(".target sm_75", ToolRun.Of("explain", Corpus.Path, "Saxpy", "--show", "ptx", "--target", "sm_75").Output, StringComparison.Ordinal);

    private static AccessPlan Launch(AppKernel kernel)
    {
        LaunchPlan launch = new(kernel.Descriptor, [.. kernel.Descriptor.Parameters.Select(_ => 1000)], new WorkBox(1, 4, 1, 4, 1, 4));
        object arguments = Activator.CreateInstance(kernel.Arguments)!;
        foreach (FieldInfo field in kernel.Arguments.GetFields().Where(field => field.FieldType.IsPrimitive && field.FieldType != typeof(bool)))
        {
            field.SetValue(arguments, Convert.ChangeType(5, field.FieldType, CultureInfo.InvariantCulture));
        }

        kernel.Type.GetMethod("Plan")!.Invoke(null, [launch, arguments]);
        return launch.Complete();
    }
}
