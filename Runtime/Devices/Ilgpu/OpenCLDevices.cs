using System.Reflection;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Properties of OpenCL devices that ILGPU does not give.</summary>
internal static class OpenCLDevices
{
    private const int CorrectlyRoundedDivideAndSqrt = 1 << 7;

    /// <summary>The number of work items for a group.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The number.</returns>
    public static int GroupSize(CLDevice device) => Math.Min(GroupSizes.Usual, device.MaxNumThreadsPerGroup);

    /// <summary>The largest stretch of memory that the device gives, with some room left for control memory.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The size in bytes.</returns>
    public static long MaximumBytes(CLDevice device) => Math.Min(
        device.GetDeviceInfo<long>(CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE), device.MemorySize / 8 * 7);

    /// <summary>Whether the device can round division and square roots of <see cref="float"/> as .NET does.</summary>
    /// <param name="device">The device.</param>
    /// <returns>True when it can.</returns>
    public static bool CanRoundCorrectly(CLDevice device)
        => (device.GetDeviceInfo<long>(CLDeviceInfoType.CL_DEVICE_SINGLE_FP_CONFIG) & CorrectlyRoundedDivideAndSqrt) != 0;

    /// <summary>Loads a kernel so that it divides and takes roots as .NET does; OpenCL does so only on request.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="compiled">The kernel.</param>
    /// <returns>The loaded kernel.</returns>
    /// <remarks>
    /// ILGPU passes only the language version to the driver's compiler. So ILGPU gets an empty kernel, and this method builds the real one.
    /// </remarks>
    public static CLKernel Load(CLAccelerator accelerator, CLCompiledKernel compiled)
    {
        string source = compiled.Source;
        CompiledText.Replace(compiled, $"kernel void {compiled.Name}() {{ }}\n");
        CLKernel kernel = (CLKernel)accelerator.LoadKernel(compiled);
        CompiledText.Replace(compiled, source);
        string rounding = CanRoundCorrectly(accelerator.Device) ? " -cl-fp32-correctly-rounded-divide-sqrt" : string.Empty;

        CLAPI api = CLAPI.CurrentAPI;
        CLException.ThrowIfFailed(api.CreateProgram(accelerator.NativePtr, source, out IntPtr program));
        CLError error = api.BuildProgram(program, accelerator.DeviceId, $"-cl-std={compiled.CVersion} -w{rounding}");
        if (error != CLError.CL_SUCCESS)
        {
            api.GetProgramBuildLog(program, accelerator.DeviceId, out string? log);
            api.ReleaseProgram(program);
            throw new HmmDeviceException($"{accelerator.Name} cannot build {compiled.Name}: {error}: {log?.Trim()}");
        }

        CLException.ThrowIfFailed(api.CreateKernel(program, compiled.Name, out IntPtr real));
        CLException.ThrowIfFailed(api.ReleaseKernel(kernel.KernelPtr));
        CLException.ThrowIfFailed(api.ReleaseProgram(kernel.ProgramPtr));
        Field("programPtr").SetValue(kernel, program);
        Field("kernelPtr").SetValue(kernel, real);
        if (OpenCLPlace.Reaches(OpenCLPlace.CapabilitiesOf(accelerator.Device)))
        {
            // The same kernel runs over frames and in place.
            OpenCLPlace.Allow(real);
        }

        return kernel;
    }

    private static FieldInfo Field(string name) =>
        typeof(CLKernel).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(nameof(CLKernel), name);
}
