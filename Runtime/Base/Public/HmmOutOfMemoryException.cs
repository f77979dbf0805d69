using HmmGen.Base;

namespace HmmGen;

/// <summary>A device or the process has no memory, or its budget cannot hold even the pages of one access.</summary>
public sealed class HmmOutOfMemoryException : Exception
{
    internal HmmOutOfMemoryException(string what, Exception? inner = null)
        : this(what, ErrorPlace.Host, inner)
    {
    }

    internal HmmOutOfMemoryException(string what, ErrorPlace place, Exception? inner = null)
        : base(place.Message(what), inner)
    {
        Place = place;
    }

    /// <summary>The kernel's name; empty when the host made the access.</summary>
    public string Kernel => Place.Kernel;

    /// <summary>The span parameter's name; null when none is concerned or known.</summary>
    public string? Parameter => Place.Parameter;

    /// <summary>The element's number in the parameter, or in the array when the host made the access; -1 when unknown.</summary>
    public long ElementIndex => Place.ElementIndex;

    /// <summary>The indices of the work item, outermost first; empty when unknown.</summary>
    public IReadOnlyList<long> WorkItem => Place.WorkItem;

    /// <summary>The source file of the access; empty when unknown.</summary>
    public string File => Place.File;

    /// <summary>The source line of the access, from 1; 0 when unknown.</summary>
    public int Line => Place.Line;

    private ErrorPlace Place { get; }
}
