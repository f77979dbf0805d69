using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Lets turns of loops within an item run side by side, where items do not. All checks of a loop come before its first turn. An item that might fail is run again
/// from its start by the user's method, so that it must not have changed what it loads.
/// </summary>
internal static class TurnLowering
{
    // The kernel is printed twice.
    private const int MostInstructions = 256;

    /// <summary>Finds the loops.</summary>
    /// <param name="kernel">The kernel, named, whose items do not run side by side.</param>
    /// <param name="obstacle">What keeps turns from that.</param>
    /// <returns>The kernel; null when it has no such loop.</returns>
    public static TurnModel? Lower(KernelModel kernel, out TurnObstacle obstacle)
    {
        obstacle = Refusal(kernel);
        if (obstacle.Reason != TurnReason.None)
        {
            return null;
        }

        kernel = ExactEnds.Run(LongCounters.Run(SteadyTests.Run(LaneLocalNames.Run(kernel))));
        if (Around(kernel, Best(kernel, out obstacle)) is not { } found)
        {
            return null;
        }

        obstacle = TurnReason.None;

        (kernel, FlowAnalysis flow, int[] indices, IReadOnlyList<TurnLoop> loops) = found;
        List<BlockModel> blocks = [.. kernel.Body.Blocks];
        loops = [.. loops.Select(loop => Entered(loop, blocks, flow))];
        kernel = kernel with { Body = kernel.Body with { Blocks = blocks.ToEquatable() } };
        flow = new FlowAnalysis(kernel.Body.Blocks);
        EquatableArray<int> sites = Enumerable.Range(0, kernel.Body.Sites.Count).ToEquatable(), left = sites;
        IReadOnlyList<int>? logged = new TurnEffects(kernel, flow, loops).Logged();
        if (logged is not { Count: 0 } && EarlyChecks.Run(kernel, ref left, out _, indices) is { } early
            && new TurnEffects(early, new FlowAnalysis(early.Body.Blocks), loops).Logged() is { } less && less.Count < (logged?.Count ?? int.MaxValue))
        {
            // What is checked before all effects needs no log.
            (kernel, logged) = (early, less);
            flow = new FlowAnalysis(kernel.Body.Blocks);
        }

        if (logged is null)
        {
            obstacle = TurnReason.Effects;
            return null;
        }

        return new TurnModel(LaneModel.OfGroup(kernel, flow, new LaneSpreads(kernel, flow), rows: 1, sites), indices, loops, logged);
    }

    // Changes of other items between an atomic change and its undoing would be lost.
    private static TurnReason Refusal(KernelModel kernel)
        => !kernel.Body.MayLoop ? TurnReason.NoLoop
            : kernel.IsFast ? TurnReason.Fast
            : kernel.Body.Arrays.Count > 0 ? TurnReason.LocalArrays
            : kernel.Body.Blocks.Any(static block => block.Instructions.Any(static one => one is AtomicInstruction)) ? TurnReason.Atomics
            : kernel.Body.Blocks.Sum(static block => 1 + block.Instructions.Count) > MostInstructions ? TurnReason.Length
            : TurnReason.None;

    // The loops of the kernel, or with choices in place of branches in loops where more of them have lanes then.
    private static Found? Best(KernelModel kernel, out TurnObstacle obstacle)
    {
        Found? found = Find(kernel, out obstacle);
        KernelModel chosen = LoopChoices.Run(kernel);
        if (!ReferenceEquals(chosen, kernel) && Find(chosen, out TurnObstacle left) is var other && (found is null || other?.Lanes > found.Lanes))
        {
            (found, obstacle) = (other, left);
        }

        return found;
    }

    // With loops that count downwards in the opposite order, each for which that makes no difference and which has lanes then.
    private static Found? Around(KernelModel kernel, Found? found)
    {
        List<int> counters = [];
        foreach (Func<KernelModel, (KernelModel Kernel, int Counter)?> turn in DownwardTurns.Of(kernel))
        {
            if (turn(kernel) is var (around, counter) && Best(around, out _) is { } other && other.Lanes > (found?.Lanes ?? 0)
                && counters.Append(counter).All(one => other.Loops.Any(loop => loop.Variable == one && loop is { HasLanes: true, HasNoOrder: true })))
            {
                counters.Add(counter);
                (kernel, found) = (around, other);
            }
        }

        return found;
    }

    private static Found? Find(KernelModel kernel, out TurnObstacle obstacle)
    {
        kernel = RepeatedLoads.Run(WithLocals(kernel, out int[] indices));
        FlowAnalysis flow = new(kernel.Body.Blocks);
        obstacle = TurnReason.ControlFlow;
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete)
        {
            return null;
        }

        IReadOnlyList<TurnLoop> loops = new TurnLoopFinder(kernel, flow).Find(out obstacle);
        return obstacle.Reason == TurnReason.None ? new Found(kernel, flow, indices, loops) : null;
    }

    // The kernel with locals for the indices. The only index that is left is read by nobody.
    private static KernelModel WithLocals(KernelModel kernel, out int[] indices)
    {
        int first = kernel.Body.Locals.Count;
        indices = [.. Enumerable.Range(first, kernel.Indices.Count)];
        LaneLocalNames names = new(kernel with { Indices = EquatableArray<string>.Empty });
        LocalModel[] locals = [.. kernel.Indices.Select(index => new LocalModel(names.Take(index), ValueType.Int32, LocalRole.Variable))];
        return kernel with
        {
            Indices = EquatableArray.Of(names.Take("turn")),
            Body = kernel.Body with
            {
                Locals = kernel.Body.Locals.Concat(locals).ToEquatable(),
                Blocks = kernel.Body.Blocks.ConvertAll(block => block with
                {
                    Instructions = block.Instructions.ConvertAll(instruction => instruction.WithParts(first, WithLocal)),
                    Terminator = block.Terminator is BranchTerminator branch ? branch with { Condition = WithLocal(branch.Condition, first) } : block.Terminator,
                }),
            },
        };
    }

    private static Expression WithLocal(Expression expression, int first)
        => expression is IndexExpression index ? new LocalExpression(index.Type, first + index.Dimension) : expression.WithParts(first, WithLocal);

    // The loop with a block before it, in which all is checked: its turns check nothing.
    private static TurnLoop Entered(TurnLoop loop, List<BlockModel> blocks, FlowAnalysis flow)
    {
        int entry = flow.Loops.HeadedBy(loop.Header)!.Entries[0], before = blocks.Count;
        blocks.Add(new BlockModel(0, EquatableArray<Instruction>.Empty, new JumpTerminator(loop.Header)));
        blocks[entry] = blocks[entry] with
        {
            Terminator = blocks[entry].Terminator switch
            {
                BranchTerminator branch => branch with
                {
                    WhenTrue = branch.WhenTrue == loop.Header ? before : branch.WhenTrue,
                    WhenFalse = branch.WhenFalse == loop.Header ? before : branch.WhenFalse,
                },
                _ => new JumpTerminator(before),
            },
        };
        blocks[loop.Body] = blocks[loop.Body] with
        {
            Instructions = blocks[loop.Body].Instructions.Where(static one => one is not (GuardInstruction or BoundsInstruction)).Select(static one => one.Inside()).ToEquatable(),
        };
        return loop with { Before = before };
    }

    /// <summary>A kernel with locals for its indices, its flow of control, and the loops of it that have lanes or checks before them.</summary>
    private sealed record Found(KernelModel Kernel, FlowAnalysis Flow, int[] Indices, IReadOnlyList<TurnLoop> Loops)
    {
        public int Lanes => Loops.Count(static loop => loop.HasLanes);
    }
}
