using System.CommandLine;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Output;
using HmmGen.Tool.Verification;

namespace HmmGen.Tool.Explanation;

/// <summary><c>hmm explain</c>: says what a launch of a kernel knows before it runs, or shows what the kernel became.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    private readonly Argument<string> _assembly = new("assembly") { Description = "The app's assembly, such as bin/Release/net10.0/App.dll." };

    private readonly Argument<string> _kernel = new("kernel") { Description = "The kernel, such as Ops.Saxpy; of overloads Ops.Saxpy:12, with the line." };

    private readonly Option<string?> _show = new("--show") { Description = "Shows the kernel's text in place of its plan: generated C#, or what a device gets." };

    private readonly Option<string> _variant = new("--variant")
    {
        Description = $"The variant to show: {string.Join(", ", OfflineCompiler.Variants)}.",
        DefaultValueFactory = _ => OfflineCompiler.Variants[0],
    };

    private readonly Option<string> _target = new("--target") { Description = "The architecture for --show ptx.", DefaultValueFactory = _ => "sm_90" };

    /// <summary>Makes the command.</summary>
    public ExplainCommand()
        : base("explain", "Says which elements a launch of a kernel knows beforehand, and which it finds by faults.")
    {
        _show.AcceptOnlyFromAmong("csharp", "opencl", "ptx");
        _variant.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. OfflineCompiler.Variants]);
        _kernel.CompletionSources.Add(context => context.ParseResult.GetResult(_assembly)?.Tokens is [{ Value: var path }] ? NamesIn(path) : []);
        Add(_assembly);
        Add(_kernel);
        Add(_show);
        Add(_variant);
        Add(_target);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult arguments, ToolOutput output)
    {
        AppAssembly app = AppAssembly.Load(arguments.GetValue(_assembly)!);
        AppKernel kernel = KernelSearch.Find(app, arguments.GetValue(_kernel)!);
        if (arguments.GetValue(_show) is not { } language)
        {
            Explain(kernel, output);
            return ExitCode.Good;
        }

        KernelText text = language == "csharp"
            ? new KernelText(kernel.FullName, language, null, null, SourceOf(app, kernel))
            : Compiled(kernel, language, language == "ptx" ? arguments.GetValue(_target)! : "opencl", arguments.GetValue(_variant)!);
        if (output.IsJson)
        {
            output.Json(Name, text);
        }
        else
        {
            output.Line(text.Text);
        }

        return ExitCode.Good;
    }

    private void Explain(AppKernel kernel, ToolOutput output)
    {
        KernelExplanation explanation = KernelExplanation.Of(kernel);
        if (output.IsJson)
        {
            output.Json(Name, explanation);
        }
        else
        {
            new ExplanationText(output).Write(explanation);
        }
    }

    private static string SourceOf(AppAssembly app, AppKernel kernel) => GeneratedSource.Of(app, kernel) ?? throw new ToolException(
        $"The debug symbols of {Path.GetFileName(app.File.Path)} are not there or do not have the generated code. Build with them (-p:DebugType=portable), or build with "
        + "-p:EmitCompilerGeneratedFiles=true and look below the project's obj folder, in generated/HmmGen.Generators.")
    {
        Code = ExitCode.Findings,
    };

    private static KernelText Compiled(AppKernel kernel, string language, string target, string variant)
    {
        string name = OfflineCompiler.Variants.First(known => known.Equals(variant, StringComparison.OrdinalIgnoreCase));
        if (KernelTarget.Of(target) is not { } known || (language == "ptx" && target == "opencl"))
        {
            throw new ToolException($"There is no architecture {target}. One is:", ["sm_75", "sm_90"]);
        }

        IReadOnlyList<string> has = OfflineCompiler.VariantsOf(kernel.Type);
        if (!has.Contains(name))
        {
            throw new ToolException($"{kernel.Name} has no variant {name}. It has:", has) { Code = ExitCode.Findings };
        }

        using OfflineCompiler compiler = known.Open();
        try
        {
            return new KernelText(kernel.FullName, language, target, name, compiler.Compile(kernel.Type, name));
        }
        catch (HmmDeviceException failure)
        {
            throw new ToolException(failure.Message, cause: failure) { Code = ExitCode.Findings };
        }
    }

    /// <summary>The kernels' names for completion; none where the assembly cannot be used.</summary>
    private static IEnumerable<string> NamesIn(string path)
    {
        try
        {
            return KernelSearch.Names(AppAssembly.Load(path));
        }
        catch (ToolException)
        {
            return [];
        }
    }
}
