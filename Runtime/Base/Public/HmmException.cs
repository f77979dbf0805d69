using HmmGen.Base;

namespace HmmGen;

/// <summary>What goes wrong with mirrored memory or on a device, and where: in which kernel, work item and line, at which element.</summary>
/// <remarks>What is not known, or does not apply since the host made the access, is empty, null, -1 or 0 as each property says.</remarks>
public abstract class HmmException : Exception
{
    private readonly ErrorPlace _place;

    private protected HmmException(string what, ErrorPlace place, Exception? inner)
        : base(place.Message(what), inner)
        => _place = place;

    /// <summary>The kernel's name; empty when the host made the access.</summary>
    public string Kernel => _place.Kernel;

    /// <summary>The span parameter's name; null when none is concerned or known.</summary>
    public string? Parameter => _place.Parameter;

    /// <summary>The element's number in the parameter, or in the array when the host made the access; -1 when unknown.</summary>
    public long ElementIndex => _place.ElementIndex;

    /// <summary>The indices of the work item, outermost first; empty when unknown.</summary>
    public IReadOnlyList<long> WorkItem => _place.WorkItem;

    /// <summary>The source file of the access; empty when unknown.</summary>
    public string File => _place.File;

    /// <summary>The source line of the access, from 1; 0 when unknown.</summary>
    public int Line => _place.Line;
}
