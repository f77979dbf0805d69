using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Asks whether work items may run side by side: whether one may read or overwrite what another writes, and whether one may fail after an effect.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
/// <param name="regions">The blocks in which some lanes may rest.</param>
internal sealed class LaneEffects(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms, LaneRegions regions)
{
    /// <summary>Looks for the first obstacle.</summary>
    /// <param name="unplanned">The sites of accesses that may fail.</param>
    /// <returns>The obstacle; <see cref="LaneReason.None"/> when there is none.</returns>
    public LaneReason Obstacle(EquatableArray<int> unplanned)
    {
        for (int parameter = 0; parameter < kernel.Parameters.Count; parameter++)
        {
            LaneReason reason = kernel.Parameters[parameter].Writes ? OfParameter(parameter, unplanned) : LaneReason.None;
            if (reason != LaneReason.None)
            {
                return reason;
            }
        }

        return FailsAfterEffect(unplanned) || FailsAfterOthers(unplanned) ? LaneReason.FailsAfterEffect : LaneReason.None;
    }

    private LaneReason OfParameter(int parameter, EquatableArray<int> unplanned)
    {
        (int Block, Instruction Instruction)[] all = [.. flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions
            .Where(instruction => instruction.SpanAccess()?.Parameter == parameter).Select(instruction => (block, instruction)))];
        if (all.Length == 0)
        {
            return LaneReason.None;
        }

        if (all.Any(static one => one.Instruction is AtomicInstruction))
        {
            // Changes of one kind give the same in any order. Others do not.
            return all.All(static one => one.Instruction is AtomicInstruction)
                && all.Select(static one => ((AtomicInstruction)one.Instruction).Operator).Distinct().Count() == 1
                ? LaneReason.None
                : LaneReason.ReadsOthers;
        }

        if (all.Any(one => one.Instruction is StoreInstruction store && spreads.Of(store.Access.Index).IsUniform))
        {
            return LaneReason.SharedStore;
        }

        // Of a single store to anywhere the later item's comes later, as ever.
        bool isSingle = all.Length == 1 && flow.Loops.Around(all[0].Block).Count == 0;
        return isSingle
            || AreOwn([.. all.Select(static one => one.Instruction.SpanAccess()!.Index).Distinct()])
            || new RowOwners(kernel, flow, spreads, forms).Own(parameter, unplanned)
            || new ColumnOwners(kernel, flow).Own(parameter, unplanned)
            || new OwnPlaces(kernel, flow, spreads, forms).Own(parameter)
            ? LaneReason.None
            : LaneReason.ReadsOthers;
    }

    // Whether each item has elements of its own: one, always the same, or several beside each other, none of which is a neighbour's.
    private bool AreOwn(Expression[] indices)
    {
        (Expression Base, long Ahead)[] parts = [.. indices.Select(index => Split(forms.WithoutLocals(index) ?? index))];
        return parts.All(part => part.Base == parts[0].Base)
            && forms.IsSteady(parts[0].Base)
            && spreads.Of(parts[0].Base).Stride is { } stride && stride != 0
            && parts.Max(static part => part.Ahead) - parts.Min(static part => part.Ahead) < Math.Abs(stride);
    }

    /// <summary>Parts an index into a number and a constant that is added to it.</summary>
    /// <param name="index">The index.</param>
    /// <returns>Both; the constant is 0 when there is none.</returns>
    public static (Expression Base, long Ahead) Split(Expression index) => index switch
    {
        BinaryExpression { Operator: BinaryOperator.Add, Right: ConstantExpression { Integer: long ahead } } sum => (sum.Left, ahead),
        BinaryExpression { Operator: BinaryOperator.Subtract, Right: ConstantExpression { Integer: long behind } } sum => (sum.Left, -behind),
        _ => (index, 0),
    };

    // Where lanes part, blocks of other lanes come before, which an item itself does not pass.
    private bool FailsAfterOthers(EquatableArray<int> unplanned)
    {
        bool hasEffect = false;
        foreach (int block in regions.Order.Where(regions.IsParted))
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            if (hasEffect && instructions.Any(instruction => CanFail(instruction, unplanned)))
            {
                return true;
            }

            hasEffect |= instructions.Any(static instruction => instruction is StoreInstruction or AtomicInstruction);
        }

        return false;
    }

    private bool FailsAfterEffect(EquatableArray<int> unplanned)
    {
        HashSet<int> after = [];
        Stack<int> open = new();
        foreach (int block in flow.Graph.Order)
        {
            bool hasEffect = false;
            foreach (Instruction instruction in kernel.Body.Blocks[block].Instructions)
            {
                if (hasEffect && CanFail(instruction, unplanned))
                {
                    return true;
                }

                hasEffect |= instruction is StoreInstruction or AtomicInstruction;
            }

            if (hasEffect)
            {
                foreach (int next in flow.Graph.Successors(block))
                {
                    open.Push(next);
                }
            }
        }

        while (open.Count > 0)
        {
            int block = open.Pop();
            if (after.Add(block))
            {
                if (kernel.Body.Blocks[block].Instructions.Any(instruction => CanFail(instruction, unplanned)))
                {
                    return true;
                }

                foreach (int next in flow.Graph.Successors(block))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    /// <summary>Whether an instruction may end its item.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="unplanned">The sites of accesses that may fail.</param>
    /// <returns>False when it never does.</returns>
    public static bool CanFail(Instruction instruction, EquatableArray<int> unplanned)
        => instruction is GuardInstruction or BoundsInstruction { IsPlanned: false } || (unplanned.Count > 0 && instruction is BoundsInstruction)
            || (instruction.SpanAccess() is { IsInside: false } access && unplanned.Contains(access.Site));
}
