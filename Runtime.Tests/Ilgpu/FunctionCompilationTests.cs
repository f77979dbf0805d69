using HmmGen.Devices.Ilgpu;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Every function that device code calls compiles for every kind of device.</summary>
public sealed class FunctionCompilationTests
{
    /// <summary>The targets.</summary>
    public static TheoryData<string> Targets { get; } = ["sm_75", "sm_90", "OpenCL"];

    /// <summary>All functions compile, without calls of functions that nobody has.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_function_compiles(string target)
    {
        TestScale.SkipQuick("compiles every function");
        using OfflineCompiler compiler = target switch
        {
            "sm_75" => OfflineCompiler.Ptx(7, 5),
            "sm_90" => OfflineCompiler.Ptx(9, 0),
            _ => OfflineCompiler.OpenCL(),
        };
        List<string> refused = [];
        foreach ((string name, (_, System.Reflection.MethodInfo kernel)) in FunctionKernels.All)
        {
            try
            {
                string text = compiler.Compile(kernel);
                if (text.Contains(".extern .func", StringComparison.Ordinal) || text.Contains(".approx", StringComparison.Ordinal))
                {
                    refused.Add($"{name}: not exact, or of a library:\n{text}");
                }
            }
            catch (Exception failure)
            {
                refused.Add($"{name}: {failure.GetBaseException().Message}");
            }
        }

        Assert.Empty(refused);
    }
}
