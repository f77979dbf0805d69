namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Why a plan does not know a value.</summary>
internal enum PlanCause
{
    /// <summary>It is loaded from a span.</summary>
    Loaded,

    /// <summary>It is loaded from a small local array.</summary>
    LocalArray,

    /// <summary>It is what an atomic operation found.</summary>
    Atomic,

    /// <summary>It is computed from floating-point numbers.</summary>
    FloatingPoint,

    /// <summary>It is computed by an operator or function that plans do not follow.</summary>
    Function,

    /// <summary>It is a member of a struct that is made or changed in the kernel.</summary>
    Struct,

    /// <summary>Several ways lead to it that give different values.</summary>
    Branches,

    /// <summary>It changes in a loop of which the iterations are not known.</summary>
    Loop,

    /// <summary>It changes in a loop that may end at several places, and is used behind it.</summary>
    AfterLoop,

    /// <summary>It may leave the range of 64-bit integers.</summary>
    Range,

    /// <summary>The computation is longer than a plan follows.</summary>
    Size,

    /// <summary>It depends on more choices than a plan follows.</summary>
    Cases,

    /// <summary>It is read before it is set.</summary>
    Unset,

    /// <summary>The kernel jumps into a loop.</summary>
    JumpIntoLoop,

    /// <summary>A part of it is unknown, and nothing bounds the rest.</summary>
    Unbounded,
}
