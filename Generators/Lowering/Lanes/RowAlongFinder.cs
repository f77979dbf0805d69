using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Turns the body of a walk along the row, but for the one value that iterations may carry on.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="spreads">How its values differ between work items.</param>
internal sealed class RowAlongFinder(KernelModel kernel, LaneSpreads spreads)
{
    /// <summary>Turns it.</summary>
    /// <param name="walk">The loop.</param>
    /// <returns>The body along the row; null when more than one value is carried on, or when elements do not follow each other along the row.</returns>
    public RowAlong? Find(RowWalk walk)
    {
        EquatableArray<Instruction> body = kernel.Body.Blocks[walk.Body].Instructions;
        LocalSet live = LiveLocals.AtEntries(kernel.Body)[walk.Header];
        int[] carried = [.. body.Select(static instruction => instruction.Target()).Where(local => local >= 0 && local != walk.Variable && live.Contains(local)).Distinct()];
        if (carried.Length > 2 || body.Any(static one => one is not (AssignInstruction { Path.Count: 0 } or LoadInstruction or BoundsInstruction or StoreInstruction)))
        {
            return null;
        }

        return carried.Length == 0 ? Along(walk, -1, null)
            : carried.Length == 1 ? Chained(walk, carried[0])
            : Placed(walk, carried[0], carried[1]) ?? Placed(walk, carried[1], carried[0]);
    }

    private RowAlong? Chained(RowWalk walk, int carried)
    {
        EquatableArray<Instruction> body = kernel.Body.Blocks[walk.Body].Instructions;
        int[] places = Places(body, carried);
        if (places.Length != 1 || body[places[0]] is not AssignInstruction chain || !spreads.Of(carried).IsVector || Split(MayMask(walk, carried, chain.Value) ? RowMask.Of(chain.Value, carried) : chain.Value, carried) is not { } found)
        {
            return null;
        }

        // Of NaNs the first one stays, or the last. No other extreme tells in which order it was found: 0 is greater than -0. A walk that stores is made once.
        RowChoice? choice = RowChoice.Of(found.Combine, carried);
        if (found.Identity is null || !found.Combine.Type.IsFloating || (kernel.IsFast && choice is null))
        {
            return Along(walk, places[0], found);
        }

        // A choice gives what the function gives, unless that is NaN or zero; and pairs of vectors find the function in half the time.
        RowChain free = choice is null ? found : found with { Combine = Extreme(choice, carried), IsLocalFirst = true };
        return Along(walk, places[0], found with { Identity = null }) is not { } inOrder ? null
            : body.Any(static instruction => instruction is StoreInstruction) || Along(walk, places[0], free) is not { } along ? inOrder
            : along with { InOrder = inOrder };
    }

    // An extreme and its place: of equal extremes the first one's, so that neither zeros nor NaN hang on the order in which lanes are asked.
    private RowAlong? Placed(RowWalk walk, int extreme, int place)
    {
        EquatableArray<Instruction> body = kernel.Body.Blocks[walk.Body].Instructions;
        int[] extremes = Places(body, extreme), places = Places(body, place);
        if (walk.IsBackward || extremes.Length != 2 || places.Length != 1 || extremes[0] != places[0]
            || body[extremes[1]] is not AssignInstruction { Value: var value } || body[places[0]] is not AssignInstruction { Value: SelectExpression { Type.Kind: ValueKind.Int32 } placed }
            || !spreads.Of(extreme).IsVector || !spreads.Of(place).IsVector || !IsKnown(value.Type) || RowChoice.Of(value, extreme) is not { IsOpposite: false, IsStrict: true } choice)
        {
            return null;
        }

        // Both hang on the same comparison.
        LocalExpression old = new(value.Type, extreme);
        bool isKept = placed.WhenTrue is LocalExpression { Local: var kept } && kept == place;
        Expression number = isKept ? placed.WhenFalse : placed.WhenTrue;
        return (isKept ? placed.WhenTrue : placed.WhenFalse) is LocalExpression { Local: var before } && before == place && number is LocalExpression { Local: var counted }
            && counted == walk.Variable
            && RowChoice.Of(new SelectExpression(value.Type, placed.Condition, isKept ? old : choice.Value, isKept ? choice.Value : old), extreme) == choice
            ? Along(walk, extremes[1], new RowChain(extreme, value, false, IdentityOf(Extreme(choice, extreme), true)) { Place = place })
            : null;
    }

    private static int[] Places(EquatableArray<Instruction> body, int carried)
        => [.. Enumerable.Range(0, body.Count).Where(at => body[at].Target() == carried || ExpressionLocals.Reads(body[at], carried))];

    private static CallExpression Extreme(RowChoice choice, int local)
        => new(choice.Value.Type, choice.Function, EquatableArray.Of<Expression>(new LocalExpression(choice.Value.Type, local), choice.Value));

    // A sum with -0 is the same number, but NaN that came from memory may lose its mark of a signal by it. So only what the kernel begins itself is masked, and
    // what each of an item's turns combines, if it has any: the others come behind them, and nobody reads what an item without turns has left.
    private bool MayMask(RowWalk walk, int local, Expression value)
        => kernel.IsFast || BeginsWithConstants(local, kernel.Body.Blocks[walk.Body].Instructions)
            || (OwnTurns.MostOf(kernel.Body, walk.Limit) is { IsParted: true, Operand: var own } && value is SelectExpression masked
                && masked.Condition == new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, new LocalExpression(ValueType.Int32, walk.Variable), own));

    private bool BeginsWithConstants(int local, EquatableArray<Instruction> body) => kernel.Body.Blocks.SelectMany(static block => block.Instructions)
        .Where(one => one.Target() == local && !body.Contains(one)).All(static one => one is AssignInstruction { Path.Count: 0, Value: ConstantExpression });

    private RowChain? Split(Expression value, int local)
    {
        if (RowChoice.Of(value, local) is { } choice && IsKnown(value.Type))
        {
            Expression extreme = Extreme(choice, local);
            return new RowChain(local, value.Type.IsInteger ? extreme : value, value.Type.IsInteger, IdentityOf(extreme, true));
        }

        bool isKnown = value is BinaryExpression
        {
            Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr,
        } or CallExpression { Function: DeviceFunction.Max or DeviceFunction.Min or DeviceFunction.MultiplyAdd };
        if (!isKnown || !IsKnown(value.Type))
        {
            return null;
        }

        // Of a product and a sum in one step, only the sum can be carried on.
        int count = value.PartCount();
        int[] places = [.. Enumerable.Range(0, count).Where(part => ExpressionLocals.Reads(value.Part(part), local))];
        return places.Length == 1 && value.Part(places[0]) is LocalExpression && (count == 2 || places[0] == 2)
            ? new RowChain(local, value, places[0] == 0, IdentityOf(value, places[0] == 0))
            : null;
    }

    private static bool IsKnown(ValueType type)
        => type.Kind is ValueKind.Single or ValueKind.Double or ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64;

    // Integers may be combined in any order, extremes of all numbers but NaN as well, and the numbers of fast kernels added up in any.
    private string? IdentityOf(Expression value, bool isLocalFirst)
    {
        string type = value.Type.DeviceName;
        bool isFree = value.Type.IsInteger || kernel.IsFast;
        return value switch
        {
            CallExpression { Function: DeviceFunction.Max } => type + (value.Type.IsInteger ? ".MinValue" : ".NegativeInfinity"),
            CallExpression { Function: DeviceFunction.Min } => type + (value.Type.IsInteger ? ".MaxValue" : ".PositiveInfinity"),
            _ when !isFree => null,
            BinaryExpression { Operator: BinaryOperator.Subtract } when !isLocalFirst => null,
            BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.IsFloating: true } or CallExpression { Function: DeviceFunction.MultiplyAdd }
                => value.Type.Kind == ValueKind.Single ? "-0f" : "-0d",
            BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Or or BinaryOperator.ExclusiveOr } => "0",
            BinaryExpression { Operator: BinaryOperator.Multiply, Type.IsInteger: true } => "1",
            BinaryExpression { Operator: BinaryOperator.And } => $"unchecked(({type})(-1))",
            _ => null,
        };
    }

    private RowAlong? Along(RowWalk walk, int place, RowChain? chain)
    {
        int rank = kernel.Indices.Count;
        Expression column = new IndexExpression(ValueType.Int32, rank), counter = walk.IsBackward ? new UnaryExpression(ValueType.Int32, UnaryOperator.Negate, column) : column;
        List<Instruction> instructions = [];
        HashSet<int> read = [], set = [];
        EquatableArray<Instruction> body = kernel.Body.Blocks[walk.Body].Instructions;
        TurnNumbers numbers = new(walk.Variable, counter, body);
        for (int at = 0; at < body.Count - 1; at++)
        {
            Instruction instruction = at == place && chain is not null && body[at] is AssignInstruction carries
                ? carries with { Value = chain.Identity is null ? chain.Operand : chain.Combine }
                : body[at];
            if (instruction is not BoundsInstruction)
            {
                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    ExpressionLocals.Collect(instruction.Part(part), read);
                }

                if (instruction.Target() is >= 0 and int target)
                {
                    set.Add(target);
                }

                Instruction renewed = numbers.Renewed(instruction);
                instructions.Add(renewed);
                numbers.TryTake(renewed);
            }
        }

        // What an item brings into the loop differs by row: so it stands for a value of the row's index.
        List<int> outer = [.. read.Where(local => local != walk.Variable && !set.Contains(local) && spreads.Of(local) != Spread.Same)];
        instructions.InsertRange(0, outer.Select(local => new AssignInstruction(0, local, [], new IndexExpression(ValueType.Int32, rank - 1))));
        KernelModel turned = Renamed(new BlockModel(0, instructions.ToEquatable(), new ReturnTerminator()), outer, set);
        FlowAnalysis straight = new(turned.Body.Blocks);
        LaneSpreads along = new(turned, straight);
        if (!instructions.All(one => IsEven(one, along)) || KnownForms.Obstacle(turned, straight, along).Reason != LaneReason.None
            || (chain is not null && !along.Of(chain.Local).IsVector))
        {
            return null;
        }

        return new RowAlong(
            LaneModel.OfGroup(turned, straight, along, LaneModel.Width, EquatableArray<int>.Empty),
            outer,
            chain)
        {
            IsBackward = walk.IsBackward,
            Product = chain is null ? null : RowProduct.Of(chain, instructions, along),
        };
    }

    // Iterations load one element, or neighbours; they store neighbours.
    private static bool IsEven(Instruction instruction, LaneSpreads along) => instruction.SpanAccess() is not { } access
        || (along.Of(access.Index).Stride is 0 && instruction is LoadInstruction)
        || (along.Of(access.Index).Stride is 1 && access.Path.Count == 0 && access.Value.Kind != ValueKind.Struct);

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
