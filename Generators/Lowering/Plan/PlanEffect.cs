namespace HmmGen.Generators.Lowering.Plan;

/// <summary>What an access does to an element.</summary>
internal enum PlanEffect
{
    /// <summary>It reads it.</summary>
    Reads,

    /// <summary>It overwrites it.</summary>
    Writes,

    /// <summary>It reads and writes it.</summary>
    Changes,
}
