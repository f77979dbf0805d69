using System.CommandLine;
using System.Globalization;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Output;

namespace HmmGen.Tool.Verification;

/// <summary><c>hmm verify</c>: compiles every kernel of an assembly for devices that need not be there.</summary>
internal sealed class VerifyCommand : ToolCommand
{
    private readonly Argument<string> _assembly = new("assembly") { Description = "The app's assembly, such as bin/Release/net10.0/App.dll." };

    private readonly Option<string[]> _targets = new("--target")
    {
        Description = $"A target: opencl, or an architecture of NVIDIA's such as sm_90. May be given several times. Else: {string.Join(", ", KernelTarget.Usual)}.",
        DefaultValueFactory = _ => [.. KernelTarget.Usual],
    };

    private readonly Option<string[]> _kernels = new("--kernel") { Description = "A kernel, such as Ops.Saxpy. May be given several times. Else all are compiled." };

    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Compiles again what was compiled before, and keeps nothing." };

    private readonly Option<bool> _ifAny = new("--if-any") { Description = "Ends well where the assembly has no kernels." };

    /// <summary>Makes the command.</summary>
    public VerifyCommand()
        : base("verify", "Compiles the kernels of an assembly in every variant, and reports those that a device would refuse.")
    {
        _targets.CompletionSources.Add([.. KernelTarget.Usual]);
        Add(_assembly);
        Add(_targets);
        Add(_kernels);
        Add(_noCache);
        Add(_ifAny);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult arguments, ToolOutput output)
    {
        KernelTarget[] targets = [.. arguments.GetValue(_targets)!.Distinct().Select(Target)];
        string path = arguments.GetValue(_assembly)!;
        if (arguments.GetValue(_ifAny) && AppFile.Read(path) is { Kernels.Count: 0 } empty)
        {
            return Report(Verifier.Nothing(empty, targets), output);
        }

        AppAssembly app = AppAssembly.Load(path);
        string[] asked = arguments.GetValue(_kernels) ?? [];
        IReadOnlyList<AppKernel> kernels = asked.Length == 0 ? app.Kernels : [.. asked.Select(name => KernelSearch.Find(app, name)).Distinct()];
        Verifier verifier = new(app, arguments.GetValue(_noCache) ? null : new VerificationCache(VerificationCache.UserFolder));
        VerificationResult result = output.Progress.Of([.. targets.Select(target => target.Name)], kernels.Count, advance => verifier.Run(kernels, targets, advance));
        if (verifier.IsUnwritten)
        {
            output.Note($"hmm verify: results cannot be kept in {VerificationCache.UserFolder}.");
        }

        return Report(result, output);
    }

    /// <summary>Writes a result for people.</summary>
    /// <param name="result">The result.</param>
    /// <param name="output">Where it goes.</param>
    internal static void Write(VerificationResult result, ToolOutput output)
    {
        foreach (Finding finding in result.Findings)
        {
            output.Line(finding.ToString());
        }

        string what = $"{(result.Kernels == 1 ? "1 kernel" : $"{result.Kernels} kernels")}, {result.Variants.Count} variants, {string.Join(", ", result.Targets)}";
        string counts = $"{result.Compiled} compiled, {result.Cached} known from the cache, {result.Findings.Count} errors";
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{what}: {counts}, {result.Seconds:0.0} s."));
    }

    private int Report(VerificationResult result, ToolOutput output)
    {
        if (output.IsJson)
        {
            output.Json(Name, result);
        }
        else
        {
            Write(result, output);
        }

        return result.Findings.Count == 0 ? ExitCode.Good : ExitCode.Findings;
    }

    private static KernelTarget Target(string name) => KernelTarget.Of(name)
        ?? throw new ToolException($"There is no target {name}. It can be opencl, or an architecture of NVIDIA's from sm_50 on:", KernelTarget.Usual);
}
