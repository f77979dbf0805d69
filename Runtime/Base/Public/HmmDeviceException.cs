using HmmGen.Base;

namespace HmmGen;

/// <summary>The error of a device, its driver or its compiler.</summary>
/// <remarks>
/// It also reports pages that were lost, and system calls for the coherence of pages that Linux refused. Instances do not change and may be read by any thread.
/// </remarks>
public sealed class HmmDeviceException : HmmException
{
    internal HmmDeviceException(string what, Exception? inner = null)
        : base(what, ErrorPlace.Host, inner)
    {
    }

    internal HmmDeviceException(string what, ErrorPlace place, Exception? inner = null)
        : base(what, place, inner)
    {
    }
}
