using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// A place that can be read and assigned. It is evaluated once: its receiver and index are atoms, fixed when C# fixes them. Loads and stores are
/// operations of their own.
/// </summary>
/// <param name="Value">The type of the value there.</param>
internal abstract record Place(ValueType Value);

/// <summary>A local or a member of one.</summary>
/// <param name="Local">The local.</param>
/// <param name="LocalType">The local's type.</param>
/// <param name="Path">The members.</param>
/// <param name="Value">The type of the value there.</param>
internal sealed record LocalPlace(int Local, ValueType LocalType, MemberPath Path, ValueType Value) : Place(Value);

/// <summary>An element of a span, or a member of one.</summary>
/// <param name="Root">What the span views.</param>
/// <param name="Index">The element's number in the root, an atom.</param>
/// <param name="Path">The members.</param>
/// <param name="Value">The type of the value there.</param>
internal sealed record ElementPlace(SpanRoot Root, Expression Index, MemberPath Path, ValueType Value) : Place(Value)
{
    /// <summary>The check that C# makes only at the store, as for elements of arrays; null when the check has been made.</summary>
    public BoundsInstruction? Late { get; init; }

    /// <summary>The syntax that names the element; null for elements that the compiler enumerates.</summary>
    public SyntaxNode? Site { get; init; }
}

/// <summary>One of several places, which a reference chose when it was bound.</summary>
/// <param name="Which">The number of the chosen place, an atom.</param>
/// <param name="Candidates">The places.</param>
/// <param name="Value">The type of the value there.</param>
internal sealed record ChoicePlace(Expression Which, IReadOnlyList<Place> Candidates, ValueType Value) : Place(Value);

/// <summary>A property or indexer with code of its own: reading and assigning are calls.</summary>
/// <param name="Property">The property.</param>
/// <param name="Receiver">The struct; null for a static property.</param>
/// <param name="Arguments">The index arguments, by the parameters' order.</param>
/// <param name="Site">The operation that names the property.</param>
/// <param name="Value">The type of the value there.</param>
internal sealed record PropertyPlace(
    IPropertySymbol Property, Receiver? Receiver, IReadOnlyList<Operand> Arguments, IOperation Site, ValueType Value) : Place(Value);

/// <summary>A struct on which a member is called.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Permission">Whether a member may change it there.</param>
internal sealed record Receiver(Place Place, PlacePermission Permission);

/// <summary>The permitted uses of a place.</summary>
internal enum PlacePermission
{
    /// <summary>Reading only; a member that could change the place gets a copy, as in C#.</summary>
    ReadOnly,

    /// <summary>Reading and changing.</summary>
    Writable,
}

/// <summary>The members from a struct down to a value, with their types.</summary>
/// <param name="Names">The members' names, the outermost first.</param>
internal sealed record MemberPath(EquatableArray<string> Names)
{
    /// <summary>The struct itself.</summary>
    public static readonly MemberPath Whole = new(EquatableArray<string>.Empty);

    /// <summary>The path to a member of what this path leads to.</summary>
    /// <param name="name">The member.</param>
    /// <returns>The path.</returns>
    public MemberPath To(string name) => new(Names.Concat([name]).ToEquatable());
}
