namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>When groups of sixteen lanes run, where the processor has vectors of 512 bits.</summary>
internal enum WideUse
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>
    /// While the data of a launch fits the caches. Vectors of 512 bits that do not begin at a line of the cache come more slowly from memory than those of 256.
    /// </summary>
    InCaches,

    /// <summary>Always.</summary>
    Always,
}
