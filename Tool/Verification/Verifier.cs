using System.Diagnostics;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;

namespace HmmGen.Tool.Verification;

/// <summary>Compiles kernels for targets, all targets at once.</summary>
/// <param name="app">The app.</param>
/// <param name="cache">Where results are kept; null for nowhere.</param>
internal sealed class Verifier(AppAssembly app, VerificationCache? cache)
{
    private readonly string _hash = cache is null ? "" : ContentHash.Of(app);
    private int _compiled;
    private int _cached;
    private bool _isUnwritten;

    /// <summary>Whether the results could not be kept.</summary>
    public bool IsUnwritten => _isUnwritten;

    /// <summary>The result for an assembly without kernels.</summary>
    /// <param name="file">The assembly.</param>
    /// <param name="targets">The targets.</param>
    /// <returns>The result.</returns>
    public static VerificationResult Nothing(AppFile file, IReadOnlyList<KernelTarget> targets)
        => new(file.Path, ToolVersion.Current, [.. targets.Select(target => target.Name)], OfflineCompiler.Variants, 0, 0, 0, 0, []);

    /// <summary>Verifies.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="advance">Called with a target's number for each kernel that is done, by several threads.</param>
    /// <returns>The result.</returns>
    public VerificationResult Run(IReadOnlyList<AppKernel> kernels, IReadOnlyList<KernelTarget> targets, Action<int> advance)
    {
        long started = Stopwatch.GetTimestamp();
        Finding[][] findings = new Finding[targets.Count][];
        Parallel.For(0, targets.Count, target => findings[target] = [.. Check(kernels, targets[target], () => advance(target))]);
        return new VerificationResult(
            app.File.Path,
            ToolVersion.Current,
            [.. targets.Select(target => target.Name)],
            OfflineCompiler.Variants,
            kernels.Count,
            _compiled,
            _cached,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            [.. findings.SelectMany(some => some).OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)]);
    }

    private IEnumerable<Finding> Check(IReadOnlyList<AppKernel> kernels, KernelTarget target, Action advance)
    {
        Dictionary<string, IReadOnlyList<VariantFailure>> known = cache?.Read(_hash, target.Name) ?? [];
        AppKernel[] missing = [.. kernels.Where(kernel => !known.ContainsKey(kernel.Type.FullName!))];
        Interlocked.Add(ref _cached, kernels.Except(missing).Sum(kernel => OfflineCompiler.VariantsOf(kernel.Type).Count));
        for (int done = missing.Length; done < kernels.Count; done++)
        {
            advance();
        }

        if (missing.Length > 0)
        {
            using OfflineCompiler compiler = target.Open();
            foreach (AppKernel kernel in missing)
            {
                known[kernel.Type.FullName!] = KernelCheck.Of(compiler, kernel);
                Interlocked.Add(ref _compiled, OfflineCompiler.VariantsOf(kernel.Type).Count);
                advance();
            }

            if (cache?.Write(_hash, target.Name, known) == false)
            {
                Volatile.Write(ref _isUnwritten, true);
            }
        }

        return kernels.SelectMany(kernel => Findings(kernel, target, known[kernel.Type.FullName!]));
    }

    /// <summary>One finding for each reason, whichever the variants that share it.</summary>
    private static IEnumerable<Finding> Findings(AppKernel kernel, KernelTarget target, IReadOnlyList<VariantFailure> failures)
        => failures.GroupBy(failure => failure.Message).Select(same => new Finding(
            Finding.DoesNotCompile,
            kernel.Name,
            kernel.Descriptor.File,
            kernel.Descriptor.Line,
            kernel.Descriptor.Column,
            target.Name,
            [.. same.Select(failure => failure.Variant)],
            same.Key));
}
