namespace HmmGen.Generators.Model;

/// <summary>
/// A pure expression over locals and arguments: evaluating it touches no memory, changes nothing and cannot fail.
/// Everything else is an <see cref="Instruction"/>.
/// </summary>
/// <param name="Type">The type of the value.</param>
internal abstract record Expression(ValueType Type);

/// <summary>A constant.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Text">Its C# text, of the device type, written with the invariant culture.</param>
/// <param name="Integer">Its value when it is an integer that fits.</param>
internal sealed record ConstantExpression(ValueType Type, string Text, long? Integer) : Expression(Type)
{
    /// <summary>Whether it is the -0 of floating-point numbers.</summary>
    public bool IsNegativeZero => Text is "-0f" or "-0d";
}

/// <summary>The value of a local.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Local">The local's number in <see cref="KernelBody.Locals"/>.</param>
internal sealed record LocalExpression(ValueType Type, int Local) : Expression(Type);

/// <summary>The value of a scalar parameter, which the kernel never assigns.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Parameter">The parameter's number in <see cref="KernelModel.Parameters"/>.</param>
internal sealed record ArgumentExpression(ValueType Type, int Parameter) : Expression(Type);

/// <summary>An index of the work item, which the kernel never assigns.</summary>
/// <param name="Type">Its type, <see cref="int"/>.</param>
/// <param name="Dimension">The dimension, 0 for the outermost.</param>
internal sealed record IndexExpression(ValueType Type, int Dimension) : Expression(Type);

/// <summary>The length of a span parameter, an <see cref="int"/>.</summary>
/// <param name="Parameter">The parameter's number in <see cref="KernelModel.Parameters"/>.</param>
internal sealed record LengthExpression(int Parameter) : Expression(ValueType.Int32);

/// <summary>The number of work items that differ in the last index only, a <see cref="long"/>. In scouts that run once for them only.</summary>
internal sealed record RowLengthExpression() : Expression(ValueType.Int64)
{
    /// <summary>The one of its kind.</summary>
    public static readonly RowLengthExpression Instance = new();
}

/// <summary>A unary operation.</summary>
/// <param name="Type">The type of operand and result.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">The operand.</param>
internal sealed record UnaryExpression(ValueType Type, UnaryOperator Operator, Expression Operand) : Expression(Type);

/// <summary>A binary operation with C#'s unchecked meaning.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
internal sealed record BinaryExpression(ValueType Type, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Type);

/// <summary>A numeric conversion with C#'s unchecked meaning.</summary>
/// <param name="Type">The target type.</param>
/// <param name="Operand">The operand.</param>
internal sealed record ConvertExpression(ValueType Type, Expression Operand) : Expression(Type);

/// <summary>A call of a device function.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record CallExpression(ValueType Type, DeviceFunction Function, EquatableArray<Expression> Arguments) : Expression(Type);

/// <summary>A field or auto-property of a struct value.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Receiver">The struct.</param>
/// <param name="Name">The member's name.</param>
internal sealed record FieldExpression(ValueType Type, Expression Receiver, string Name) : Expression(Type);

/// <summary>A struct whose bits are all zero.</summary>
/// <param name="Type">The struct.</param>
internal sealed record DefaultExpression(ValueType Type) : Expression(Type);

/// <summary>One of two values; both are evaluated.</summary>
/// <param name="Type">The type of both and of the result.</param>
/// <param name="Condition">The condition.</param>
/// <param name="WhenTrue">The value when it holds.</param>
/// <param name="WhenFalse">The value when it does not.</param>
internal sealed record SelectExpression(ValueType Type, Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(Type);

/// <summary>
/// Whether an element of one span parameter lies before an element of another in memory, when both view the same memory; undefined when they
/// do not.
/// </summary>
/// <param name="First">The first parameter's number in <see cref="KernelModel.Parameters"/>.</param>
/// <param name="FirstIndex">The first element's number.</param>
/// <param name="Second">The second parameter's number.</param>
/// <param name="SecondIndex">The second element's number.</param>
internal sealed record BeforeExpression(int First, Expression FirstIndex, int Second, Expression SecondIndex) : Expression(ValueType.Boolean);

/// <summary>
/// A number that is the same for work items side by side, and for none of them less than its own: the greatest one. In lanes only, where it is all of what a local
/// gets.
/// </summary>
/// <param name="Operand">An item's own number, an <see cref="int"/>.</param>
internal sealed record MostExpression(Expression Operand) : Expression(ValueType.Int32)
{
    /// <summary>Where an item's loop begins, of the index and arguments alone; null when it takes more than them.</summary>
    public Expression? First { get; init; }

    /// <summary>What an item's loop stays below, of the index and arguments alone; null when it takes more than them.</summary>
    public Expression? Limit { get; init; }

    /// <summary>Whether items that do not come to the loop have no turns, and all others equally many.</summary>
    public bool IsParted { get; init; }
}

/// <summary>Whether the memory wants indices tested before loops: a constant of each memory. In printed code only, never in a plan.</summary>
internal sealed record TestsLoopsExpression() : Expression(ValueType.Boolean)
{
    /// <summary>The only one.</summary>
    public static readonly TestsLoopsExpression Instance = new();
}

/// <summary>A zero that no device compiler recognizes as one. In printed code only, never in a plan.</summary>
/// <param name="Varies">Whether a compiler must expect another number for each work item.</param>
internal sealed record UnknownZeroExpression(bool Varies) : Expression(ValueType.Int32);
