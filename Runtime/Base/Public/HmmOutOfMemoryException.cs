using HmmGen.Base;

namespace HmmGen;

/// <summary>The error of a device or process without enough memory, or of a budget that cannot hold the pages of one access.</summary>
/// <remarks>It also reports that the process has as many mappings as Linux allows. Instances do not change and may be read by any thread.</remarks>
public sealed class HmmOutOfMemoryException : HmmException
{
    internal HmmOutOfMemoryException(string what, Exception? inner = null)
        : base(what, ErrorPlace.Host, inner)
    {
    }

    internal HmmOutOfMemoryException(string what, ErrorPlace place, Exception? inner = null)
        : base(what, place, inner)
    {
    }
}
