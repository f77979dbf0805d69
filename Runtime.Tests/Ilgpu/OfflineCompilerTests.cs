using System.Text.RegularExpressions;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Launching.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Kernels compile for devices that are not there.</summary>
public sealed partial class OfflineCompilerTests
{
    /// <summary>The targets.</summary>
    public static TheoryData<string> Targets { get; } = ["sm_75", "sm_90", "OpenCL"];

    private static Type[] Kernels { get; } =
    [
        typeof(Ops.SaxpyKernel), typeof(Ops.GatherKernel), typeof(Ops.ChaseKernel), typeof(Ops.DotKernel), typeof(Ops.EffectsKernel),
        typeof(Ops.DivideKernel), typeof(Ops.FillKernel),
    ];

    /// <summary>Every variant of every kernel compiles, to text without numbers of this process, and needs nothing from outside.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_form_compiles(string target)
    {
        using OfflineCompiler compiler = Open(target);
        foreach (Type kernel in TestScale.Sample(Kernels, 8))
        {
            foreach (string variant in OfflineCompiler.VariantsOf(kernel))
            {
                string text = compiler.Compile(kernel, variant);
                Assert.DoesNotContain(".extern .func", text, StringComparison.Ordinal);
                Assert.DoesNotMatch(Fusible(), text);
                Assert.Equal(target == "OpenCL", text.StartsWith("#pragma OPENCL FP_CONTRACT OFF\n", StringComparison.Ordinal));
                Assert.DoesNotMatch(ProcessNumber(), text);
            }
        }
    }

    /// <summary>Kernels that are fast do a product and a sum in one step, in each form and precision; all else is rounded as ever.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void Fast_kernels_fuse(string target)
    {
        using OfflineCompiler compiler = Open(target);
        foreach ((Type kernel, string size) in ((Type, string)[])[(typeof(FastKernels.DistanceKernel), "f32"), (typeof(FastKernels.SumsKernel), "f64")])
        {
            foreach (string variant in OfflineCompiler.VariantsOf(kernel))
            {
                string text = compiler.Compile(kernel, variant);
                Assert.Matches(target == "OpenCL" ? @"\bmad ?\(" : @"\bfma\.rn\." + size, text);
                Assert.DoesNotMatch(@"\b(add|sub|mul)\.f", text);
            }
        }
    }

    /// <summary>A refused kernel is named with its variant and target, and the next one compiles.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void A_refused_kernel_does_not_spoil_the_next(string target)
    {
        using OfflineCompiler compiler = Open(target);
        string expected = compiler.Compile(typeof(Ops.SaxpyKernel), "Paged");
        HmmDeviceException refusal = Assert.Throws<HmmDeviceException>(() => compiler.Compile(typeof(RefusedKernel), "Checked"));
        Assert.Contains(nameof(RefusedKernel), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Checked", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(compiler.Target, refusal.Message, StringComparison.Ordinal);

        // ILGPU counts names through the life of the process. Early ones, of two digits, are not replaced, so the names of two texts may differ.
        Assert.Equal(Number().Replace(expected, "_"), Number().Replace(compiler.Compile(typeof(Ops.SaxpyKernel), "Paged"), "_"));
    }

    /// <summary>What is no kernel, or no variant, is an argument error.</summary>
    [Fact]
    public void Arguments_are_checked()
    {
        using OfflineCompiler compiler = OfflineCompiler.OpenCL();
        Assert.Throws<ArgumentException>(() => compiler.Compile(typeof(string), "Linear"));
        Assert.Throws<ArgumentException>(() => compiler.Compile(typeof(Ops.SaxpyKernel), "Sideways"));
        Assert.Throws<ArgumentNullException>(() => compiler.Compile(null!, "Linear"));
    }

    private static OfflineCompiler Open(string target) => target switch
    {
        "sm_75" => OfflineCompiler.Ptx(7, 5),
        "sm_90" => OfflineCompiler.Ptx(9, 0),
        _ => OfflineCompiler.OpenCL(),
    };

    [GeneratedRegex(@"\b(add|sub|mul)\.f(32|64)|\bfma\b|\bmad\.f")]
    private static partial Regex Fusible();

    [GeneratedRegex(@"_\d{3,}")]
    private static partial Regex ProcessNumber();

    [GeneratedRegex(@"_n?\d+")]
    private static partial Regex Number();
}
