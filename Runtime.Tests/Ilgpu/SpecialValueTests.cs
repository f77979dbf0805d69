using System.Globalization;
using System.Reflection;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>
/// All functions at zeros, infinities, NaN and subnormal numbers. A bound in units of the last place would take 0 for -0, and the greatest number for infinity.
/// </summary>
[Collection(Generated.DriverTests.Name)]
public sealed class SpecialValueTests
{
    private static readonly Dictionary<MethodInfo, MethodInfo> Portable = DeviceFunctions.Pairs().ToDictionary(pair => pair.Function, pair => pair.Portable);

    /// <summary>The functions made for devices, run as .NET code, give what .NET gives.</summary>
    [Fact]
    public void Functions_for_devices_give_what_NET_gives()
        => Assert.Empty(Functions().Where(Portable.ContainsKey)
            .SelectMany(function => Differences(function, call => Portable[function].Invoke(null, call)!)));

    /// <summary>Devices give what .NET gives.</summary>
    [Fact]
    [Trait("Device", "OpenCL")]
    public void Give_what_NET_gives_on_OpenCL() => GiveWhatNETGives(OpenCLDevice.Require());

    /// <summary>The same on an NVIDIA GPU.</summary>
    [Fact]
    [Trait("Device", "CUDA")]
    public void Give_what_NET_gives_on_CUDA() => GiveWhatNETGives(CudaGpu.Require());

    private static void GiveWhatNETGives(IlgpuHardware hardware)
        => Assert.Empty(Functions().SelectMany(function => Differences(function, ResultsOn(hardware, function))));

    // What a product and a sum in one step give is the device's to choose.
    private static IEnumerable<MethodInfo> Functions() => DeviceFunctions.Closed(typeof(DeviceMath))
        .Where(function => SpecialValues.Has(function) && function.Name != nameof(DeviceMath.MultiplyAdd));

    private static IEnumerable<string> Differences(MethodInfo function, Func<object[], object> give)
    {
        foreach (object[] call in SpecialValues.Of(function))
        {
            object expected = function.Invoke(null, call)!;
            object actual = give(call);
            if (!SpecialValues.AreAlike(expected, actual) || Closeness.Steps(expected, actual) > PortableMathTests.Bound(function.Name))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"{FunctionKernels.NameOf(function)} of {string.Join(", ", call)}: {actual:R}, .NET gives {expected:R}");
            }
        }
    }

    private static Func<object[], object> ResultsOn(IlgpuHardware hardware, MethodInfo function)
    {
        object[][] calls = SpecialValues.Of(function);
        int groups = (calls.Length + hardware.GroupSize - 1) / hardware.GroupSize;
        object[][] whole = [.. Enumerable.Range(0, groups * hardware.GroupSize).Select(i => calls[i % calls.Length])];
        byte[] output = new byte[whole.Length * FunctionHarness.Slot];
        FunctionRun.On(hardware, FunctionKernels.All[FunctionKernels.NameOf(function)].Kernel, FunctionRun.Input(whole), output);
        int next = 0;
        return call => FunctionRun.Output(output, next++, function.Invoke(null, call)!);
    }
}
