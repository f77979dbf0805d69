namespace HmmGen.Generators.Model;

/// <summary>The code of a kernel: calls are inlined, tuples and spans are split into scalars.</summary>
/// <param name="Locals">The locals.</param>
/// <param name="Arrays">The small local arrays.</param>
/// <param name="Sites">The places that can miss a page or fail.</param>
/// <param name="Exceptions">The exceptions that guards throw.</param>
/// <param name="Blocks">The basic blocks; the first one is the entry.</param>
internal sealed record KernelBody(
    EquatableArray<LocalModel> Locals,
    EquatableArray<LocalArrayModel> Arrays,
    EquatableArray<SiteModel> Sites,
    EquatableArray<ExceptionModel> Exceptions,
    EquatableArray<BlockModel> Blocks)
{
    /// <summary>Whether there may be a loop: in each one a block leads to one that is not behind it in the list.</summary>
    public bool MayLoop => Blocks.Select(static (block, number) => block.Terminator.Targets().Any(target => target <= number)).Any(static one => one);
}

/// <summary>A local of a kernel.</summary>
/// <param name="Name">A C# name, unique in the kernel.</param>
/// <param name="Type">Its type.</param>
/// <param name="Role">Its purpose.</param>
internal sealed record LocalModel(string Name, ValueType Type, LocalRole Role);

/// <summary>An exception that a guard throws, the same on every device.</summary>
/// <param name="Creation">The C# expression that makes it, of constants only.</param>
internal sealed record ExceptionModel(string Creation);

/// <summary>A small local array, in the work item's scratch.</summary>
/// <param name="Name">A C# name, unique in the kernel.</param>
/// <param name="Element">The element type; not a struct.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="Offset">The array's offset in the scratch, in bytes.</param>
internal sealed record LocalArrayModel(string Name, ValueType Element, int Length, int Offset);

/// <summary>A place that can miss a page or fail.</summary>
/// <param name="Parameter">The span parameter's number in <see cref="KernelModel.Parameters"/>; -1 for none.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The source line.</param>
internal sealed record SiteModel(int Parameter, SiteKind Kind, string File, int Line);

/// <summary>A basic block.</summary>
/// <param name="Line">The source line of its first instruction or its branch; 0 when it has none.</param>
/// <param name="Instructions">Its instructions.</param>
/// <param name="Terminator">How it ends.</param>
internal sealed record BlockModel(int Line, EquatableArray<Instruction> Instructions, Terminator Terminator)
{
    /// <summary>Whether it belongs to a test or a copy of a loop, where no work item parks.</summary>
    public bool IsCopy { get; init; }
}

/// <summary>How a block ends.</summary>
internal abstract record Terminator;

/// <summary>The work item is done.</summary>
internal sealed record ReturnTerminator : Terminator;

/// <summary>Goes on at another block.</summary>
/// <param name="Target">The block's number.</param>
internal sealed record JumpTerminator(int Target) : Terminator;

/// <summary>Goes on at one of two blocks.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="WhenTrue">The block when it holds.</param>
/// <param name="WhenFalse">The block when it does not.</param>
internal sealed record BranchTerminator(Expression Condition, int WhenTrue, int WhenFalse) : Terminator;
