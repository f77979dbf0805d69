namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The kinds of expressions that occur in an expression.</summary>
[Flags]
internal enum PlanTraits
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>A <see cref="PlanUnknown"/>.</summary>
    Unknown = 1,

    /// <summary>A <see cref="PlanCarried"/>.</summary>
    Carried = 2,

    /// <summary>A <see cref="PlanLoopValue"/>.</summary>
    LoopValue = 4,

    /// <summary>A <see cref="PlanLoopValue"/> that goes on unwrapped where its variable wraps.</summary>
    TurningLoopValue = 8,

    /// <summary>A <see cref="PlanIndex"/>.</summary>
    Index = 16,

    /// <summary>A <see cref="PlanSelect"/>.</summary>
    Select = 32,
}
