namespace HmmGen.Base;

/// <summary>When launches on the host run work items as lanes of vectors.</summary>
internal enum LaneUse
{
    /// <summary>Once a kernel has run so many items that its lanes are worth their compilation.</summary>
    WhereItPays,

    /// <summary>Never.</summary>
    Never,

    /// <summary>However little work there is, and whatever vectors the processor has.</summary>
    Always,

    /// <summary>The same, but equal launches run their first items in one form and in the other, in turn, and the others as lanes.</summary>
    InTurn,

    /// <summary>The same as always, but never along the rows whose items an index counts one after another.</summary>
    Straight,
}
