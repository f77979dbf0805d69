// Safety: calls one function of OpenCL 2.0 with the signature of the specification. The driver has read the value when the call returns.
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Tells whether the kernels of an OpenCL device reach process memory by its addresses: <em>fine-grained system SVM</em>.</summary>
internal static unsafe class OpenCLPlace
{
    private const long FineGrainSystem = 1 << 2;
    private const CLDeviceInfoType Capabilities = (CLDeviceInfoType)0x1053;
    private const uint UsesFineGrainSystem = 0x11B7;

    /// <summary>Asks a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The bits of <c>CL_DEVICE_SVM_CAPABILITIES</c>; 0 where the driver does not know the question.</returns>
    public static long CapabilitiesOf(CLDevice device)
    {
        try
        {
            return device.GetDeviceInfo<long>(Capabilities);
        }
        catch (CLException)
        {
            // A driver that does not know shared virtual memory does not have it either.
            return 0;
        }
    }

    /// <summary>Whether a device reaches process memory.</summary>
    /// <param name="capabilities">What <see cref="CapabilitiesOf"/> gave.</param>
    /// <returns>True when it does.</returns>
    public static bool Reaches(long capabilities) => (capabilities & FineGrainSystem) != 0;

    /// <summary>Tells how a device could work in place.</summary>
    /// <param name="capabilities">What <see cref="CapabilitiesOf"/> gave.</param>
    /// <param name="isProcessor">Whether the device is a processor, whose kernels run on threads of this process.</param>
    /// <returns>The way; null when it cannot.</returns>
    public static PlaceAccess? Of(long capabilities, bool isProcessor)
        => !Reaches(capabilities) ? null
            : new PlaceAccess(
                HmmMirrorMode.InPlace,
                isProcessor
                    ? "the driver has fine-grained system SVM, and kernels run on threads of this process"
                    : "the driver has fine-grained system SVM; launches on memory that userfaultfd watches go the way of pages",
                ReachesWatched: isProcessor);

    /// <summary>Tells why a device mirrors pages if nobody asks for another way.</summary>
    /// <param name="capabilities">What <see cref="CapabilitiesOf"/> gave.</param>
    /// <returns>The reason.</returns>
    public static string ReasonOf(long capabilities)
        => !Reaches(capabilities)
            ? $"the device does not reach process memory: CL_DEVICE_SVM_CAPABILITIES is {capabilities}, without fine-grained system SVM"
            : $"nobody asks for in place: the driver has fine-grained system SVM, so {MirrorChoice.Variable}=inplace and HmmDeviceOptions.InPlace can choose it";

    /// <summary>Tells the driver that a kernel may touch process memory.</summary>
    /// <param name="kernel">The driver's kernel.</param>
    /// <exception cref="CLException">The driver refuses.</exception>
    public static void Allow(nint kernel)
    {
        uint yes = 1;
        delegate* unmanaged<nint, uint, nuint, void*, CLError> set = null;
        DriverFunctions.FindOpenCL("clSetKernelExecInfo", &set);
        CLException.ThrowIfFailed(set(kernel, UsesFineGrainSystem, sizeof(uint), &yes));
    }
}
