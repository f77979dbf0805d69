using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HmmGen.Corpus;
using HmmGen.Devices.Ilgpu;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>
/// Every kernel of the corpus, in every variant, is compiled for every kind of device on any machine. Each is compiled to OpenCL C and to PTX: of one
/// architecture, which the seed chooses, and of both in a long run. A quick run compiles every thirtieth kernel.
/// </summary>
public sealed partial class OfflineCompilationTests
{
    /// <summary>The generated kernels of the corpus.</summary>
    private static readonly Type[] Kernels =
    [
        .. typeof(CorpusCatalog).Assembly.GetTypes()
            .Where(t => t.IsValueType && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHmmKernel<>)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Targets => ["sm_75", "sm_90", "OpenCL C"];

    [Fact]
    public void Corpus_HasAtLeastFortyKernels() => Assert.True(Kernels.Length >= 40, $"only {Kernels.Length}");

    [Theory]
    [MemberData(nameof(Targets))]
    public void EveryKernel_CompilesInEveryForm(string target)
    {
        using OfflineCompiler compiler = Open(target);
        ConcurrentBag<string> failures = [];
        foreach ((int number, Type kernel) in TestScale.Sample(Kernels, 30).Index())
        {
            foreach ((_, string variant) in OfflineCompiler.VariantsOf(kernel).Index().Where(variant => IsFor(target, number + variant.Index)))
            {
                if (Failure(compiler, kernel, variant) is { } failure)
                {
                    failures.Add($"{kernel.FullName} ({variant}): {failure}");
                }
            }
        }

        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
    }

    private static bool IsFor(string target, int number) => RunSize.IsLong || target switch
    {
        "sm_75" => (number + TestSeeds.First) % 2 == 0,
        "sm_90" => (number + TestSeeds.First) % 2 == 1,
        _ => true,
    };

    private static OfflineCompiler Open(string target) => target switch
    {
        "sm_75" => OfflineCompiler.Ptx(7, 5),
        "sm_90" => OfflineCompiler.Ptx(9, 0),
        _ => OfflineCompiler.OpenCL(),
    };

    // ILGPU writes a function that it does not know as one to be linked, which fails only when the driver loads it.
    private static string? Failure(OfflineCompiler compiler, Type kernel, string variant)
    {
        try
        {
            string text = compiler.Compile(kernel, variant);
            return text.Contains(".extern .func", StringComparison.Ordinal) ? "calls a function that no device has"
                : DefiniteAssignment.FirstUnassigned(text) is { } variable ? $"reads a variable that may have no value ({variable})"
                : RoundedAtomic().IsMatch(text) ? "names the rounding of an atomic, which PTX has no word for"
                : text.Contains("kernel void", StringComparison.Ordinal) || text.Contains(".entry", StringComparison.Ordinal) ? null
                : "is not there";
        }
        catch (HmmDeviceException failure)
        {
            return failure.Message;
        }
    }

    [GeneratedRegex(@"\b(atom|red)[.\w]*\.rn\.", RegexOptions.CultureInvariant)]
    private static partial Regex RoundedAtomic();
}
