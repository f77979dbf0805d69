namespace HmmGen.Planning.Steps;

/// <summary>What a step of an access plan does. Steps take values from a stack and put their result there; <c>n</c> is the step's number.</summary>
internal enum PlanOperation : byte
{
    /// <summary>Gives the number n.</summary>
    Constant,

    /// <summary>Gives the work item's index of dimension n.</summary>
    Index,

    /// <summary>Gives the launch's number n.</summary>
    Number,

    /// <summary>Gives the launch's number n, which stands for a <see cref="ulong"/>.</summary>
    Unsigned,

    /// <summary>Gives the length of span parameter n.</summary>
    Length,

    /// <summary>Gives the kept value n.</summary>
    Value,

    /// <summary>Gives a value that depends on data.</summary>
    Unknown,

    /// <summary>The negative.</summary>
    Negate,

    /// <summary>All bits turned round.</summary>
    Complement,

    /// <summary>The value without its sign.</summary>
    Abs,

    /// <summary>The value as <see cref="sbyte"/>.</summary>
    SByte,

    /// <summary>The value as <see cref="byte"/>.</summary>
    Byte,

    /// <summary>The value as <see cref="short"/>.</summary>
    Int16,

    /// <summary>The value as <see cref="ushort"/>.</summary>
    UInt16,

    /// <summary>The value as <see cref="int"/>.</summary>
    Int32,

    /// <summary>The value as <see cref="uint"/>.</summary>
    UInt32,

    /// <summary>The value as <see cref="long"/>.</summary>
    Int64,

    /// <summary>The value as <see cref="ulong"/>.</summary>
    UInt64,

    /// <summary>The value where it is an <see cref="sbyte"/>.</summary>
    FitsSByte,

    /// <summary>The value where it is a <see cref="byte"/>.</summary>
    FitsByte,

    /// <summary>The value where it is a <see cref="short"/>.</summary>
    FitsInt16,

    /// <summary>The value where it is a <see cref="ushort"/>.</summary>
    FitsUInt16,

    /// <summary>The value where it is an <see cref="int"/>.</summary>
    FitsInt32,

    /// <summary>The value where it is a <see cref="uint"/>.</summary>
    FitsUInt32,

    /// <summary>The value where it is a <see cref="long"/>.</summary>
    FitsInt64,

    /// <summary>The sum.</summary>
    Add,

    /// <summary>The difference.</summary>
    Subtract,

    /// <summary>The product.</summary>
    Multiply,

    /// <summary>The quotient.</summary>
    Divide,

    /// <summary>The remainder.</summary>
    Remainder,

    /// <summary>The value times a power of 2.</summary>
    ShiftLeft,

    /// <summary>The value divided by a power of 2.</summary>
    ShiftRight,

    /// <summary>The bits that both have.</summary>
    And,

    /// <summary>The bits that either has.</summary>
    Or,

    /// <summary>The bits that only one has.</summary>
    ExclusiveOr,

    /// <summary>The lesser value.</summary>
    Min,

    /// <summary>The greater value.</summary>
    Max,

    /// <summary>Notes the condition that the first value is less.</summary>
    Less,

    /// <summary>Notes the condition that the first value is not greater.</summary>
    LessOrEqual,

    /// <summary>Notes the condition that the first value is greater.</summary>
    Greater,

    /// <summary>Notes the condition that the first value is not less.</summary>
    GreaterOrEqual,

    /// <summary>Notes the condition that the values are equal.</summary>
    Equal,

    /// <summary>Notes the condition that the values differ.</summary>
    NotEqual,

    /// <summary>Notes the condition that the loop that is the kept value n runs.</summary>
    Runs,

    /// <summary>Notes the kept condition n.</summary>
    Condition,

    /// <summary>Notes a condition that depends on data.</summary>
    UnknownCondition,

    /// <summary>Keeps a value as number n.</summary>
    KeepValue,

    /// <summary>Keeps the condition that was noted as number n.</summary>
    KeepCondition,

    /// <summary>Takes a loop's first value, limit and step, and keeps its variable as number n.</summary>
    Loop,

    /// <summary>Says that something may have happened before site n.</summary>
    AfterEffects,

    /// <summary>Takes an element's number: site n touches it whenever what was noted holds.</summary>
    Access,

    /// <summary>Takes an element's number: site n may touch it where what was noted holds.</summary>
    PossibleAccess,
}
