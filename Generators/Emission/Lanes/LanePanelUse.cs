namespace HmmGen.Generators.Emission.Lanes;

/// <summary>What a tile's method does with loads that are the same in all rows.</summary>
internal enum LanePanelUse
{
    /// <summary>It loads them.</summary>
    None,

    /// <summary>It loads them, and keeps them in a panel in the order in which they happen.</summary>
    Record,

    /// <summary>It takes them from the panel.</summary>
    Replay,
}
