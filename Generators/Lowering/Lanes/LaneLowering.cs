using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Decides whether and how the work items of a kernel run as lanes of vectors on the host, without a change of any result.</summary>
internal static class LaneLowering
{
    // Each of up to five forms has several copies of an instruction.
    private const int MostInstructions = 256;

    // The stacks of threads have room for this many bytes of local arrays, and the inner caches of processors.
    private const int MostArrays = 1 << 15;

    // The registers of a processor hold this many vectors beside what an item computes in between.
    private const int MostVectors = 12;

    // With products and sums in one, more rows at once pay: twelve sums, what a row and two columns load, and no register for products.
    private const int FastRows = 6;

    /// <summary>Decides.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <param name="namedByType">The sites whose index depends on data, and of which a plan knows what the type of the data can hold.</param>
    /// <param name="obstacle">Why there are no lanes.</param>
    /// <returns>The kernel with lanes; null for none.</returns>
    /// <remarks>
    /// Tables are shorter than their index's type as a rule: no plan would have twelve groups in bounds for bytes. So lanes check these, too, unless that would take
    /// walks, tiles or words from them.
    /// </remarks>
    public static LaneModel? Lower(KernelModel kernel, EquatableArray<int> unplanned, EquatableArray<int> namedByType, out LaneObstacle obstacle)
    {
        LaneModel? lanes = Lower(kernel, unplanned, out obstacle);
        if (namedByType.Count == 0
            || Lower(kernel, unplanned.Concat(namedByType).Distinct().OrderBy(static site => site).ToEquatable(), out _) is not { } withChecks
            || (lanes is not null && !withChecks.HasShapeOf(lanes)))
        {
            return lanes;
        }

        obstacle = LaneReason.None;
        return withChecks.IsFree ? withChecks : withChecks with { Early = withChecks.Early.Concat(namedByType).Distinct().OrderBy(static site => site).ToEquatable() };
    }

    private static LaneModel? Lower(KernelModel kernel, EquatableArray<int> unplanned, out LaneObstacle obstacle)
    {
        obstacle = LaneReason.Length;
        if (LengthOf(kernel) > 2 * MostInstructions)
        {
            return null;
        }

        kernel = LaneLocalNames.Run(kernel);
        EquatableArray<LaneTable> tables = LaneTable.Of(kernel);
        LaneModel? lanes = Parted(kernel, tables, unplanned, out obstacle);
        if (obstacle.Reason == LaneReason.FailsAfterEffect || (obstacle.Reason == LaneReason.Scattered && unplanned.Count > 0))
        {
            lanes = Early(kernel, tables, unplanned, ref obstacle);
        }
        else if (lanes is { TrustsDistances: true } && unplanned.Count > 0 && Early(kernel, tables, unplanned, ref obstacle) is { TrustsDistances: false, Walks.Count: > 0 } walked)
        {
            lanes = walked;
        }

        if (Turned(kernel, unplanned, lanes) is { } turned)
        {
            obstacle = LaneReason.None;
            return turned;
        }

        EquatableArray<LaneTable> spread = lanes is null ? [] : tables
            .Where(table => table.IsSpread(lanes.Kernel, lanes.Spreads) || (lanes.Split?.Ends is { } ends && table.IsSpread(ends.Kernel, ends.Spreads))).ToEquatable();
        return spread.Count == 0 ? lanes : lanes! with
        {
            Tables = spread,
            Split = lanes.Split is { Ends: { } whole } split ? split with { Ends = whole with { Tables = spread } } : lanes.Split,
        };
    }

    /// <summary>Decides for items that run in their order, without tables and without checks that come early.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <returns>The kernel with lanes; null for none.</returns>
    public static LaneModel? InOrder(KernelModel kernel, EquatableArray<int> unplanned)
        => LengthOf(kernel) > 2 * MostInstructions ? null : Parted(LaneLocalNames.Run(kernel), [], unplanned, out _);

    // With the checks that come after an effect before all effects; loops may need guards before them for that. And items walk along rows where nothing is checked
    // on the way.
    private static LaneModel? Early(KernelModel kernel, EquatableArray<LaneTable> tables, EquatableArray<int> unplanned, ref LaneObstacle obstacle)
    {
        kernel = SliceGuards.Run(StructSplitting.Run(kernel));
        foreach (KernelModel guarded in new[] { kernel, LoopBounds.Run(LoopStarts.Run(BestElements.Run(kernel))) })
        {
            EquatableArray<int> left = unplanned;
            if (EarlyChecks.Run(guarded, ref left, out EquatableArray<int> sites) is { } early && Parted(early, tables, left, out obstacle) is { } lanes)
            {
                return lanes with { Early = sites };
            }
        }

        return null;
    }

    // The items in another order, in which more elements are neighbours. Lanes in order that reach all elements at once stay.
    private static LaneModel? Turned(KernelModel kernel, EquatableArray<int> unplanned, LaneModel? lanes)
    {
        if (!TurnedKernel.IsPossible(kernel, unplanned) || TurnedKernel.Scattered(kernel) is not (> 0 and int scattered))
        {
            return null;
        }

        LaneModel? best = null;
        for (int dimension = kernel.Indices.Count - 2; dimension >= 0; dimension--)
        {
            KernelModel turned = TurnedKernel.Of(kernel, dimension);
            int less = TurnedKernel.Scattered(turned);
            if (less < scattered && (less == 0 || lanes is null or { Crossed.Count: > 0 }) && OwnElements.Of(StructSplitting.Run(turned)) is { } own
                && (Parted(turned, [], unplanned, out _) is { IsFree: false, Split: not { Ends: null } } parted ? parted : Whole(turned, [], unplanned, out _)) is { } model)
            {
                (best, scattered) = (model with { Turned = dimension, Own = own }, less);
            }
        }

        return best;
    }

    private static LaneModel? Parted(KernelModel kernel, EquatableArray<LaneTable> tables, EquatableArray<int> unplanned, out LaneObstacle obstacle)
    {
        LaneModel? whole = Whole(kernel, tables, unplanned, out obstacle);
        LaneModel? inner = kernel.Body.Blocks.Count == 0 ? null : InnerItems(kernel, tables, unplanned, whole, isBand: false);
        if (whole is null && kernel.Body.MayLoop && (inner is null || !inner.Kernel.Body.MayLoop) && InnerItems(kernel, tables, unplanned, whole, isBand: true) is { } band)
        {
            inner = band;
        }

        if (inner is null || (inner.TrustsDistances && whole is { TrustsDistances: false }))
        {
            return whole;
        }

        obstacle = LaneReason.None;
        return inner;
    }

    // Lanes for the inner items of rows.
    private static LaneModel? InnerItems(KernelModel kernel, EquatableArray<LaneTable> tables, EquatableArray<int> unplanned, LaneModel? whole, bool isBand)
    {
        bool isChecked = unplanned.Count > 0;
        if (InnerPart.Of(kernel, ref isChecked, out EquatableArray<LaneCondition> conditions, isBand) is not { } part)
        {
            return null;
        }

        // What the inner part asks once a row, it does not ask of the plan.
        EquatableArray<int> asked = isChecked ? Enumerable.Range(0, kernel.Body.Sites.Count).ToEquatable() : unplanned;
        if (Whole(part, tables, asked, out _) is not { } inner || (inner.Rows > 1 && !RowTiles.StoreAlike(kernel, part)))
        {
            return null;
        }

        // Where the whole kernel has no lanes because of what only inner items reach, items at the ends have: few of them reach it.
        LaneModel? ends = isChecked ? Whole(kernel, tables, asked, out _) : whole ?? Whole(kernel, tables, asked, out _, conditions);
        return inner with { IsFree = isChecked, Split = new LaneSplit(conditions, ends) };
    }

    private static LaneModel? Whole(KernelModel kernel, EquatableArray<LaneTable> tables, EquatableArray<int> unplanned, out LaneObstacle obstacle, EquatableArray<LaneCondition>? inner = null)
    {
        obstacle = LaneReason.ControlFlow;
        if (kernel.Body.Blocks.Count == 0)
        {
            return null;
        }

        kernel = SliceGuards.Run(StructSplitting.Run(kernel));
        LaneModel? trusting = null, model = Sure(Apart(ref kernel, tables, unplanned, out obstacle, inner));
        if (obstacle.Reason is LaneReason.Length or LaneReason.ControlFlow)
        {
            return null;
        }

        // Where a best element is compared by its place, a walk gains more than lanes that load it one by one. So does one backwards, and one by several elements.
        KernelModel named = BestElements.Run(kernel), upward = DownwardLoops.Run(named), guarded = LoopBounds.Run(LoopStarts.Run(upward));
        bool isNamed = !ReferenceEquals(named, kernel);
        LaneModel? walked = ReferenceEquals(guarded, kernel) ? null : Apart(ref guarded, tables, Left(guarded, unplanned), out _, inner);
        if ((isNamed && model is not null ? walked : Sure(walked, isBetter: isNamed)) is { } sure && (model is null || isNamed || sure.Walks.Count > model.Walks.Count))
        {
            (kernel, model, obstacle) = (guarded, sure, LaneReason.None);
            unplanned = Left(kernel, unplanned);
        }
        else if (model is not null && ReferenceEquals(upward, kernel))
        {
            guarded = kernel;
        }

        foreach (Func<KernelModel, KernelModel> rewrite in guarded.Body.MayLoop ? (Func<KernelModel, KernelModel>[])[OwnTurns.Run, static one => SharedTurns.Run(OwnTurns.Run(one)), GridStrides.Run] : [])
        {
            KernelModel other = model is null ? rewrite(guarded) : guarded;
            if (!ReferenceEquals(other, guarded) && Sure(Split(other, tables, Left(other, unplanned), out _, inner)) is { } together)
            {
                (kernel, model, obstacle) = (other, together, LaneReason.None);
                unplanned = Left(kernel, unplanned);
            }
        }

        // What lanes reach one by one under a branch they walk along where they all come to its loops. Turns that carry nothing on are lanes by themselves.
        KernelModel taken = guarded.Body.MayLoop ? PartedLoops.Run(guarded) : guarded;
        if (!ReferenceEquals(taken, guarded) && Sure(Split(taken, tables, Left(taken, unplanned), out _, inner)) is { } joint
            && (model is null ? joint.Walks.Any(static walk => walk.Along is null or { Chain: not null }) : joint.Walks.Count + joint.Held.Count > model.Walks.Count + model.Held.Count))
        {
            (kernel, model, obstacle) = (taken, joint, LaneReason.None);
            unplanned = Left(kernel, unplanned);
        }

        KernelModel columns = model is null && obstacle.Reason == LaneReason.ReadsOthers ? ColumnOwners.Guarded(kernel) : kernel;
        if (!ReferenceEquals(columns, kernel) && Sure(Split(columns, tables, unplanned, out obstacle, inner)) is { } apart)
        {
            (kernel, model) = (columns, apart);
        }

        // A walk along a row gains more than neighbours that are put together. It gains less than words where all its rows are words.
        bool hasWalks = model is not (null or { Walks.Count: 0, Held.Count: 0, Steady.Count: 0 });
        KernelModel written = unplanned.Count > 0 ? kernel : ShortTurns.Run(kernel);
        if (!ReferenceEquals(written, kernel) && Split(written, tables, unplanned, out _, inner) is { } joined && (hasWalks ? joined.ReachesByWords || joined.Walks.Any(static walk => !walk.IsByOne) : joined.Words.Count + joined.Slid.Count > 0))
        {
            obstacle = LaneReason.None;
            return joined;
        }

        return model ?? trusting;

        // What only gains where the launch's distances are small comes last.
        LaneModel? Sure(LaneModel? found, bool isBetter = false)
        {
            if (found is not { TrustsDistances: true })
            {
                return found;
            }

            trusting = isBetter ? found : trusting ?? found;
            return null;
        }
    }

    // The sites that a kernel still checks where it accesses them.
    private static EquatableArray<int> Left(KernelModel kernel, EquatableArray<int> unplanned)
        => unplanned.Count == 0 ? unplanned : unplanned.Where(site => kernel.Body.Blocks.Any(block => block.Instructions.Any(one => one.SpanAccess() is { IsInside: false } access && access.Site == site)))
            .ToEquatable();

    // Where items might reach each other's elements, with the guards that keep them apart.
    private static LaneModel? Apart(ref KernelModel kernel, EquatableArray<LaneTable> tables, EquatableArray<int> unplanned, out LaneObstacle obstacle, EquatableArray<LaneCondition>? inner)
    {
        LaneModel? model = Split(kernel, tables, unplanned, out obstacle, inner);
        if (obstacle.Reason == LaneReason.ReadsOthers && OwnPlaces.Guarded(kernel) is var apart && !ReferenceEquals(apart, kernel))
        {
            model = Split(apart, tables, unplanned, out LaneObstacle left, inner);
            (kernel, obstacle) = left.Reason == LaneReason.ReadsOthers ? (kernel, obstacle) : (apart, left);
        }

        return model;
    }

    // Lanes for a kernel whose structs are split into locals.
    private static LaneModel? Split(KernelModel kernel, EquatableArray<LaneTable> tables, EquatableArray<int> unplanned, out LaneObstacle obstacle, EquatableArray<LaneCondition>? inner)
    {
        obstacle = LaneReason.ControlFlow;
        kernel = RepeatedLoads.Run(kernel);
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete)
        {
            return null;
        }

        if (unplanned.Count == 0 && flow.Loops.Loops.Any(static loop => loop.Blocks.Count > 2))
        {
            KernelModel chosen = LoopChoices.Run(kernel);
            FlowAnalysis chosenFlow = ReferenceEquals(chosen, kernel) ? flow : new FlowAnalysis(chosen.Body.Blocks);
            if (chosenFlow != flow && Walks(chosen, chosenFlow) > Walks(kernel, flow))
            {
                (kernel, flow) = (chosen, chosenFlow);
            }
        }

        obstacle = LengthOf(kernel) > MostInstructions ? LaneReason.Length
            : kernel.Body.Arrays.Sum(static array => (long)array.Length * LaneModel.ArrayLane(array.Element)) * 2 * LaneModel.Width > MostArrays ? LaneReason.LocalArrays
            : LaneReason.None;
        if (obstacle.Reason != LaneReason.None)
        {
            return null;
        }

        LaneSpreads spreads = new(kernel, flow);
        KernelBody joint = JointBranches.Run(kernel.Body, spreads.Parting);
        if (!ReferenceEquals(joint, kernel.Body))
        {
            kernel = kernel with { Body = joint };
            flow = new FlowAnalysis(joint.Blocks);
            spreads = new LaneSpreads(kernel, flow);
        }

        LaneForms forms = new(kernel.Body, flow);
        LaneRegions regions = new(flow, spreads.Parting);
        obstacle = KnownForms.Obstacle(kernel, flow, spreads);
        if (obstacle.Reason == LaneReason.None)
        {
            obstacle = new LaneEffects(kernel, flow, spreads, forms, regions).Obstacle(unplanned);
        }

        bool isPlanned = obstacle.Reason == LaneReason.None && unplanned.Count == 0;
        RowWalkFinder along = new(kernel, flow, spreads, regions);
        IReadOnlyList<RowWalk> walks = isPlanned ? along.Find() : [];
        bool hasArrays = kernel.Body.Arrays.Count > 0;
        EquatableArray<CrossedAccess> crossed = isPlanned && walks.Count == 0 && !hasArrays ? new CrossedFinder(kernel, flow, spreads, forms).Find() : [];
        Expression[]? stored = crossed.Count > 0 ? RowTiles.Stored(kernel, flow, spreads, forms, crossed) : null;
        crossed = stored is null ? [] : crossed;
        IReadOnlyList<SteadyLoad> steady = isPlanned && crossed.Count == 0 ? new SteadyLoadFinder(kernel, flow, spreads, forms, regions).Find(walks) : [];
        bool hasWords = isPlanned && walks.Count + steady.Count == 0 && crossed.Count == 0;
        IReadOnlyList<LaneWord> words = hasWords ? new LaneWordFinder(kernel, spreads, regions).Find() : [];
        LaneObstacle Loss(IReadOnlyList<LaneWord> found, bool trustsDistances = true) => new LaneGain(kernel, flow, spreads, forms)
        {
            Walks = walks,
            Steady = steady,
            Crossed = crossed,
            Tables = tables,
            Words = found,
            Inner = inner ?? [],
            TrustsDistances = trustsDistances,
        }.Loss();

        // Rows side by side have no words. They gain more, unless they would not gain without them.
        if (words.Count > 0 && words.All(static word => word.IsInterleaved) && spreads.Parting.Count == 0 && !hasArrays && RowTiles.IsReused(kernel, flow, spreads)
            && RowTiles.Stored(kernel, flow, spreads, forms, crossed) is not null && Loss([]).Reason == LaneReason.None)
        {
            words = [];
        }

        if (obstacle.Reason == LaneReason.None)
        {
            obstacle = Loss(words);
        }

        if (obstacle.Reason != LaneReason.None)
        {
            return null;
        }

        bool trusts = Loss(words, trustsDistances: false).Reason != LaneReason.None;
        LaneBlends blends = new(kernel.Body, flow, regions);
        if (crossed.Count > 0)
        {
            return new LaneModel(kernel, spreads, regions, blends, 1, LaneModel.Width, stored!.ToEquatable(), unplanned, walks) { Crossed = crossed };
        }

        HeldWalkFinder finder = new(kernel, flow, spreads, forms);
        HeldWalk[] held = [.. walks.Concat(isPlanned && walks.Count > 0 ? along.Find(isParted: true) : []).Select(finder.Find).OfType<HeldWalk>()];
        walks = [.. walks.Where(walk => held.All(one => one.Walk != walk))];
        bool parts = spreads.Parting.Count > 0;
        stored = parts || words.Count > 0 || walks.Count + held.Length + steady.Count > 0 || unplanned.Count > 0 || hasArrays || !RowTiles.IsReused(kernel, flow, spreads) ? null : RowTiles.Stored(kernel, flow, spreads, forms, crossed);
        int rows = stored is null ? 1 : kernel.IsFast ? FastRows : 4;
        int vectors = Math.Max(1, LaneCounts.Most(kernel.Body, spreads)) + words.Select(static word => word.Vectors).DefaultIfEmpty().Max();

        // A call empties the registers of vectors, also where it happens seldom: groups side by side would wait in memory.
        int groups = rows > 1 ? 2 : hasArrays || walks.Count > 0 || GuardedCalls.In(kernel).Any() ? 1 : parts ? (vectors > 8 ? 1 : 2) : vectors <= MostVectors / 4 ? 4 : vectors <= MostVectors / 2 ? 2 : 1;
        groups = new OwnPlaces(kernel, flow, spreads, forms).HasFarElements() ? Math.Min(groups, FarElements.MostGroups) : groups;
        LaneModel model = new(kernel, spreads, regions, blends, groups, rows, (stored ?? []).ToEquatable(), unplanned, walks)
        {
            Held = held,
            Steady = steady,
            Words = words,
            Loads = rows > 1 ? new RowLoadFinder(kernel, flow, spreads).Find() : [],
            Hints = rows > 1 ? [] : new RowHintFinder(kernel, flow, spreads, regions).Find(walks),
            TrustsDistances = trusts,
        };

        // A long function gains more from sixteen lanes than what is left of a row loses.
        bool isGuarded = !kernel.IsFast && walks.Any(walk => GuardedCalls.In(kernel.Body.Blocks[walk.Body]).Any());
        Expression[]? lengths = isGuarded ? [] : RowLengths.Of(kernel, [.. walks.Where(walk => OwnTurns.MostOf(kernel.Body, walk.Limit) is null)]);
        model = model with { Wide = lengths is null ? WideUse.Never : WideLanes.Use(model), Lengths = (lengths ?? []).ToEquatable() };
        if (rows > 1 || !isPlanned || walks.Count + held.Length + steady.Count > 0)
        {
            return model;
        }

        IReadOnlyList<SlidLoad> slid = [];
        KernelModel brought = model.IsWide ? new SlidLoadFinder(kernel, spreads, regions).Run(out slid) : kernel;
        return model with { Kernel = brought, Slid = slid, Words = slid.Count == 0 ? words : new LaneWordFinder(brought, spreads, regions).Find() };
    }

    private static int LengthOf(KernelModel kernel) => kernel.Body.Blocks.Sum(static block => 1 + block.Instructions.Count);

    private static int Walks(KernelModel kernel, FlowAnalysis flow)
    {
        LaneSpreads spreads = new(kernel, flow);
        return new RowWalkFinder(kernel, flow, spreads, new LaneRegions(flow, spreads.Parting)).Find().Count;
    }
}
