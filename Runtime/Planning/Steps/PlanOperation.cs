namespace HmmGen.Planning.Steps;

/// <summary>What a step of an access plan does.</summary>
internal enum PlanOperation : byte
{
    /// <summary>The work item's index of a dimension.</summary>
    Index,

    /// <summary>A number of the launch.</summary>
    Number,

    /// <summary>A number of the launch that stands for a <see cref="ulong"/>.</summary>
    Unsigned,

    /// <summary>The length of a span parameter.</summary>
    Length,

    /// <summary>The negative.</summary>
    Negate,

    /// <summary>The bitwise complement.</summary>
    Complement,

    /// <summary>The absolute value.</summary>
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

    /// <summary>The value if it is always an <see cref="sbyte"/>; otherwise unknown.</summary>
    FitsSByte,

    /// <summary>The value if it is always a <see cref="byte"/>; otherwise unknown.</summary>
    FitsByte,

    /// <summary>The value if it is always a <see cref="short"/>; otherwise unknown.</summary>
    FitsInt16,

    /// <summary>The value if it is always a <see cref="ushort"/>; otherwise unknown.</summary>
    FitsUInt16,

    /// <summary>The value if it is always an <see cref="int"/>; otherwise unknown.</summary>
    FitsInt32,

    /// <summary>The value if it is always a <see cref="uint"/>; otherwise unknown.</summary>
    FitsUInt32,

    /// <summary>The value if it is always a <see cref="long"/>; otherwise unknown.</summary>
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

    /// <summary>The bitwise and.</summary>
    And,

    /// <summary>The bitwise or.</summary>
    Or,

    /// <summary>The bitwise exclusive or.</summary>
    ExclusiveOr,

    /// <summary>The lesser value.</summary>
    Min,

    /// <summary>The greater value.</summary>
    Max,

    /// <summary>The variable of a loop.</summary>
    Loop,

    /// <summary>One of two values, chosen by a condition.</summary>
    Choose,

    /// <summary>The first value is less.</summary>
    Less,

    /// <summary>The first value is not greater.</summary>
    LessOrEqual,

    /// <summary>The first value is greater.</summary>
    Greater,

    /// <summary>The first value is not less.</summary>
    GreaterOrEqual,

    /// <summary>The values are equal.</summary>
    Equal,

    /// <summary>The values differ.</summary>
    NotEqual,

    /// <summary>The first value is not negative, or the second one, which is the first as <see cref="uint"/>, is less than the third.</summary>
    NotNegative,

    /// <summary>The first value is less than the third, or the second one, which is the first as <see cref="uint"/>, is.</summary>
    Below,

    /// <summary>The loop's body runs at least once.</summary>
    Runs,

    /// <summary>A copy of an earlier condition.</summary>
    Copy,

    /// <summary>A work item may have stored something, or failed in another way, before the site.</summary>
    AfterEffects,

    /// <summary>The site must touch an element whenever its conditions hold.</summary>
    MustAccess,

    /// <summary>The site may touch an element where its conditions hold.</summary>
    MayAccess,

    /// <summary>The site fails a work item only where its conditions hold.</summary>
    Fails,
}
