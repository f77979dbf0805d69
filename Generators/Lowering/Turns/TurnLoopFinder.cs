using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>Finds loops whose turns depend on no other turn: each loads and stores the elements after those of the turn before.</summary>
/// <param name="kernel">The kernel, of whose items each runs alone. Spans that it writes overlap no others.</param>
/// <param name="flow">Its flow of control.</param>
internal sealed class TurnLoopFinder(KernelModel kernel, FlowAnalysis flow)
{
    // Longer indices are computed once a turn rather than copied into each use.
    private const int LongestIndex = 24;

    // Elements that are as far from each other as this have no part in the same vectors.
    private const int FarApart = 64;

    private readonly BodyUses _uses = new(kernel.Body);
    private readonly IReadOnlyList<LocalSet> _live = LiveLocals.AtEntries(kernel.Body);

    /// <summary>Finds them.</summary>
    /// <param name="obstacle">Where none has lanes, what keeps the first one from that, of those that might.</param>
    /// <returns>The loops.</returns>
    public IReadOnlyList<TurnLoop> Find(out TurnObstacle obstacle)
    {
        List<TurnLoop> loops = [];
        List<TurnObstacle> obstacles = [];
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            TurnLoop? found = Of(loop, out TurnObstacle own);
            if (found is not null)
            {
                loops.Add(found);
            }

            if (flow.Loops.IsInnermost(loop))
            {
                obstacles.Add(own with { Line = kernel.Body.Blocks[loop.Header].Line });
            }
        }

        obstacle = loops.Exists(static loop => loop.HasLanes)
            ? default
            : obstacles.Count == 0 ? TurnReason.NoLoop
            : obstacles.OrderBy(static one => one.Reason is TurnReason.Carries or TurnReason.NothingStored).ThenBy(static one => one.Line).First();
        return loops;
    }

    private TurnLoop? Of(NaturalLoop loop, out TurnObstacle obstacle)
    {
        EquatableArray<BlockModel> blocks = kernel.Body.Blocks;
        obstacle = loop.Blocks.Count > 2 ? TurnReason.Branches : TurnReason.Count;
        if (loop.Blocks.Count != 2 || blocks[loop.Header].Instructions.Count > 0
            || CountedLoop.Find(kernel.Body, flow, _uses, loop, isLoose: true) is not { Step: 1, Ahead: 0, Loads.Count: 0 } counted)
        {
            return null;
        }

        BlockModel body = blocks[counted.Growth.Block];
        int[] targets = [.. body.Instructions.Select(static one => one.Target()).Where(local => local >= 0 && local != counted.Variable)];

        if (body.Terminator is not JumpTerminator || counted.Growth.Position != body.Instructions.Count - 1)
        {
            return null;
        }

        // What a turn leaves behind, the next one may read, or what comes after the loop.
        bool isFree = !targets.Any(_live[loop.Header].Contains);
        LaneModel model = Turned(body.Instructions, counted.Variable);
        obstacle = TurnReason.Carries;
        return ((isFree ? Sorted(model, out obstacle) : null) ?? Checked(model, targets)) is not { } sorted ? null : new TurnLoop(loop.Header, counted.Growth.Block, counted.Variable, counted.Limit, counted.IsInclusive, model with { Wide = WideLanes.Use(model) })
        {
            Turns = IsGiven(counted.First) && IsGiven(counted.Limit) ? (counted.First, counted.Limit) : null,
            Shared = sorted.Shared,
            Own = sorted.Own,
            Reaches = sorted.Reaches,
            Pairs = sorted.Pairs,
        };
    }

    private static bool IsGiven(Expression expression) => expression is ConstantExpression or ArgumentExpression or LengthExpression
        || (expression is ConvertExpression or UnaryExpression or BinaryExpression { Operator: not (BinaryOperator.Divide or BinaryOperator.Remainder) } or SelectExpression or CallExpression { Function: DeviceFunction.Max or DeviceFunction.Min }
            && Enumerable.Range(0, expression.PartCount()).All(part => IsGiven(expression.Part(part))));

    // The body as a kernel whose only index is the variable.
    private LaneModel Turned(EquatableArray<Instruction> body, int variable)
    {
        Instruction[] turn = [.. body.Take(body.Count - 1)];
        TurnNumbers numbers = new(variable, new IndexExpression(ValueType.Int32, 0), turn, SteadyTurns.Locals(turn, variable));
        CountedGuards guards = new();
        List<Instruction> instructions =
        [
            .. turn.Select(numbers.Renewed).Select(NarrowedNumbers.Of).Select(guards.Of).Where(renewed => !numbers.TryTake(renewed, LongestIndex, takesAll: true)),
        ];

        KernelModel turned = kernel with
        {
            Indices = EquatableArray.Of(kernel.Body.Locals[variable].Name),
            Body = kernel.Body with { Blocks = EquatableArray.Of(new BlockModel(0, instructions.ToEquatable(), new ReturnTerminator())) },
        };
        FlowAnalysis straight = new(turned.Body.Blocks);
        return LaneModel.OfGroup(turned, straight, new LaneSpreads(turned, straight), rows: 1, EquatableArray<int>.Empty);
    }

    private Parts? Sorted(LaneModel model, out TurnObstacle obstacle)
    {
        LaneSpreads spreads = model.Spreads;
        EquatableArray<Instruction> all = model.Kernel.Body.Blocks[0].Instructions;
        HashSet<int> stored = [.. all.OfType<StoreInstruction>().Select(static store => store.Access.Parameter)];
        obstacle = TurnReason.NothingStored;
        if (stored.Count == 0)
        {
            return null;
        }

        if (KnownForms.Obstacle(model.Kernel, new FlowAnalysis(model.Kernel.Body.Blocks), spreads) is { Reason: not LaneReason.None } unknown)
        {
            obstacle = new TurnObstacle(TurnReason.Operation, Subject: unknown.Subject);
            return null;
        }

        if (all.SelectMany(one => Enumerable.Range(0, one.PartCount()).Select(one.Part)).Select(part => ByLane(part, spreads)).FirstOrDefault(static one => one is not null) is { } function)
        {
            obstacle = new TurnObstacle(TurnReason.Operation, Subject: OperationNames.Of(function));
            return null;
        }

        obstacle = TurnReason.Scattered;
        bool IsOnce(Instruction one) => all.Count(other => other.Target() == one.Target()) == 1;
        List<Instruction> shared = [], own = [];
        List<TurnReach> reaches = [];
        foreach (Instruction instruction in all)
        {
            switch (instruction)
            {
                case GuardInstruction guard when spreads.Of(guard.Condition).IsUniform:
                case BoundsInstruction bounds when spreads.Of(bounds.Index).IsUniform && spreads.Of(bounds.Length).IsUniform:
                case AssignInstruction { Path.Count: 0 } shares when spreads.Of(shares.Value).IsUniform && IsOnce(shares):
                    shared.Add(instruction);
                    break;
                case LoadInstruction once when spreads.Of(once.Access.Index).IsUniform && !stored.Contains(once.Access.Parameter) && IsOnce(once):
                    shared.Add(once with { When = null });
                    break;
                case BoundsInstruction { Length.Type.Kind: ValueKind.Int32 } bounds when spreads.Of(bounds.Index).Stride == 1 && spreads.Of(bounds.Length).IsUniform:
                    reaches.Add(new TurnReach(bounds.Index, bounds.Length, -1));
                    break;
                case AssignInstruction { Path.Count: 0 }:
                    own.Add(instruction);
                    break;
                case LoadInstruction or StoreInstruction
                    when instruction.SpanAccess() is { Path.Count: 0, Value.Kind: not ValueKind.Struct } access && spreads.Of(access.Index).Stride == 1:
                    reaches.Add(new TurnReach(access.Index, null, access.Parameter));

                    // All of a row is in bounds then: what no turn asks for may be loaded with the rest.
                    own.Add(instruction is LoadInstruction load ? load with { When = null } : instruction);
                    break;
                default:
                    return null;
            }
        }

        // What is done once knows no turn's number, even where it would not differ.
        if (shared.Any(static one => Enumerable.Range(0, one.PartCount()).Any(part => NarrowedNumbers.HasNumber(one.Part(part)))))
        {
            return null;
        }

        HashSet<int> late = [.. own.Select(static one => one.Target()).Where(static local => local >= 0)];
        if (reaches.Any(reach => late.Any(local => ExpressionLocals.Reads(reach.Index, local))) || shared.Exists(one => late.Any(local => ExpressionLocals.Reads(one, local))))
        {
            return null;
        }

        List<(Expression One, Expression Other)>? pairs = Pairs(own);
        obstacle = pairs is null ? TurnReason.Near : TurnReason.None;
        return pairs is null ? null : new Parts(shared, own, [.. reaches.Distinct()], pairs);
    }

    // The same checks for turns that are made one by one.
    private static Parts? Checked(LaneModel model, int[] targets)
    {
        List<TurnReach> reaches = [];
        foreach (Instruction instruction in model.Kernel.Body.Blocks[0].Instructions)
        {
            TurnReach? reach = instruction switch
            {
                BoundsInstruction { Length.Type.Kind: ValueKind.Int32 } bounds when model.Spreads.Of(bounds.Length).IsUniform => new TurnReach(bounds.Index, bounds.Length, -1),
                _ => instruction.SpanAccess() is { } access ? new TurnReach(access.Index, null, access.Parameter) : null,
            };
            if (reach is null ? instruction is GuardInstruction or BoundsInstruction
                : model.Spreads.Of(reach.Index).Stride is not (0 or 1) || targets.Any(target => ExpressionLocals.Reads(reach.Index, target) || (reach.Length is { } length && ExpressionLocals.Reads(length, target))))
            {
                return null;
            }

            if (reach is not null)
            {
                reaches.Add(reach with { IsSame = model.Spreads.Of(reach.Index).IsUniform });
            }
        }

        return reaches.Count == 0 ? null : new Parts([], [], [.. reaches.Distinct()], []);
    }

    // What is stored, and each other element of the span; null where they are too near for certain.
    private static List<(Expression One, Expression Other)>? Pairs(List<Instruction> own)
    {
        List<(Expression One, Expression Other)> pairs = [];
        Access[] accesses = [.. own.Select(static one => one.SpanAccess()).OfType<Access>()];
        foreach (Access store in own.OfType<StoreInstruction>().Select(static store => store.Access))
        {
            foreach (Access other in accesses.Where(other => other.Parameter == store.Parameter && other.Index != store.Index))
            {
                LinearNumber? one = Number(store.Index), two = Number(other.Index);
                if (one is null || two is null || one.Parts != two.Parts)
                {
                    pairs.Add((store.Index, other.Index));
                }
                else if (unchecked(one.Constant - two.Constant) is > -FarApart and < FarApart and not 0)
                {
                    return null;
                }
            }
        }

        return [.. pairs.Distinct()];
    }

    private static LinearNumber? Number(Expression index)
        => LinearNumber.Of(index, static local => LinearNumber.Unknown("local" + local.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    // The first operation that runs lane by lane.
    private Expression? ByLane(Expression expression, LaneSpreads spreads)
        => !spreads.Of(expression).IsVector ? null
            : LaneVocabulary.IsByLane(expression, kernel.IsFast) ? expression
            : Enumerable.Range(0, expression.PartCount()).Select(part => ByLane(expression.Part(part), spreads)).FirstOrDefault(static one => one is not null);

    /// <summary>What <see cref="TurnLoop"/> says of the instructions of a body.</summary>
    private sealed record Parts(
        IReadOnlyList<Instruction> Shared, IReadOnlyList<Instruction> Own, IReadOnlyList<TurnReach> Reaches, IReadOnlyList<(Expression One, Expression Other)> Pairs);
}
