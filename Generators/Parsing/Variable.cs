using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>The meaning of a C# local, parameter or flow capture during parsing.</summary>
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

/// <summary>A tuple, split into its elements.</summary>
/// <param name="elements">The elements.</param>
internal sealed class TupleVariable(Variable[] elements) : Variable
{
    /// <summary>The elements.</summary>
    public Variable[] Elements => elements;
}

/// <summary>A span or array. Its first assignment fixes its root; its start and length are locals.</summary>
/// <param name="name">The name for the locals.</param>
/// <param name="declaredIn">The loops around its declaration.</param>
internal sealed class SpanVariable(string name, LoopChain? declaredIn) : Variable
{
    /// <summary>The name for the locals.</summary>
    public string Name { get; } = name;

    /// <summary>What messages call it: its name, or the expression whose value it holds.</summary>
    public string Quote { get; set; } = name;

    /// <summary>The loops around its declaration.</summary>
    public LoopChain? DeclaredIn => declaredIn;

    /// <summary>The memory that the span views; null before the first assignment.</summary>
    public SpanRoot? Root { get; set; }

    /// <summary>Whether it was read while it viewed nothing, so that it cannot view anything later.</summary>
    public bool WasReadEmpty { get; set; }

    /// <summary>The local that holds the start.</summary>
    public int Start { get; set; } = -1;

    /// <summary>The local that holds the length.</summary>
    public int Length { get; set; } = -1;
}

/// <summary>An <see cref="System.Index"/>.</summary>
/// <param name="value">The local that holds its value.</param>
/// <param name="fromEnd">The local that tells whether it counts from the end.</param>
internal sealed class IndexVariable(int value, int fromEnd) : Variable
{
    /// <summary>The local that holds its value.</summary>
    public int Value => value;

    /// <summary>The local that tells whether it counts from the end.</summary>
    public int FromEnd => fromEnd;
}

/// <summary>A <see cref="System.Range"/>.</summary>
/// <param name="start">Its start.</param>
/// <param name="end">Its end.</param>
internal sealed class RangeVariable(IndexVariable start, IndexVariable end) : Variable
{
    /// <summary>Its start.</summary>
    public IndexVariable Start => start;

    /// <summary>Its end.</summary>
    public IndexVariable End => end;
}

/// <summary>A ref local, a ref parameter or a flow capture that C# treats as a place.</summary>
/// <param name="permission">What may be done through it.</param>
internal sealed class PlaceVariable(PlacePermission permission) : Variable
{
    private readonly List<Place> _candidates = [];

    /// <summary>The permitted uses through it.</summary>
    public PlacePermission Permission { get; set; } = permission;

    /// <summary>The places that it may be bound to, by their numbers.</summary>
    public List<Place> Candidates => _candidates;

    /// <summary>The local that holds the number of its place; -1 when there is only one.</summary>
    public int Which { get; set; } = -1;

    /// <summary>The local that keeps the old value of a compound assignment; -1 for any other use.</summary>
    public int Old { get; set; } = -1;

    /// <summary>Whether the old value is what a property gave.</summary>
    public bool IsOfProperty { get; set; }

    /// <summary>Whether the index of its place is checked where it is used.</summary>
    public bool IsCheckedAtUse { get; set; }
}

/// <summary>A flow capture of a variable that is not a place by itself: a tuple or a span that is assigned.</summary>
/// <param name="variable">The variable.</param>
internal sealed class AliasVariable(Variable variable) : Variable
{
    /// <summary>The variable.</summary>
    public Variable Variable => variable;
}

/// <summary>An enumerator.</summary>
internal sealed class EnumeratorVariable : Variable
{
    /// <summary>The enumerator; null before it is made.</summary>
    public EnumeratorOperand? Enumerator { get; set; }
}

/// <summary>A flow capture without a value: a discard, or the result of a void method.</summary>
internal sealed class NothingVariable : Variable;
