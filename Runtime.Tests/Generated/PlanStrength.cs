namespace HmmGen.Tests.Generated;

/// <summary>How much an access plan must know about a kernel.</summary>
internal enum PlanStrength
{
    /// <summary>Anything that is not wrong: where an index depends on data, nothing can be known.</summary>
    Sound,

    /// <summary>Every page that may be touched: what is planned may be more than what is touched.</summary>
    Known,

    /// <summary>Exactly the pages that are touched: indices and conditions are affine, over a box of indices and loop variables.</summary>
    Exact,
}
