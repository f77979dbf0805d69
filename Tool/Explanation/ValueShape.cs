namespace HmmGen.Tool.Explanation;

/// <summary>What a plan knows of a value.</summary>
internal enum ValueShape
{
    /// <summary>It is the same for all work items of a launch.</summary>
    Uniform,

    /// <summary>It is a sum of multiples of the work item's index and of loop variables.</summary>
    Affine,

    /// <summary>It lies between two numbers that are near enough.</summary>
    Bounded,

    /// <summary>It is at most some number.</summary>
    Capped,

    /// <summary>It is at least some number, and no more than its type holds.</summary>
    Floored,

    /// <summary>It is anything that its type holds.</summary>
    Wide,

    /// <summary>It depends on data.</summary>
    Unknown,
}
