using HmmGen.Base;

namespace HmmGen;

/// <summary>The base of all errors of mirrored memory and devices. It says where the error happened.</summary>
/// <remarks>
/// The place is the kernel, the work item, the parameter, the element and the source line. Each property says which value it has when its part is unknown, or
/// does not apply since the host made the access. Instances do not change and may be read by any thread.
/// </remarks>
public abstract class HmmException : Exception
{
    private readonly ErrorPlace _place;

    private protected HmmException(string what, ErrorPlace place, Exception? inner)
        : base(place.Message(what), inner)
        => _place = place;

    /// <summary>The kernel's name, for example <c>Ops.Saxpy</c>; empty when unknown, or when the host made the access.</summary>
    public string Kernel => _place.Kernel;

    /// <summary>The name of the span parameter; null when the error concerns none or the parameter is unknown.</summary>
    public string? Parameter => _place.Parameter;

    /// <summary>The index of the element in the parameter, or in the array when the host made the access; -1 when unknown.</summary>
    public long ElementIndex => _place.ElementIndex;

    /// <summary>The indices of the work item, 1 to 3, outermost first; empty when unknown.</summary>
    public IReadOnlyList<long> WorkItem => _place.WorkItem;

    /// <summary>The source file of the access; empty when unknown.</summary>
    public string File => _place.File;

    /// <summary>The source line of the access, from 1; 0 when unknown.</summary>
    public int Line => _place.Line;
}
