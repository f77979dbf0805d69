using HmmGen.Base;

namespace HmmGen;

/// <summary>A device or the process has no memory, or its budget cannot hold even the pages of one access.</summary>
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
