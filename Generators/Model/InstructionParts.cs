namespace HmmGen.Generators.Model;

/// <summary>What an instruction sets, touches and reads: the one place that knows which kinds have which.</summary>
internal static class InstructionParts
{
    /// <summary>The local that an instruction sets, wholly or in part.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The local; -1 for none.</returns>
    public static int Target(this Instruction instruction) => instruction switch
    {
        AssignInstruction assign => assign.Local,
        LoadInstruction load => load.Local,
        AtomicInstruction atomic => atomic.Local,
        ArrayLoadInstruction load => load.Local,
        _ => -1,
    };

    /// <summary>The access of an instruction to an element of a span.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The access; null for none.</returns>
    public static Access? SpanAccess(this Instruction instruction) => instruction switch
    {
        LoadInstruction load => load.Access,
        StoreInstruction store => store.Access,
        AtomicInstruction atomic => atomic.Access,
        _ => null,
    };

    /// <summary>How many expressions an instruction evaluates.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The number.</returns>
    public static int PartCount(this Instruction instruction) => instruction switch
    {
        AssignInstruction or LoadInstruction or ArrayLoadInstruction => 1,
        StoreInstruction or ArrayStoreInstruction => 2,
        AtomicInstruction atomic => 1 + atomic.Arguments.Count,
        GuardInstruction guard => guard.Element is null ? 1 : 2,
        _ => 0,
    };

    /// <summary>An expression that an instruction evaluates.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="part">The expression's number.</param>
    /// <returns>The expression.</returns>
    public static Expression Part(this Instruction instruction, int part) => instruction switch
    {
        AssignInstruction assign => assign.Value,
        LoadInstruction load => load.Access.Index,
        ArrayLoadInstruction load => load.Index,
        StoreInstruction store => part == 0 ? store.Access.Index : store.Value,
        ArrayStoreInstruction store => part == 0 ? store.Index : store.Value,
        AtomicInstruction atomic => part == 0 ? atomic.Access.Index : atomic.Arguments[part - 1],
        GuardInstruction guard => part == 0 ? guard.Condition : guard.Element!,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "An instruction without expressions."),
    };
}
