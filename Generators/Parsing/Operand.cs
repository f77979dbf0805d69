using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The result of an operation: values, computed where C# computes them. Every expression in an operand is an atom, which no later
/// instruction changes (<see cref="BodyBuilder.IsAtom"/>).
/// </summary>
internal abstract record Operand;

/// <summary>A scalar or struct value.</summary>
/// <param name="Value">The value, an atom.</param>
internal sealed record ScalarOperand(Expression Value) : Operand;

/// <summary>A tuple, split into its elements.</summary>
/// <param name="Elements">The elements.</param>
internal sealed record TupleOperand(Operand[] Elements) : Operand;

/// <summary>A span or a small local array: a part of the viewed memory.</summary>
/// <param name="Root">What it views.</param>
/// <param name="Start">The first element's number in the root, an atom.</param>
/// <param name="Length">The number of elements, an atom.</param>
internal sealed record SpanOperand(SpanRoot Root, Expression Start, Expression Length) : Operand;

/// <summary>The memory that a span views.</summary>
/// <param name="Parameter">The span parameter's number in the kernel, or -1.</param>
/// <param name="Array">The small local array's number, or -1.</param>
/// <param name="Element">The element type.</param>
/// <param name="Name">The name for locals that hold its elements.</param>
internal sealed record SpanRoot(int Parameter, int Array, ValueType Element, string Name)
{
    /// <summary>Whether this is the root of a <c>default</c> span, which views nothing and has length 0.</summary>
    public bool IsEmpty => Parameter < 0 && Array < 0;

    /// <summary>The loops around the place where a local array is made, the outermost first.</summary>
    public LoopChain? MadeIn { get; init; }
}

/// <summary>The enumerator of a span or an array.</summary>
/// <param name="Span">What it goes through.</param>
/// <param name="Position">
/// The local that holds the number of the next element when a <c>foreach</c> steps, or of the current one when the user's code steps.
/// </param>
/// <param name="Stepping">Who steps it.</param>
internal sealed record EnumeratorOperand(SpanOperand Span, int Position, EnumeratorStepping Stepping) : Operand;

/// <summary>The code that steps an enumerator.</summary>
internal enum EnumeratorStepping
{
    /// <summary>A <c>foreach</c>, which reads the current element once after each step.</summary>
    ByLoop,

    /// <summary>The user's code, which may step and read at any time.</summary>
    ByUser,
}

/// <summary>An <see cref="Index"/>.</summary>
/// <param name="Value">Its value, an atom.</param>
/// <param name="FromEnd">Whether it counts from the end, an atom.</param>
internal sealed record IndexOperand(Expression Value, Expression FromEnd) : Operand;

/// <summary>A <see cref="Range"/>.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end.</param>
internal sealed record RangeOperand(IndexOperand Start, IndexOperand End) : Operand;

/// <summary>What an <c>in</c> parameter refers to. Only arguments are such operands.</summary>
/// <param name="Variable">The variable that the parameter is.</param>
internal sealed record ReferenceOperand(Variable Variable) : Operand;

/// <summary>No value: the result of a void method.</summary>
internal sealed record NothingOperand : Operand
{
    /// <summary>The only one.</summary>
    public static readonly NothingOperand Instance = new();
}
