using System.Reflection;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The functions of device code, run on devices with a driver.</summary>
[Collection(Generated.DriverTests.Name)]
public sealed class DriverFunctionTests
{
    private const int Calls = 4096;

    /// <summary>The functions.</summary>
    public static TheoryData<string> Functions { get; } = [.. FunctionKernels.All
        .Where(pair => HasBits(pair.Value.Function)).Select(pair => pair.Key)];

    /// <summary>The device gives the bits that the same function gives as .NET code.</summary>
    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(Functions))]
    public void Gives_the_same_bits(string name)
    {
        IlgpuHardware hardware = OpenCLDevice.Require();
        Assert.Null(FirstDifference(hardware, name));
    }

    /// <summary>The same on an NVIDIA GPU, all functions in one test.</summary>
    [Fact]
    [Trait("Device", "CUDA")]
    public void All_give_the_same_bits_on_CUDA()
    {
        IlgpuHardware hardware = CudaGpu.Require();
        Assert.Empty(FunctionKernels.All.Where(pair => HasBits(pair.Value.Function))
            .Select(pair => FirstDifference(hardware, pair.Key)).OfType<string>());
    }

    // A product and a sum may be rounded once or twice; FastTests bounds these.
    private static bool HasBits(MethodInfo function)
        => function.DeclaringType != typeof(DeviceAtomic) && !(function.DeclaringType == typeof(DeviceMath) && function.Name == nameof(DeviceMath.MultiplyAdd));

    private static string? FirstDifference(IlgpuHardware hardware, string name)
    {
        (MethodInfo function, MethodInfo kernel) = FunctionKernels.All[name];
        MethodInfo reference = DeviceFunctions.Pairs().FirstOrDefault(pair => pair.Function == function).Portable ?? function;
        object[][] calls = FunctionSamples.Of(function, Calls);
        byte[] output = new byte[Calls * FunctionHarness.Slot];
        FunctionRun.On(hardware, kernel, FunctionRun.Input(calls), output);
        for (int i = 0; i < Calls; i++)
        {
            object expected = reference.Invoke(null, calls[i])!;
            object actual = FunctionRun.Output(output, i, expected);
            if (Closeness.Steps(expected, actual) != 0)
            {
                return $"{name} of {string.Join(", ", calls[i])}: {actual}, not {expected}";
            }
        }

        return null;
    }
}
