// Safety: calls two exports of the CUDA driver by the signatures that NVIDIA documents. The name that one of them gives is a constant of the driver.
using System.Runtime.InteropServices;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Starts the CUDA driver to hear its error, which ILGPU keeps for itself: it shows no GPU then.</summary>
internal static unsafe class CudaStart
{
    private const int NoDevice = 100;

    /// <summary>Starts the driver; again when it runs already, which does nothing.</summary>
    /// <param name="driver">The driver's library.</param>
    /// <exception cref="HmmDeviceException">The driver fails for another reason than that there is no GPU.</exception>
    public static void Check(nint driver)
    {
        int error = NativeLibrary.TryGetExport(driver, "cuInit", out nint start) ? ((delegate* unmanaged<uint, int>)start)(0) : 0;
        if (error is not (0 or NoDevice))
        {
            throw new HmmDeviceException($"cuInit failed with error {error}{NameOf(driver, error)}");
        }
    }

    private static string NameOf(nint driver, int error)
    {
        byte* name = null;
        return NativeLibrary.TryGetExport(driver, "cuGetErrorName", out nint find)
            && ((delegate* unmanaged<int, byte**, int>)find)(error, &name) == 0 && name is not null
            ? $" ({Marshal.PtrToStringUTF8((nint)name)})"
            : "";
    }
}
