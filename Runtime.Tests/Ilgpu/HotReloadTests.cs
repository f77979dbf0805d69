using System.Reflection;
using System.Reflection.Metadata;
using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Transparent;
using ILGPU.Runtime.CPU;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>After a change of code (<c>dotnet watch</c>) devices compile their kernels anew.</summary>
public sealed class HotReloadTests
{
    [Fact]
    public void A_change_of_code_drops_compiled_kernels()
    {
        // As .NET finds and calls it.
        MetadataUpdateHandlerAttribute handler = Assert.Single(typeof(HmmDevice).Assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>());
        MethodInfo? clear = handler.HandlerType.GetMethod(
            "ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]);
        Assert.NotNull(clear);

        // A device of its own: tests at the same time compile kernels for the shared one.
        IlgpuHardware hardware = new(new CPUDevice(2, 1, 2));
        using HmmDevice device = new(
            new FoundDevice(HmmDeviceKind.OpenCL, "ILGPU", HmmMirrorMode.SoftwareFaults, "a test", _ => new IlgpuEngine(hardware, sharesFrames: false), IsGpu: false));
        int[] target = new int[1000];
        Ops.Fill(device, target.Length, 1, target);
        Ops.Fill(device, target.Length, 2, target);
        int before = hardware.Compilations;
        KernelDescriptor described = TransparentKernels.AddKernel.Descriptor;
        Assert.Same(described, TransparentKernels.AddKernel.Descriptor);

        Ops.Fill(device, target.Length, 3, target);
        Assert.Equal(before, hardware.Compilations);
        clear.Invoke(null, [(Type[])[typeof(Ops.FillKernel)]]);
        Ops.Fill(device, target.Length, 4, target);

        Assert.True(hardware.Compilations > before);
        Assert.NotSame(described, TransparentKernels.AddKernel.Descriptor);
        Assert.All(target, value => Assert.Equal(4, value));
    }
}
