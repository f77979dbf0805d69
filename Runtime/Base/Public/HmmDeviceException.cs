using HmmGen.Base;

namespace HmmGen;

/// <summary>A device, its driver or its compiler failed.</summary>
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
