using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>What an operation evaluates to while a kernel is parsed.</summary>
internal abstract record Operand;

/// <summary>A scalar or struct value.</summary>
/// <param name="Value">The expression.</param>
internal sealed record ScalarOperand(Expression Value) : Operand;

/// <summary>A tuple, taken apart.</summary>
/// <param name="Elements">The elements.</param>
internal sealed record TupleOperand(Operand[] Elements) : Operand;

/// <summary>A span: a stretch of a parameter or of a small local array.</summary>
/// <param name="Root">What it views.</param>
/// <param name="Start">The first element's number in the root; stable.</param>
/// <param name="Length">The number of elements; stable.</param>
internal sealed record SpanOperand(SpanRoot Root, Expression Start, Expression Length) : Operand
{
    /// <summary>Whether the span is the whole parameter, so that the device's own bounds check is the span's.</summary>
    public bool IsWholeParameter => Root.Parameter >= 0
        && Start is ConstantExpression { Integer: 0 }
        && Length is LengthExpression length && length.Parameter == Root.Parameter;
}

/// <summary>What a span views.</summary>
/// <param name="Parameter">The span parameter's number in the kernel, or -1.</param>
/// <param name="Array">The small local array's number, or -1.</param>
/// <param name="Element">The element type.</param>
/// <param name="Name">The name for locals that hold its elements.</param>
internal sealed record SpanRoot(int Parameter, int Array, ValueType Element, string Name);

/// <summary>The enumerator of a <c>foreach</c> over a span.</summary>
/// <param name="Span">The span.</param>
/// <param name="Next">The local that holds the number of the next element.</param>
internal sealed record EnumeratorOperand(SpanOperand Span, int Next) : Operand;

/// <summary>A <see cref="Index"/>.</summary>
/// <param name="Value">Its value.</param>
/// <param name="FromEnd">Whether it counts from the end.</param>
internal sealed record IndexOperand(Expression Value, bool FromEnd) : Operand;

/// <summary>A <see cref="Range"/>.</summary>
/// <param name="Start">Its start; null for the beginning.</param>
/// <param name="End">Its end; null for the end.</param>
internal sealed record RangeOperand(IndexOperand? Start, IndexOperand? End) : Operand;

/// <summary>A place that can be read and assigned.</summary>
internal abstract record Place(ValueType Value);

/// <summary>A local or a member of one.</summary>
/// <param name="Local">The local.</param>
/// <param name="LocalType">The local's type.</param>
/// <param name="Path">The members.</param>
/// <param name="Value">The type of the value there.</param>
internal sealed record LocalPlace(int Local, ValueType LocalType, string[] Path, ValueType Value) : Place(Value);

/// <summary>An element of a span, or a member of one; its index is stable and guarded.</summary>
/// <param name="Root">What the span views.</param>
/// <param name="Index">The element's number in the root.</param>
/// <param name="Path">The members.</param>
/// <param name="Value">The type of the value there.</param>
internal sealed record ElementPlace(SpanRoot Root, Expression Index, string[] Path, ValueType Value) : Place(Value);
