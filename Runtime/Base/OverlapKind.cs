namespace HmmGen.Base;

/// <summary>Whether pages come for a chunk of a launch while the chunk before it runs.</summary>
internal enum OverlapKind
{
    /// <summary>Where the pages are worth another thread's time.</summary>
    WhereItPays,

    /// <summary>Never. Chunks and copies take turns.</summary>
    Never,

    /// <summary>Also for a single page.</summary>
    Always,
}
