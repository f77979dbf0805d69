using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>
/// An equal launch over unchanged indices runs without checks and without any step of a launch, whether a scout has proven its indices or a run that checked
/// them. A change of an index, by whomever, makes it be checked again.
/// </summary>
[Collection(AllocationCounts.Name)]
public sealed class ProvenLaunchTests(ITestOutputHelper output)
{
    private const int Length = 600_000;
    private const int Items = 6_000;

    [Fact]
    public void What_a_scout_proved_is_kept()
    {
        using Arrays arrays = new();
        arrays.Prove(prefetches: false);
        Assert.InRange(arrays.MissingRuns, 65, Length);
        AssertKept(arrays);
    }

    [Fact]
    public void What_was_there_first_is_proven_by_a_run()
    {
        using Arrays arrays = new();
        arrays.PrefetchAll();
        arrays.Launch(Items);
        arrays.Launch(Items);
        Assert.Equal([KernelVariant.Unplanned, KernelVariant.Linear], arrays.Engine.Take());
        AssertKept(arrays);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_index_that_the_host_writes_is_checked(bool prefetches)
    {
        using Arrays arrays = new();
        arrays.Prove(prefetches);
        arrays.SetIndex(9, 17);
        arrays.Launch(Items);
        Assert.NotEqual([KernelVariant.Linear], arrays.Engine.Take());
        arrays.Prove(prefetches);
        arrays.SetIndex(9, Length);
        arrays.Fail(Items);
        arrays.Fail(Items);
        arrays.SetIndex(9, 3);
        arrays.Launch(Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_index_that_a_kernel_writes_is_checked(bool prefetches)
    {
        using Arrays arrays = new();
        for (int round = 0; round < 4; round++)
        {
            arrays.Prove(prefetches);
            arrays.MoveIndices(Items, 5);
            arrays.Engine.Take();
            arrays.Launch(Items);
            Assert.NotEqual([KernelVariant.Linear], arrays.Engine.Take());
            arrays.Prove(prefetches);
        }

        arrays.MoveIndices(1, Length);
        arrays.Fail(Items);
        arrays.Fail(Items);
        arrays.MoveIndices(1, -Length);
        arrays.Launch(Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_page_that_left_comes_back(bool prefetches)
    {
        using Arrays arrays = new();
        arrays.Prove(prefetches);
        arrays.WriteSource(arrays.Index(5), -5);
        arrays.Launch(Items);
        arrays.Launch(Items);
        arrays.Trim();
        arrays.Launch(Items);
    }

    [Fact]
    public void Nothing_is_proven_where_scouts_are_off()
    {
        using Arrays arrays = new(new SimulatedOptions { Testing = new() { Scouts = false } });
        arrays.PrefetchAll();
        for (int launch = 0; launch < 4; launch++)
        {
            arrays.Launch(Items);
            Assert.Equal([KernelVariant.Unplanned], arrays.Engine.Take());
        }
    }

    /// <summary>Indices share a region with what is written: no version tells of them alone.</summary>
    [Fact]
    public void Indices_beside_what_is_written_are_always_checked()
    {
        const int items = 5_000;
        using HmmDevice device = VariantsEngine.Open(new SimulatedOptions(), out VariantsEngine engine);
        using HmmArray<int> both = ScoutTests.Filled(3 * items, static i => i);
        using HmmArray<int> source = ScoutTests.Filled(items, static i => i + 1);
        both.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting);
        source.Prefetch(device, HmmRange.All);
        for (int launch = 0; launch < 5; launch++)
        {
            ScoutKernels.GatherAgain(device, items, both.Slice(0, items), source, both.Slice(2 * items, items));
            Assert.DoesNotContain(KernelVariant.Linear, engine.Take());
        }

        Assert.Equal(source.ToArray(), both.Slice(2 * items, items).ToArray());
    }

    /// <summary>The plan knows the index of the target, and not that it is in bounds. No scout looks at the flags that decide about it.</summary>
    [Fact]
    public void An_index_that_only_the_plan_knows_is_always_checked()
    {
        const int items = 5_000;
        using HmmDevice device = VariantsEngine.Open(new SimulatedOptions(), out VariantsEngine engine);
        using HmmArray<int> flags = ScoutTests.Filled(items, static _ => 0);
        using HmmArray<int> zeros = ScoutTests.Filled(items, static _ => 0);
        using HmmArray<int> indices = ScoutTests.Filled(items, static i => i);
        using HmmArray<int> source = ScoutTests.Filled(items, static i => i + 1);
        using HmmArray<int> target = ScoutTests.Filled(items, static _ => 0);
        foreach (HmmArray<int> array in (HmmArray<int>[])[flags, source])
        {
            array.Prefetch(device, HmmRange.All);
        }

        void Launch() => ScoutKernels.GatherBehind(device, items, flags, indices, source, target);
        for (int launch = 0; launch < 4; launch++)
        {
            Launch();
            Assert.Equal([KernelVariant.Checked], engine.Take());
        }

        ScoutKernels.Move(device, HmmExtent.Range(items - 1, items), 1, zeros, flags);
        Assert.Equal(items, Assert.Throws<HmmAccessException>(Launch).ElementIndex);
    }

    [Fact]
    public void Random_changes_agree_with_a_model()
    {
        int linear = 0;
        for (int run = 0; run < TestScale.Iterations(quick: 4, full: 30, @long: 600); run++)
        {
            int seed = TestSeeds.First + run;
            output.WriteLine($"seed {seed}");
            Random random = new(seed);
            using Arrays arrays = new(new SimulatedOptions { MemoryBudget = random.Next(4) == 0 ? 1 << 21 : 1 << 30 });
            for (int step = 0; step < 60; step++)
            {
                Step(arrays, random);
                linear += arrays.Engine.Take() is [KernelVariant.Linear] ? 1 : 0;
            }
        }

        output.WriteLine($"{linear} launches without checks");
        Assert.InRange(linear, 20, int.MaxValue);
    }

    private static void Step(Arrays arrays, Random random)
    {
        int item = random.Next(Items);
        switch (random.Next(24))
        {
            case 0:
                arrays.PrefetchAll();
                break;
            case 1:
                arrays.SetIndex(item, random.Next(Length));
                break;
            case 2:
                arrays.MoveIndices(item + 1, random.Next(-5, 6));
                break;
            case 3:
                int before = arrays.Index(item);
                arrays.SetIndex(item, random.Next(2) == 0 ? -1 : Length);
                arrays.Fail(Items);
                arrays.SetIndex(item, before);
                break;
            case 4:
                arrays.WriteSource(random.Next(Length), random.Next());
                break;
            case 5:
                arrays.Trim();
                break;
            case 6:
                arrays.Launch(item + 1);
                break;
            default:
                arrays.Engine.Take();
                arrays.Launch(Items);
                break;
        }
    }

    private static void AssertKept(Arrays arrays)
    {
        Assert.Equal(0, KeptGarbage.OfLaunches(arrays.LaunchUnchecked));
        Assert.All(arrays.Engine.Take(), static variant => Assert.Equal(KernelVariant.Linear, variant));
        arrays.Launch(Items);
    }

    /// <summary>The plan has all indices in bounds that it knows, whatever the flags are. So only the others are checked.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Only_indices_that_no_plan_knows_are_checked_where_the_others_are_in_bounds(int flag)
    {
        const int items = 5_000;
        SimulatedOptions options = new() { Testing = new() { Scouts = false } };
        using HmmDevice device = VariantsEngine.Open(options, out VariantsEngine engine);
        using HmmArray<int> flags = ScoutTests.Filled(items, _ => flag);
        using HmmArray<int> indices = ScoutTests.Filled(items, static i => i);
        using HmmArray<int> source = ScoutTests.Filled(items, static i => i + 1);
        using HmmArray<int> target = ScoutTests.Filled(items + 1, static _ => 0);
        foreach (HmmArray<int> array in (HmmArray<int>[])[flags, source])
        {
            array.Prefetch(device, HmmRange.All);
        }

        void Launch(int first = 0) => ScoutKernels.GatherBehind(device, HmmExtent.Range(first, items), flags, indices, source, target);
        Launch();
        Launch();
        Assert.Equal([KernelVariant.Unplanned, KernelVariant.Unplanned], engine.Take());
        Assert.Equal(flag == 0 ? new int[items] : source.ToArray(), target.Slice(1, items).ToArray());
        foreach (int wrong in (int[])[items, -1, int.MinValue])
        {
            indices[7] = wrong;
            HmmAccessException failure = Assert.Throws<HmmAccessException>(() => Launch());
            Assert.Equal((wrong, "source"), (failure.ElementIndex, failure.Parameter));
            Assert.Contains("in work item (7)", failure.Message, StringComparison.Ordinal);
            Launch(first: 8);
            Assert.DoesNotContain(KernelVariant.Checked, engine.Take());
        }
    }

    /// <summary>What fails besides an access is told for what it is, where accesses are checked too.</summary>
    [Fact]
    public void A_division_by_zero_is_no_index_out_of_range()
    {
        const int items = 5_000;
        using HmmDevice device = VariantsEngine.Open(new SimulatedOptions { Testing = new() { Scouts = false } }, out VariantsEngine engine);
        using HmmArray<int> indices = ScoutTests.Filled(items, static i => i);
        using HmmArray<int> source = ScoutTests.Filled(items, static i => i + 1);
        using HmmArray<int> divisors = ScoutTests.Filled(items, static _ => 1);
        using HmmArray<int> target = ScoutTests.Filled(items, static _ => 0);
        void Launch()
        {
            source.Prefetch(device, HmmRange.All);
            ScoutKernels.GatherQuotient(device, items, indices, source, divisors, target);
        }

        Launch();
        Assert.Equal(source.ToArray(), target.ToArray());
        divisors[9] = 0;
        Assert.Contains("work item (9)", Assert.Throws<DivideByZeroException>(Launch).Message, StringComparison.Ordinal);
        indices[5] = items;
        Assert.Equal(items, Assert.Throws<HmmAccessException>(Launch).ElementIndex);
        Assert.Equal([KernelVariant.Unplanned, KernelVariant.Unplanned, KernelVariant.Unplanned], engine.Take());
    }

    /// <summary>A source, indices and a target, and what they must hold.</summary>
    private sealed class Arrays : IDisposable
    {
        private readonly HmmDevice _device;
        private readonly HmmArray<int> _indices = ScoutTests.Filled(Items, static _ => 0);
        private readonly HmmArray<int> _zeros = ScoutTests.Filled(Items, static _ => 0);
        private readonly HmmArray<int> _target = ScoutTests.Filled(Items, static _ => 0);
        private readonly HmmArray<int> _source = ScoutTests.Filled(Length, static i => i);
        private readonly int[] _model = ScoutTests.Random(1, Items, Length);
        private readonly int[] _sourceModel = [.. Enumerable.Range(0, Length)];

        public Arrays(SimulatedOptions? options = null)
        {
            _device = VariantsEngine.Open(options ?? new SimulatedOptions(), out VariantsEngine engine);
            Engine = engine;
            for (int i = 0; i < Items; i++)
            {
                // Every other page, so that the pages of the launch are many runs.
                _model[i] = _model[i] / 2048 * 2048 + (_model[i] & 1023);
            }

            _model.CopyTo(_indices.AsSpan());
        }

        public VariantsEngine Engine { get; }

        /// <summary>The number of runs of pages of the source that are not on the device.</summary>
        public int MissingRuns => _source.Snapshot(_device, HmmRange.All).Count(static run => run.Residency == HmmResidency.Absent);

        public int Index(int item) => _model[item];

        public void SetIndex(int item, int value) => _indices[item] = _model[item] = value;

        public void WriteSource(int element, int value) => _source[element] = _sourceModel[element] = value;

        public void PrefetchAll() => _source.Prefetch(_device, HmmRange.All);

        public void Trim() => _device.Trim();

        public void MoveIndices(int items, int distance)
        {
            ScoutKernels.Move(_device, items, distance, _zeros, _indices);
            for (int i = 0; i < items; i++)
            {
                _model[i] += distance;
            }
        }

        /// <summary>Launches until nothing is left to prove.</summary>
        public void Prove(bool prefetches)
        {
            if (prefetches)
            {
                PrefetchAll();
            }

            // A launch that failed lets some later ones go without the scout.
            KernelVariant[] variants = [];
            for (int launch = 0; launch < 100 && variants is not [KernelVariant.Linear]; launch++)
            {
                Launch(Items);
                variants = Engine.Take();
            }

            Assert.Equal([KernelVariant.Linear], variants);

            // The look at the target took its pages away. One launch brings them, and the next one, which is kept, may have to check once.
            LaunchUnchecked();
            LaunchUnchecked();
            Engine.Take();
            LaunchUnchecked();
            LaunchUnchecked();
            Assert.Equal([KernelVariant.Linear, KernelVariant.Linear], Engine.Take());
        }

        public void LaunchUnchecked() => ScoutKernels.GatherAgain(_device, Items, _indices, _source, _target);

        /// <summary>Launches, and checks the results. Some indices may be out of bounds by now: then the first of their items must be told.</summary>
        public void Launch(int items)
        {
            if (_model.AsSpan(0, items).ContainsAnyExceptInRange(0, Length - 1))
            {
                Fail(items);
                return;
            }

            ScoutKernels.GatherAgain(_device, items, _indices, _source, _target);
            for (int i = 0; i < items; i++)
            {
                Assert.Equal(_sourceModel[_model[i]], _target[i]);
            }
        }

        /// <summary>Launches, which must fail for an item whose index is out of bounds.</summary>
        public void Fail(int items)
        {
            HmmAccessException failure = Assert.Throws<HmmAccessException>(() => ScoutKernels.GatherAgain(_device, items, _indices, _source, _target));
            int index = _model[(int)failure.WorkItem[0]];
            Assert.Equal((true, index), ((uint)index >= Length, failure.ElementIndex));
        }

        public void Dispose()
        {
            _device.Dispose();
            foreach (HmmArray<int> array in (HmmArray<int>[])[_indices, _zeros, _target, _source])
            {
                array.Dispose();
            }
        }
    }
}
