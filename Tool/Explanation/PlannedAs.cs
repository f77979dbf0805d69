namespace HmmGen.Tool.Explanation;

/// <summary>How well a launch knows beforehand which elements an access touches.</summary>
internal enum PlannedAs
{
    /// <summary>It knows the elements: they are brought before they are needed, and what is overwritten whole is not brought.</summary>
    Exact,

    /// <summary>It knows elements of which the access touches some: all of them are brought.</summary>
    Bounded,

    /// <summary>It knows nothing, but the kernel's scout runs first and finds the elements: they are brought.</summary>
    Scouted,

    /// <summary>It knows nothing: each page comes by a fault when it is touched.</summary>
    Fault,
}
