using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Weighs what lanes gain by vectors against what they lose where lanes are taken one by one.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="forms">What its expressions are to an item as a whole.</param>
internal sealed class LaneGain(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads, LaneForms forms)
{
    // A function that runs lane by lane loses what so many operations of vectors gain (docs/measurements.md).
    private const int CostByLane = 6;

    // So many loads of an element by its number cost as much as a store: its lanes are taken apart, and the places are not those of a cache line.
    private const int CostOfStores = 4;

    // Where lanes take turns, each access asks which ones they are, one after another, on both sides of the branch. The loop takes one side.
    private const int CostOfTurns = 3;

    /// <summary>The loops in which items walk along rows.</summary>
    public IReadOnlyList<RowWalk> Walks { get; init; } = [];

    /// <summary>The loads in loops that a group of lanes makes once.</summary>
    public IReadOnlyList<SteadyLoad> Steady { get; init; } = [];

    /// <summary>The accesses for which tiles exchange rows and lanes.</summary>
    public EquatableArray<CrossedAccess> Crossed { get; init; } = [];

    /// <summary>The spans of which threads may have copies of their own.</summary>
    public EquatableArray<LaneTable> Tables { get; init; } = [];

    /// <summary>The words of which parts are loaded or stored.</summary>
    public IReadOnlyList<LaneWord> Words { get; init; } = [];

    /// <summary>The conditions of the inner items, where the kernel is that of the items at the ends of rows.</summary>
    public EquatableArray<LaneCondition> Inner { get; init; } = [];

    /// <summary>Whether loads at a distance that the launch tells count as loads of neighbours. They are where it is small.</summary>
    public bool TrustsDistances { get; init; } = true;

    /// <summary>Weighs the kernel.</summary>
    /// <returns>Why lanes do not gain, and by what first; <see cref="LaneReason.None"/> when they do.</returns>
    /// <remarks>
    /// Elements far from each other are loaded one by one, unless each item walks along a row; in a loop nothing is left to gain, unless one within it pays, or the
    /// loop is a search. What a
    /// table gains is not that of vectors: its elements cost no atomic operation.
    /// </remarks>
    public LaneObstacle Loss()
    {
        HashSet<(int Block, int At)> parts = LaneWord.PlacesOf(Words);
        HashSet<int> few = [.. SharedTurns.Rest(kernel.Body, flow), .. InnerBlocks.Of(kernel, flow, Inner)];
        OuterLoops outer = new(kernel, flow, spreads);
        Searches searches = new(kernel, flow, spreads);
        Dictionary<NaturalLoop, int> between = [];
        bool gains = false;
        LaneObstacle? far = null, slow = null;
        (int byLane, int vector, int scattered) = (0, 0, 0);
        foreach (int block in flow.Graph.Order)
        {
            IReadOnlyList<NaturalLoop> around = flow.Loops.Around(block);
            bool takeTurns = TakeTurns(block);
            for (int at = 0; at < kernel.Body.Blocks[block].Instructions.Count; at++)
            {
                Instruction instruction = kernel.Body.Blocks[block].Instructions[at];
                bool isPart = parts.Contains((block, at));
                Spread? index = instruction.SpanAccess() is { } access && Tables.All(table => table.Parameter != access.Parameter) ? spreads.Of(access.Index) : null;
                bool isOneByOne = index is { Stride: not (0 or 1) } && !isPart && !IsSpaced(instruction) && TablePick.Of(instruction) is null && Walks.All(walk => walk.Body != block)
                    && Crossed.All(one => one.Index != instruction.SpanAccess()!.Index);
                int cost = isOneByOne && !few.Contains(block) ? (instruction is LoadInstruction ? 1 : CostOfStores) : 0;
                if (cost > 0 && around.Count > 0 && !Steady.Any(load => load.Load.Local == instruction.Target()))
                {
                    NaturalLoop loop = around[around.Count - 1];
                    between[loop] = cost + (between.TryGetValue(loop, out int known) ? known : 0);
                    if (!outer.Pays(loop, between[loop]) && !searches.Pays(loop, between[loop]))
                    {
                        return Far(instruction);
                    }

                    cost = 0;
                }

                if (instruction is ArrayLoadInstruction or ArrayStoreInstruction)
                {
                    bool isShared = spreads.Of(instruction.Part(0)).IsUniform;
                    if (!isShared && around.Count > 0 && instruction is ArrayStoreInstruction)
                    {
                        return Far(instruction);
                    }

                    far ??= isShared ? null : Far(instruction);

                    vector += isShared ? 1 : 0;
                    scattered += isShared ? 0 : instruction is ArrayLoadInstruction ? 1 : CostOfStores;
                }

                far ??= cost > 0 ? Far(instruction) : null;
                scattered += cost > 0 && takeTurns ? cost * CostOfTurns : cost;
                vector += isPart || index is { Stride: 1 } ? 1 : 0;
                // What only says where such an element lies gains nothing.
                for (int part = cost > 0 && takeTurns ? 1 : 0; part < instruction.PartCount(); part++)
                {
                    Expression? function = null;
                    Weigh(instruction.Part(part), ref byLane, ref vector, ref function);
                    slow ??= function is null ? null : new LaneObstacle(LaneReason.Functions, OperationNames.Of(function), instruction.Line);
                }

                gains |= instruction is StoreInstruction or AtomicInstruction;
            }
        }

        return !gains ? LaneReason.NothingToGain : scattered > vector ? far!.Value : byLane * CostByLane > vector ? slow!.Value : LaneReason.None;
    }

    private bool IsSpaced(Instruction instruction) => (TrustsDistances && spreads.IsSpaced(instruction)) || (instruction is LoadInstruction load && spreads.IsEvery(load.Access));

    // What is said of an element that is reached by its number.
    private LaneObstacle Far(Instruction instruction) => new(
        LaneReason.Scattered,
        instruction switch
        {
            ArrayLoadInstruction or ArrayStoreInstruction => "a local array",
            _ => kernel.Parameters[instruction.SpanAccess()!.Parameter].Name,
        },
        instruction.Line);

    // Whether neighbouring lanes rest in turns, as in one for odd and one for even items. A processor guesses such branches, unlike those that hang on data.
    private bool TakeTurns(int block)
    {
        Expression[] conditions = [.. flow.Control.Of(block).Where(spreads.Parting.Contains).Select(branch => ((BranchTerminator)kernel.Body.Blocks[branch].Terminator).Condition)];
        return conditions.Length > 0 && conditions.All(condition => IsOfIndex(condition) && Alternates(condition));
    }

    // Whether a value is made of the index and the arguments.
    private bool IsOfIndex(Expression value)
        => forms.Definition(value) is not LocalExpression and { } whole && Enumerable.Range(0, whole.PartCount()).All(part => IsOfIndex(whole.Part(part)));

    // A comparison of the index itself has lanes on one side that follow each other.
    private bool Alternates(Expression condition)
    {
        Expression whole = forms.Definition(condition);
        return Enumerable.Range(0, whole.PartCount()).Select(whole.Part).Any(part => part.Type.Kind == ValueKind.Boolean ? Alternates(part) : spreads.Of(part).IsVector);
    }

    private void Weigh(Expression expression, ref int byLane, ref int vector, ref Expression? function)
    {
        if (spreads.Of(expression).IsVector)
        {
            bool isByLane = LaneVocabulary.IsByLane(expression, kernel.IsFast);
            _ = isByLane ? byLane++ : expression is LocalExpression ? 0 : vector++;
            function ??= isByLane ? expression : null;
            for (int part = 0; part < expression.PartCount(); part++)
            {
                Weigh(expression.Part(part), ref byLane, ref vector, ref function);
            }
        }
    }
}
