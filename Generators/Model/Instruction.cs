namespace HmmGen.Generators.Model;

/// <summary>One step of a kernel.</summary>
/// <param name="Line">Its source line.</param>
internal abstract record Instruction(int Line)
{
    /// <summary>The source file, when it is not that of the annotated method.</summary>
    public string? File { get; init; }
}

/// <summary>An access to an element of a span parameter.</summary>
/// <param name="Site">The site's number in <see cref="KernelBody.Sites"/>.</param>
/// <param name="Parameter">The span parameter's number in <see cref="KernelModel.Parameters"/>.</param>
/// <param name="Index">The element's number in the parameter, an <see cref="int"/> or <see cref="long"/>.</param>
/// <param name="Element">The element type.</param>
/// <param name="Path">The members from the element to the accessed value; empty for the whole element.</param>
/// <param name="Value">The type of the accessed value.</param>
internal sealed record Access(
    int Site, int Parameter, Expression Index, ValueType Element, EquatableArray<string> Path, ValueType Value)
{
    /// <summary>Whether a test before the loop, or before the row, has shown that the element exists, over memory that makes such tests.</summary>
    public bool IsInside { get; init; }
}

/// <summary>Sets a local, or one member of it.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Local">The local.</param>
/// <param name="Path">The members down to the one that is set; empty for the whole local.</param>
/// <param name="Value">The value.</param>
internal sealed record AssignInstruction(int Line, int Local, EquatableArray<string> Path, Expression Value) : Instruction(Line);

/// <summary>Loads an element into a local.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Local">The local, set by nothing else.</param>
/// <param name="Access">The element.</param>
/// <param name="ForUpdate">Whether a store to the same element follows in the block, so that the load asks for its page writable.</param>
internal sealed record LoadInstruction(int Line, int Local, Access Access, bool ForUpdate) : Instruction(Line)
{
    /// <summary>When the element is loaded; null for always. Else nothing reads the local. In lanes only.</summary>
    public Expression? When { get; init; }
}

/// <summary>Stores a value into an element.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Access">The element.</param>
/// <param name="Value">The value.</param>
internal sealed record StoreInstruction(int Line, Access Access, Expression Value) : Instruction(Line)
{
    /// <summary>When the value is stored; null for always. In lanes only.</summary>
    public Expression? When { get; init; }
}

/// <summary>Changes an element atomically.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Local">The local that gets the old value; -1 when it is unused.</param>
/// <param name="Operator">The operation.</param>
/// <param name="Access">The element.</param>
/// <param name="Arguments">The further arguments.</param>
internal sealed record AtomicInstruction(
    int Line, int Local, AtomicOperator Operator, Access Access, EquatableArray<Expression> Arguments) : Instruction(Line);

/// <summary>Ends the work item with an error when a condition holds.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Site">The site's number in <see cref="KernelBody.Sites"/>.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Error">The error.</param>
/// <param name="Element">The element's number, for errors about an element.</param>
internal sealed record GuardInstruction(int Line, int Site, Expression Condition, ErrorKind Error, Expression? Element) : Instruction(Line);

/// <summary>Ends the work item when an index is outside a span. C# makes this check when it fixes an element, before it touches it.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Site">The site's number in <see cref="KernelBody.Sites"/>.</param>
/// <param name="Parameter">The span parameter's number in <see cref="KernelModel.Parameters"/>; -1 for a local array.</param>
/// <param name="Index">The element's number in the span, an <see cref="int"/> or <see cref="long"/>.</param>
/// <param name="Length">The number of elements of the span.</param>
/// <param name="Element">The element's number in the parameter or the local array.</param>
internal sealed record BoundsInstruction(
    int Line, int Site, int Parameter, Expression Index, Expression Length, Expression Element) : Instruction(Line)
{
    /// <summary>Whether an access of this element follows on every way from this check. When the plan has all accesses in bounds, so is this index.</summary>
    public bool IsPlanned { get; init; }
}

/// <summary>Loads from a small local array.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Local">The local, set by nothing else.</param>
/// <param name="Array">The array's number in <see cref="KernelBody.Arrays"/>.</param>
/// <param name="Index">The element's number, already guarded.</param>
/// <param name="Path">The members from the element to the loaded value.</param>
/// <param name="Value">The type of the loaded value.</param>
internal sealed record ArrayLoadInstruction(
    int Line, int Local, int Array, Expression Index, EquatableArray<string> Path, ValueType Value) : Instruction(Line);

/// <summary>Stores into a small local array.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Array">The array's number in <see cref="KernelBody.Arrays"/>.</param>
/// <param name="Index">The element's number, already guarded.</param>
/// <param name="Path">The members from the element to the stored value.</param>
/// <param name="Value">The value.</param>
internal sealed record ArrayStoreInstruction(
    int Line, int Array, Expression Index, EquatableArray<string> Path, Expression Value) : Instruction(Line);

/// <summary>Sets every element of a small local array to zero.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Array">The array's number in <see cref="KernelBody.Arrays"/>.</param>
internal sealed record ArrayClearInstruction(int Line, int Array) : Instruction(Line);

/// <summary>Marks the page of an element, in place of an access. In scouts only.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Access">The element.</param>
/// <param name="Writes">Whether the access may write.</param>
internal sealed record MarkInstruction(int Line, Access Access, bool Writes) : Instruction(Line);

/// <summary>Marks the pages of the elements that the iterations of a counted loop access, one element each. In scouts only.</summary>
/// <param name="Line">The source line.</param>
/// <param name="Access">The element of the first iteration.</param>
/// <param name="Second">The index of the second iteration. From there on it grows evenly.</param>
/// <param name="From">The loop's variable before the loop.</param>
/// <param name="Limit">The loop's limit.</param>
/// <param name="Step">What each iteration adds to the variable; positive.</param>
/// <param name="IsInclusive">Whether the variable may be equal to the limit.</param>
/// <param name="Writes">Whether the accesses may write.</param>
internal sealed record MarkRangeInstruction(
    int Line, Access Access, Expression Second, Expression From, Expression Limit, int Step, bool IsInclusive, bool Writes) : Instruction(Line);
