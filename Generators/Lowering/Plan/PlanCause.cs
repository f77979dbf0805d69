namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The cause why a plan does not know a value.</summary>
internal enum PlanCause
{
    /// <summary>The value is loaded from a span.</summary>
    Loaded,

    /// <summary>The value is loaded from a small local array.</summary>
    LocalArray,

    /// <summary>The value is the result of an atomic operation.</summary>
    Atomic,

    /// <summary>The value is computed from floating-point numbers.</summary>
    FloatingPoint,

    /// <summary>The value is computed by an operator or function that plans do not follow.</summary>
    Function,

    /// <summary>The value is a member of a struct that is made or changed in the kernel.</summary>
    Struct,

    /// <summary>Several ways lead to the place, with different values.</summary>
    Branches,

    /// <summary>The value changes in a loop whose iterations are unknown.</summary>
    Loop,

    /// <summary>The value changes in a loop that may end at several places, and is used after it.</summary>
    AfterLoop,

    /// <summary>The value may leave the range of 64-bit integers.</summary>
    Range,

    /// <summary>The computation is longer than a plan follows.</summary>
    Size,

    /// <summary>The value depends on more choices than a plan follows.</summary>
    Cases,

    /// <summary>The value is read before it is set.</summary>
    Unset,

    /// <summary>The kernel jumps into a loop.</summary>
    JumpIntoLoop,

    /// <summary>A part of the value is unknown, and nothing bounds the rest.</summary>
    Unbounded,
}
