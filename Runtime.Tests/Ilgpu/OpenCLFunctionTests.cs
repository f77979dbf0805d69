using System.Reflection;
using HmmGen.Devices;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The functions of device code, run on an OpenCL device.</summary>
[Collection(Generated.DriverTests.Name)]
public sealed class OpenCLFunctionTests
{
    private const int Calls = 4096;

    /// <summary>The functions.</summary>
    public static TheoryData<string> Functions { get; } = [.. FunctionKernels.All
        .Where(pair => pair.Value.Function.DeclaringType != typeof(DeviceAtomic)).Select(pair => pair.Key)];

    /// <summary>The device gives the bits that the same function gives as .NET code.</summary>
    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(Functions))]
    public void Gives_the_same_bits(string name)
    {
        IlgpuHardware hardware = OpenCLDevice.Require();
        (MethodInfo function, MethodInfo kernel) = FunctionKernels.All[name];
        MethodInfo reference = DeviceFunctions.Pairs().FirstOrDefault(pair => pair.Function == function).Portable ?? function;
        object[][] calls = FunctionSamples.Of(function, Calls);
        byte[] output = new byte[Calls * FunctionHarness.Slot];
        FunctionRun.On(hardware, kernel, FunctionRun.Input(calls), output);
        for (int i = 0; i < Calls; i++)
        {
            object expected = reference.Invoke(null, calls[i])!;
            object actual = FunctionRun.Output(output, i, expected);
            Assert.True(Closeness.Steps(expected, actual) == 0, $"{name} of {string.Join(", ", calls[i])}: {actual}, not {expected}");
        }
    }
}
