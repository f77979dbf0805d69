// Safety: each pointer is to an array that is fixed while the copy that uses it runs.
using System.Reflection;
using System.Runtime.InteropServices;
using HmmGen.Devices;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The functions of device code, run on an OpenCL device.</summary>
public sealed unsafe class OpenCLFunctionTests
{
    private const int Calls = 4096;
    private const int Group = 128;

    /// <summary>The functions.</summary>
    public static TheoryData<string> Functions { get; } = [.. FunctionKernels.All.Keys];

    /// <summary>The device gives the bits that the same function gives as .NET code.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Gives_the_same_bits(string name)
    {
        IlgpuHardware hardware = OpenCLDevice.Require();
        (MethodInfo function, MethodInfo kernel) = FunctionKernels.All[name];
        MethodInfo reference = DeviceFunctions.Pairs().FirstOrDefault(pair => pair.Function == function).Portable ?? function;
        object[][] calls = FunctionSamples.Of(function, Calls);
        byte[] input = new byte[Calls * FunctionHarness.Arguments * FunctionHarness.Slot];
        for (int i = 0; i < Calls; i++)
        {
            for (int k = 0; k < calls[i].Length; k++)
            {
                Put(input.AsSpan((i * FunctionHarness.Arguments + k) * FunctionHarness.Slot), calls[i][k]);
            }
        }

        byte[] output = Run(hardware, kernel, input);
        for (int i = 0; i < Calls; i++)
        {
            object expected = reference.Invoke(null, calls[i])!;
            object actual = Get(output.AsSpan(i * FunctionHarness.Slot), expected);
            Assert.True(Closeness.Steps(expected, actual) == 0, $"{name} of {string.Join(", ", calls[i])}: {actual}, not {expected}");
        }
    }

    private static byte[] Run(IlgpuHardware hardware, MethodInfo kernel, byte[] input)
    {
        using AcceleratorStream stream = hardware.Accelerator.CreateStream();
        using MemoryBuffer1D<byte, Stride1D.Dense> source = hardware.Accelerator.Allocate1D<byte>(input.Length);
        using MemoryBuffer1D<byte, Stride1D.Dense> target = hardware.Accelerator.Allocate1D<byte>(Calls * FunctionHarness.Slot);
        using Kernel loaded = hardware.Load(kernel);
        byte[] output = new byte[Calls * FunctionHarness.Slot];
        fixed (byte* from = input, to = output)
        {
            HostCopy.Upload(stream, source, 0, from, input.Length);
            loaded.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, ArrayView<byte>, ArrayView<byte>>>()(
                stream, new KernelConfig(Calls / Group, Group), source.View, target.View);
            stream.Synchronize();
            HostCopy.Download(stream, target, 0, to, output.Length);
        }

        return output;
    }

    private static void Put(Span<byte> slot, object value)
    {
        switch (value)
        {
            case float number: MemoryMarshal.Write(slot, number); break;
            case double number: MemoryMarshal.Write(slot, number); break;
            case ulong number: MemoryMarshal.Write(slot, number); break;
            default: MemoryMarshal.Write(slot, Convert.ToInt64(value)); break;
        }
    }

    private static object Get(Span<byte> slot, object like) => like switch
    {
        bool => MemoryMarshal.Read<int>(slot) != 0,
        float => MemoryMarshal.Read<float>(slot),
        double => MemoryMarshal.Read<double>(slot),
        int => MemoryMarshal.Read<int>(slot),
        uint => MemoryMarshal.Read<uint>(slot),
        long => MemoryMarshal.Read<long>(slot),
        ulong => MemoryMarshal.Read<ulong>(slot),
        short => MemoryMarshal.Read<short>(slot),
        ushort => MemoryMarshal.Read<ushort>(slot),
        sbyte => MemoryMarshal.Read<sbyte>(slot),
        byte => MemoryMarshal.Read<byte>(slot),
        _ => throw new ArgumentException(like.GetType().Name),
    };
}
