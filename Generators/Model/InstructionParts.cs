namespace HmmGen.Generators.Model;

/// <summary>The target, access and expressions of an instruction. Only this class knows which kinds have which.</summary>
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
        MarkInstruction mark => mark.Access,
        MarkRangeInstruction mark => mark.Access,
        _ => null,
    };

    /// <summary>When an instruction accesses its element.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The condition; null for always.</returns>
    public static Expression? When(this Instruction instruction) => instruction switch
    {
        LoadInstruction load => load.When,
        StoreInstruction store => store.When,
        _ => null,
    };

    /// <summary>Makes the same instruction whose access has been shown to be of an element that exists.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The new instruction.</returns>
    public static Instruction Inside(this Instruction instruction) => instruction switch
    {
        LoadInstruction load => load with { Access = load.Access with { IsInside = true } },
        StoreInstruction store => store with { Access = store.Access with { IsInside = true } },
        AtomicInstruction atomic => atomic with { Access = atomic.Access with { IsInside = true } },
        _ => instruction,
    };

    /// <summary>The number of expressions that an instruction evaluates.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The number.</returns>
    public static int PartCount(this Instruction instruction) => instruction switch
    {
        LoadInstruction load => load.When is null ? 1 : 2,
        AssignInstruction or ArrayLoadInstruction or MarkInstruction => 1,
        StoreInstruction store => store.When is null ? 2 : 3,
        ArrayStoreInstruction => 2,
        AtomicInstruction atomic => 1 + atomic.Arguments.Count,
        GuardInstruction guard => guard.Element is null ? 1 : 2,
        BoundsInstruction => 3,
        MarkRangeInstruction => 4,
        _ => 0,
    };

    /// <summary>An expression that an instruction evaluates.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="part">The expression's number.</param>
    /// <returns>The expression.</returns>
    public static Expression Part(this Instruction instruction, int part) => instruction switch
    {
        AssignInstruction assign => assign.Value,
        LoadInstruction load => part == 0 ? load.Access.Index : load.When!,
        ArrayLoadInstruction load => load.Index,
        StoreInstruction store => part == 0 ? store.Access.Index : part == 1 ? store.Value : store.When!,
        ArrayStoreInstruction store => part == 0 ? store.Index : store.Value,
        AtomicInstruction atomic => part == 0 ? atomic.Access.Index : atomic.Arguments[part - 1],
        GuardInstruction guard => part == 0 ? guard.Condition : guard.Element!,
        BoundsInstruction bounds => part == 0 ? bounds.Index : part == 1 ? bounds.Length : bounds.Element,
        MarkInstruction mark => mark.Access.Index,
        MarkRangeInstruction mark => part == 0 ? mark.Access.Index : part == 1 ? mark.Second : part == 2 ? mark.From : mark.Limit,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "An instruction without expressions."),
    };

    /// <summary>Makes the same instruction with other expressions.</summary>
    /// <typeparam name="TContext">The type of the context.</typeparam>
    /// <param name="instruction">The instruction.</param>
    /// <param name="context">Passed to the function with each expression, so that the function captures nothing.</param>
    /// <param name="replace">The replacement of an expression; called in order.</param>
    /// <returns>The new instruction; the old one when all expressions are the same objects.</returns>
    public static Instruction WithParts<TContext>(this Instruction instruction, TContext context, Func<Expression, TContext, Expression> replace)
    {
        Expression[]? parts = null;
        int count = instruction.PartCount();
        for (int part = 0; part < count; part++)
        {
            Expression old = instruction.Part(part);
            Expression other = replace(old, context);
            if (parts is null && !ReferenceEquals(other, old))
            {
                parts = new Expression[count];
                for (int same = 0; same < part; same++)
                {
                    parts[same] = instruction.Part(same);
                }
            }

            if (parts is not null)
            {
                parts[part] = other;
            }
        }

        return parts is null ? instruction : instruction switch
        {
            AssignInstruction assign => assign with { Value = parts[0] },
            LoadInstruction load => load with { Access = load.Access with { Index = parts[0] }, When = parts.Length > 1 ? parts[1] : null },
            ArrayLoadInstruction load => load with { Index = parts[0] },
            StoreInstruction store => store with { Access = store.Access with { Index = parts[0] }, Value = parts[1], When = parts.Length > 2 ? parts[2] : null },
            ArrayStoreInstruction store => store with { Index = parts[0], Value = parts[1] },
            AtomicInstruction atomic => atomic with { Access = atomic.Access with { Index = parts[0] }, Arguments = parts.Skip(1).ToEquatable() },
            GuardInstruction guard => guard with { Condition = parts[0], Element = parts.Length > 1 ? parts[1] : null },
            BoundsInstruction bounds => bounds with { Index = parts[0], Length = parts[1], Element = parts[2] },
            MarkInstruction mark => mark with { Access = mark.Access with { Index = parts[0] } },
            MarkRangeInstruction mark => mark with { Access = mark.Access with { Index = parts[0] }, Second = parts[1], From = parts[2], Limit = parts[3] },
            _ => instruction,
        };
    }
}
