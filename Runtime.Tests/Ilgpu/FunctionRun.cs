// Safety: each pointer is to an array that is fixed while the copy that uses it runs.
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using HmmGen.Devices.Ilgpu;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Runs emitted kernels.</summary>
internal static unsafe class FunctionRun
{
    /// <summary>The bytes of calls' arguments.</summary>
    /// <param name="calls">The arguments of each call.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Input(object[][] calls)
    {
        byte[] input = new byte[calls.Length * FunctionHarness.Arguments * FunctionHarness.Slot];
        for (int i = 0; i < calls.Length; i++)
        {
            for (int k = 0; k < calls[i].Length; k++)
            {
                Put(input.AsSpan((i * FunctionHarness.Arguments + k) * FunctionHarness.Slot), calls[i][k]);
            }
        }

        return input;
    }

    /// <summary>A value in a slot.</summary>
    /// <param name="bytes">The slots.</param>
    /// <param name="slot">Which one.</param>
    /// <param name="like">Something of its type.</param>
    /// <returns>The value.</returns>
    public static object Output(byte[] bytes, int slot, object like) => Get(bytes.AsSpan(slot * FunctionHarness.Slot), like);

    /// <summary>Runs a kernel.</summary>
    /// <param name="hardware">The device.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="input">The arguments of its calls, as many as fill whole groups.</param>
    /// <param name="output">What its output begins as, and then its output.</param>
    public static void On(IlgpuHardware hardware, MethodInfo kernel, byte[] input, byte[] output)
    {
        int calls = input.Length / (FunctionHarness.Arguments * FunctionHarness.Slot);
        Assert.Equal(0, calls % hardware.GroupSize);
        using AcceleratorStream stream = hardware.Accelerator.CreateStream();
        using MemoryBuffer1D<byte, Stride1D.Dense> source = hardware.Accelerator.Allocate1D<byte>(input.Length);
        using MemoryBuffer1D<byte, Stride1D.Dense> target = hardware.Accelerator.Allocate1D<byte>(output.Length);
        using Kernel loaded = hardware.Load(kernel);
        fixed (byte* from = input, to = output)
        {
            HostCopy.Upload(stream, source, 0, from, input.Length);
            HostCopy.Upload(stream, target, 0, to, output.Length);
            loaded.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, ArrayView<byte>, ArrayView<byte>>>()(
                stream, new KernelConfig(calls / hardware.GroupSize, hardware.GroupSize), source.View, target.View);
            stream.Synchronize();
            HostCopy.Download(stream, target, 0, to, output.Length);
        }
    }

    /// <summary>Puts a value into a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="value">The value.</param>
    public static void Put(Span<byte> slot, object value)
    {
        switch (value)
        {
            case float number: MemoryMarshal.Write(slot, number); break;
            case double number: MemoryMarshal.Write(slot, number); break;
            case ulong number: MemoryMarshal.Write(slot, number); break;
            default: MemoryMarshal.Write(slot, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
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
