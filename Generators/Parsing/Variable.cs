using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>What a C# local, parameter or flow capture stands for while a kernel is parsed.</summary>
internal abstract class Variable;

/// <summary>A scalar or struct local.</summary>
/// <param name="local">The local's number.</param>
/// <param name="type">Its type.</param>
internal sealed class LocalVariable(int local, ValueType type) : Variable
{
    /// <summary>The local's number.</summary>
    public int Local => local;

    /// <summary>Its type.</summary>
    public ValueType Type => type;
}

/// <summary>A value that is never assigned again: an argument, an index, a constant.</summary>
/// <param name="value">The value.</param>
internal sealed class FixedVariable(Operand value) : Variable
{
    /// <summary>The value.</summary>
    public Operand Value => value;
}

/// <summary>A tuple local, taken apart.</summary>
/// <param name="elements">The elements.</param>
internal sealed class TupleVariable(Variable[] elements) : Variable
{
    /// <summary>The elements.</summary>
    public Variable[] Elements => elements;
}

/// <summary>A span local: its root is fixed by its first assignment, its start and length are locals.</summary>
/// <param name="name">The name for the locals.</param>
internal sealed class SpanVariable(string name) : Variable
{
    /// <summary>The name for the locals.</summary>
    public string Name => name;

    /// <summary>What the span views; null before the first assignment.</summary>
    public SpanRoot? Root { get; set; }

    /// <summary>The local that holds the start.</summary>
    public int Start { get; set; } = -1;

    /// <summary>The local that holds the length.</summary>
    public int Length { get; set; } = -1;
}

/// <summary>A ref local, a ref parameter or an assignable flow capture.</summary>
internal sealed class PlaceVariable : Variable
{
    /// <summary>The place; null before it is bound.</summary>
    public Place? Place { get; set; }
}

/// <summary>A <c>foreach</c> enumerator.</summary>
internal sealed class EnumeratorVariable : Variable
{
    /// <summary>The enumerator; null before it is made.</summary>
    public EnumeratorOperand? Enumerator { get; set; }
}
