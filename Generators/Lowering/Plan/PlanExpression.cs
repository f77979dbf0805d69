using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>An integer that a launch can evaluate over all work items, computed without wrapping; made by <see cref="PlanAlgebra"/>.</summary>
internal abstract record PlanExpression
{
    /// <summary>The expressions that this one is made of.</summary>
    public virtual IReadOnlyList<PlanExpression> Parts => [];

    /// <summary>Whether this expression or a part of it fulfils a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>Whether one does.</returns>
    public bool Any(Func<PlanExpression, bool> condition) => condition(this) || Parts.Any(part => part.Any(condition));

    /// <summary>The number of expressions in this one.</summary>
    /// <returns>The number.</returns>
    public int Size() => 1 + Parts.Sum(static part => part.Size());
}

/// <summary>Something that depends on data, or is too hard.</summary>
internal sealed record PlanUnknown : PlanExpression
{
    /// <summary>The only one; two unknowns are nevertheless not the same value.</summary>
    public static readonly PlanUnknown Instance = new();
}

/// <summary>A number.</summary>
/// <param name="Value">The number.</param>
internal sealed record PlanConstant(long Value) : PlanExpression;

/// <summary>An index of the work item.</summary>
/// <param name="Dimension">The dimension.</param>
internal sealed record PlanIndex(int Dimension) : PlanExpression;

/// <summary>A scalar argument, or a field of one.</summary>
/// <param name="Parameter">The parameter's number in <see cref="KernelModel.Parameters"/>.</param>
/// <param name="Path">The fields down to the value, each with a dot before it.</param>
/// <param name="Kind">Its type; a <see cref="bool"/> is 0 or 1.</param>
internal sealed record PlanScalar(int Parameter, string Path, ValueKind Kind) : PlanExpression;

/// <summary>A <c>static readonly</c> field.</summary>
/// <param name="Name">Its full C# name.</param>
/// <param name="Kind">Its type.</param>
internal sealed record PlanStatic(string Name, ValueKind Kind) : PlanExpression;

/// <summary>The length of a span parameter.</summary>
/// <param name="Parameter">The parameter's number in <see cref="KernelModel.Parameters"/>.</param>
internal sealed record PlanLength(int Parameter) : PlanExpression;

/// <summary>The variable of a loop, in the loop.</summary>
/// <param name="Loop">The loop's number.</param>
/// <param name="Kind">The variable's type.</param>
/// <param name="Turns">Whether the value goes on where the variable wraps.</param>
internal sealed record PlanLoopValue(int Loop, ValueKind Kind, bool Turns) : PlanExpression;

/// <summary>What a local holds when an iteration of the loop that is being examined begins; never part of a model.</summary>
/// <param name="Local">The local.</param>
/// <param name="Kind">Its type.</param>
internal sealed record PlanCarried(int Local, ValueKind Kind) : PlanExpression;

/// <summary>A negative or a complement.</summary>
/// <param name="Operator"><c>-</c> or <c>~</c>.</param>
/// <param name="Operand">The operand.</param>
internal sealed record PlanUnary(string Operator, PlanExpression Operand) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => [Operand];
}

/// <summary>An operation of two values.</summary>
/// <param name="Operator">The C# operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
internal sealed record PlanBinary(string Operator, PlanExpression Left, PlanExpression Right) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => [Left, Right];
}

/// <summary>A value wrapped to a type.</summary>
/// <param name="Kind">The type.</param>
/// <param name="Operand">The value.</param>
internal sealed record PlanWrap(ValueKind Kind, PlanExpression Operand) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => [Operand];
}

/// <summary>A value where it fits a type, and unknown where it does not: for what the kernel itself does not compute.</summary>
/// <param name="Kind">The type.</param>
/// <param name="Operand">The value.</param>
internal sealed record PlanFit(ValueKind Kind, PlanExpression Operand) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => [Operand];
}

/// <summary>A function of <c>PlanValue</c>.</summary>
/// <param name="Function">Its name: <c>Min</c>, <c>Max</c>, <c>Abs</c>.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record PlanCall(string Function, EquatableArray<PlanExpression> Arguments) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => Arguments;
}

/// <summary>A comparison, which is true or false.</summary>
/// <param name="Operator">The C# operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
internal sealed record PlanComparison(string Operator, PlanExpression Left, PlanExpression Right) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => [Left, Right];
}

/// <summary>Two conditions together.</summary>
/// <param name="Both">Whether both must hold, and not only one of them.</param>
/// <param name="Left">The left one.</param>
/// <param name="Right">The right one.</param>
internal sealed record PlanLogic(bool Both, PlanExpression Left, PlanExpression Right) : PlanExpression
{
    /// <inheritdoc/>
    public override IReadOnlyList<PlanExpression> Parts => [Left, Right];
}
