using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the one value that a walk carries from iteration to iteration, and turns the rest of its body along the row.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="spreads">How its values differ between work items.</param>
internal sealed class RowChainFinder(KernelModel kernel, LaneSpreads spreads)
{
    /// <summary>Finds the value.</summary>
    /// <param name="walk">The loop.</param>
    /// <returns>The value; null when there is none, or more than one.</returns>
    public RowChain? Find(RowWalk walk)
    {
        EquatableArray<Instruction> body = kernel.Body.Blocks[walk.Body].Instructions;
        LocalSet live = LiveLocals.AtEntries(kernel.Body)[walk.Header];
        int[] carried = [.. body.Select(static instruction => instruction.Target()).Where(local => local >= 0 && local != walk.Variable && live.Contains(local)).Distinct()];
        if (carried.Length != 1 || body.Any(static one => one is not (AssignInstruction { Path.Count: 0 } or LoadInstruction or BoundsInstruction)))
        {
            return null;
        }

        int[] places = [.. Enumerable.Range(0, body.Count).Where(at => body[at].Target() == carried[0] || Reads(body[at], carried[0]))];
        if (places.Length != 1 || body[places[0]] is not AssignInstruction chain || !spreads.Of(carried[0]).IsVector || Split(chain.Value, carried[0]) is not { } parts)
        {
            return null;
        }

        List<int> outer = [];
        LaneModel? along = Along(walk, places[0], parts.Operand, outer);
        return along is null ? null : new RowChain(along, outer, carried[0], chain.Value, parts.IsLocalFirst, IdentityOf(chain.Value));
    }

    private static bool Reads(Instruction instruction, int local)
        => Enumerable.Range(0, instruction.PartCount()).Any(part => ExpressionLocals.Reads(instruction.Part(part), local));

    private static (Expression Operand, bool IsLocalFirst)? Split(Expression value, int local)
    {
        bool isKnown = value is BinaryExpression
        {
            Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr,
        } or CallExpression { Function: DeviceFunction.Max or DeviceFunction.Min };
        if (!isKnown || value.Type.Kind is not (ValueKind.Single or ValueKind.Double or ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64))
        {
            return null;
        }

        bool isFirst = value.Part(0) is LocalExpression { Local: var first } && first == local;
        bool isSecond = value.Part(1) is LocalExpression { Local: var second } && second == local;
        Expression operand = value.Part(isFirst ? 1 : 0);
        return isFirst == isSecond || ExpressionLocals.Reads(operand, local) ? null : (operand, isFirst);
    }

    // Integers may be combined in any order. Of extremes, the first of two NaNs stays, so floating-point numbers keep theirs.
    private static string? IdentityOf(Expression value) => !value.Type.IsInteger ? null : value switch
    {
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Or or BinaryOperator.ExclusiveOr } => "0",
        BinaryExpression { Operator: BinaryOperator.Multiply } => "1",
        BinaryExpression { Operator: BinaryOperator.And } => $"unchecked(({value.Type.DeviceName})(-1))",
        CallExpression { Function: DeviceFunction.Max } => value.Type.DeviceName + ".MinValue",
        CallExpression { Function: DeviceFunction.Min } => value.Type.DeviceName + ".MaxValue",
        _ => null,
    };

    private LaneModel? Along(RowWalk walk, int place, Expression operand, List<int> outer)
    {
        int rank = kernel.Indices.Count;
        Expression counter = new IndexExpression(ValueType.Int32, rank);
        List<Instruction> instructions = [];
        HashSet<int> read = [], set = [];
        EquatableArray<Instruction> body = kernel.Body.Blocks[walk.Body].Instructions;
        for (int at = 0; at < body.Count - 1; at++)
        {
            Instruction instruction = body[at] is AssignInstruction chain && at == place ? chain with { Value = operand } : body[at];
            if (instruction is not BoundsInstruction)
            {
                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    ExpressionLocals.Collect(instruction.Part(part), read);
                }

                set.Add(instruction.Target());
                instructions.Add(instruction.WithParts(
                    (walk.Variable, counter),
                    static (expression, context) => ExpressionSimplifier.Replace(expression, local => local.Local == context.Variable ? context.counter : null)));
            }
        }

        // What an item brings into the loop differs by row: so it stands for a value of the row's index.
        outer.AddRange(read.Where(local => local != walk.Variable && !set.Contains(local) && spreads.Of(local) != Spread.Same));
        instructions.InsertRange(0, outer.Select(local => new AssignInstruction(0, local, [], new IndexExpression(ValueType.Int32, rank - 1))));
        KernelModel turned = Renamed(new BlockModel(0, instructions.ToEquatable(), new ReturnTerminator()), outer, set);
        FlowAnalysis straight = new(turned.Body.Blocks);
        LaneSpreads along = new(turned, straight);
        LaneRegions regions = new(straight, along.Parting);
        bool isEven = instructions.Select(static one => one.SpanAccess()).OfType<Access>()
            .All(access => along.Of(access.Index).Stride is 0 || (along.Of(access.Index).Stride is 1 && access.Path.Count == 0 && access.Value.Kind != ValueKind.Struct));
        return isEven && along.Of(set.First(local => local == body[place].Target())).IsVector && LaneLowering.Unknown(turned, straight, along) == LaneReason.None
            ? new LaneModel(turned, along, regions, new LaneBlends(turned.Body, straight, regions), 1, LaneModel.Width, EquatableArray<Expression>.Empty, EquatableArray<int>.Empty, [])
            : null;
    }

    // Copies of names that no name of the kernel begins with.
    private KernelModel Renamed(BlockModel block, List<int> outer, HashSet<int> set)
    {
        string[] taken = [.. kernel.Indices, .. kernel.Body.Locals.Select(static local => local.Name), .. kernel.Parameters.Select(static parameter => parameter.Name)];
        string suffix = "Along";
        while (taken.Any(name => name.Contains(suffix)))
        {
            suffix += "Row";
        }

        return kernel with
        {
            Indices = kernel.Indices.Select(name => name + suffix).Append("column" + suffix).ToEquatable(),
            Body = kernel.Body with
            {
                Locals = kernel.Body.Locals
                    .Select((local, number) => set.Contains(number) || outer.Contains(number) ? local with { Name = local.Name + suffix } : local).ToEquatable(),
                Blocks = EquatableArray.Of(block),
            },
        };
    }
}
