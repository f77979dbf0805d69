using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Asks whether work items may run side by side: whether one may read or overwrite what another writes, and whether one may fail after an effect.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
internal sealed class LaneEffects(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
{
    /// <summary>Looks for the first obstacle.</summary>
    /// <param name="isChecked">Whether each access may fail.</param>
    /// <returns>The obstacle; <see cref="LaneReason.None"/> when there is none.</returns>
    public LaneReason Obstacle(bool isChecked)
    {
        foreach (ParameterModel parameter in kernel.Parameters.Where(static parameter => parameter.Writes))
        {
            LaneReason reason = OfParameter(kernel.Parameters.ToList().IndexOf(parameter));
            if (reason != LaneReason.None)
            {
                return reason;
            }
        }

        return FailsAfterEffect(isChecked) ? LaneReason.FailsAfterEffect : LaneReason.None;
    }

    private LaneReason OfParameter(int parameter)
    {
        Instruction[] all = [.. flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions)
            .Where(instruction => instruction.SpanAccess()?.Parameter == parameter)];
        StoreInstruction[] stores = [.. all.OfType<StoreInstruction>()];
        if (all.OfType<AtomicInstruction>().Any())
        {
            return all.All(static one => one is AtomicInstruction) ? LaneReason.None : LaneReason.ReadsOthers;
        }

        if (stores.Any(store => spreads.Of(store.Access.Index).IsUniform))
        {
            return LaneReason.SharedStore;
        }

        // The same expression gives an item its own element. Another one may give it a neighbour's.
        bool isOwn = all.OfType<LoadInstruction>().All(load => stores.All(store => store.Access.Index == load.Access.Index));
        return (isOwn && AreApart(stores)) || new RowOwners(kernel, flow, spreads).Own(parameter) ? LaneReason.None : LaneReason.ReadsOthers;
    }

    // Two stores of an item to one parameter: elements of a struct's length beside each other are apart, others may meet a neighbour's.
    private bool AreApart(StoreInstruction[] stores)
    {
        Expression[] forms = [.. stores.Select(static store => store.Access.Index).Distinct()];
        if (forms.Length < 2)
        {
            return true;
        }

        (Expression Base, long Ahead)[] parts = [.. forms.Select(Split)];
        return parts.All(part => part.Base == parts[0].Base)
            && spreads.Of(parts[0].Base).Stride is { } stride && stride != 0
            && parts.Max(static part => part.Ahead) - parts.Min(static part => part.Ahead) < Math.Abs(stride);
    }

    private static (Expression Base, long Ahead) Split(Expression index) => index switch
    {
        BinaryExpression { Operator: BinaryOperator.Add, Right: ConstantExpression { Integer: long ahead } } sum => (sum.Left, ahead),
        BinaryExpression { Operator: BinaryOperator.Subtract, Right: ConstantExpression { Integer: long behind } } sum => (sum.Left, -behind),
        _ => (index, 0),
    };

    private bool FailsAfterEffect(bool isChecked)
    {
        HashSet<int> after = [];
        Stack<int> open = new();
        foreach (int block in flow.Graph.Order)
        {
            bool hasEffect = false;
            foreach (Instruction instruction in kernel.Body.Blocks[block].Instructions)
            {
                if (hasEffect && CanFail(instruction, isChecked))
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
                if (kernel.Body.Blocks[block].Instructions.Any(instruction => CanFail(instruction, isChecked)))
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

    private static bool CanFail(Instruction instruction, bool isChecked)
        => instruction is GuardInstruction or BoundsInstruction { IsPlanned: false } || (isChecked && (instruction is BoundsInstruction || instruction.SpanAccess() is not null));
}
