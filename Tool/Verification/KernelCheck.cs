using System.Text.RegularExpressions;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tool.Assemblies;

namespace HmmGen.Tool.Verification;

/// <summary>Compiles a kernel in each variant, and looks in the text for what only a driver would refuse.</summary>
internal static partial class KernelCheck
{
    /// <summary>Checks a kernel.</summary>
    /// <param name="compiler">The compiler for the target.</param>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The variants that fail.</returns>
    public static IReadOnlyList<VariantFailure> Of(OfflineCompiler compiler, AppKernel kernel)
    {
        List<VariantFailure> failures = [];
        foreach (string variant in OfflineCompiler.VariantsOf(kernel.Type))
        {
            if (Failure(compiler, kernel, variant) is { } message)
            {
                failures.Add(new VariantFailure(variant, message));
            }
        }

        return failures;
    }

    private static string? Failure(OfflineCompiler compiler, AppKernel kernel, string variant)
    {
        try
        {
            return Defect(compiler.Compile(kernel.Type, variant));
        }
        catch (HmmDeviceException failure)
        {
            // The message names kernel, target and variant too, as the finding does.
            return failure.InnerException?.GetBaseException().Message ?? failure.Message;
        }
    }

    // ILGPU writes a function that it does not know as one to be linked, which fails only when the driver loads it.
    private static string? Defect(string text)
        => text.Contains(".extern .func", StringComparison.Ordinal) ? "it calls a function that no device has"
        : RoundedAtomic().IsMatch(text) ? "it names the rounding of an atomic, which PTX has no word for"
        : text.Contains("kernel void", StringComparison.Ordinal) || text.Contains(".entry", StringComparison.Ordinal) ? null
        : "the compiled text has no entry point";

    [GeneratedRegex(@"\b(atom|red)[.\w]*\.rn\.", RegexOptions.CultureInvariant)]
    private static partial Regex RoundedAtomic();
}
