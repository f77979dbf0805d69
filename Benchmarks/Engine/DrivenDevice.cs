using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Spectre.Console;

namespace HmmGen.Benchmarks.Engine;

/// <summary>The device behind a driver that figures are taken on, for HmmGen and by hand: the first CUDA device, or else the first OpenCL device.</summary>
internal static class DrivenDevice
{
    /// <summary>The device; null where there is none.</summary>
    public static HmmDevice? First { get; } = HmmDevice.All.FirstOrDefault(static device => device.Kind == HmmDeviceKind.Cuda)
        ?? HmmDevice.All.FirstOrDefault(static device => device.Kind == HmmDeviceKind.OpenCL);

    /// <summary>Why rows are missing that need such a device.</summary>
    public static string Missing => $"No CUDA or OpenCL device, so its rows are missing: {string.Join(' ', HmmDevice.DiscoveryReport)}";

    private static bool IsCuda => First?.Kind == HmmDeviceKind.Cuda;

    /// <summary>Makes a context of ILGPU that has the same device.</summary>
    /// <returns>The context; to be disposed of after the accelerator.</returns>
    public static Context Context() => ILGPU.Context.Create(static builder => _ = IsCuda ? builder.Cuda() : builder.OpenCL());

    /// <summary>Opens the same device through ILGPU.</summary>
    /// <param name="context">What <see cref="Context"/> has made.</param>
    /// <returns>The accelerator; to be disposed of.</returns>
    public static Accelerator Accelerator(Context context)
        => IsCuda ? context.GetCudaDevices()[0].CreateAccelerator(context) : context.GetCLDevices()[0].CreateAccelerator(context);

    /// <summary>Opens the device to work in place, or says why it cannot.</summary>
    /// <param name="options">Further options.</param>
    /// <returns>The device, to be disposed of; null where it does not reach the memory of the process.</returns>
    public static HmmDevice? InPlace(HmmDeviceOptions options)
    {
        try
        {
            return First?.WithOptions(options with { InPlace = true });
        }
        catch (NotSupportedException reason)
        {
            AnsiConsole.WriteLine(reason.Message);
            return null;
        }
    }
}
