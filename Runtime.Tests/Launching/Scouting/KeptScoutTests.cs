using Xunit;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>An equal launch over unchanged indices is not scouted again; any change that matters makes the scout run anew.</summary>
[Collection(AllocationCounts.Name)]
public sealed class KeptScoutTests
{
    private const int Length = 300_000;
    private const int Items = 2_000;

    [Theory]
    [InlineData(1 << 30)]
    [InlineData(1 << 23)]
    public void An_unchanged_launch_is_scouted_once(int budget)
    {
        using Arrays arrays = new(new SimulatedOptions { MemoryBudget = budget });
        Assert.Equal(2, arrays.Launch(Items));
        Assert.Equal(1, arrays.Launch(Items));
        Assert.Equal(1, arrays.Launch(Items));
    }

    [Fact]
    public void An_index_that_the_host_writes_counts()
    {
        using Arrays arrays = new(new SimulatedOptions());
        arrays.Launch(Items);
        arrays.SetIndex(7, Length - 1);
        Assert.Equal(2, arrays.Launch(Items));
        arrays.SetIndex(7, 0);
        arrays.SetIndex(8, 12_345);
        arrays.Prefetch();
        Assert.Equal(2, arrays.Launch(Items));
    }

    [Fact]
    public void An_index_that_a_kernel_writes_counts()
    {
        using Arrays arrays = new(new SimulatedOptions());
        arrays.Launch(Items);
        arrays.MoveIndices(99);
        Assert.Equal(2, arrays.Launch(Items));
        Assert.Equal(1, arrays.Launch(Items));
    }

    [Fact]
    public void An_index_that_a_kept_launch_writes_counts()
    {
        using Arrays arrays = new(new SimulatedOptions());
        for (int round = 0; round < 4; round++)
        {
            arrays.MoveIndices(9);
            Assert.Equal(2, arrays.Launch(Items));
            Assert.Equal(1, arrays.Launch(Items));
        }
    }

    [Fact]
    public void Other_items_and_other_arrays_count()
    {
        using Arrays arrays = new(new SimulatedOptions { MemoryBudget = 1 << 23 });
        arrays.Launch(Items / 2);
        Assert.Equal(2, arrays.Launch(Items));
        arrays.SwapSources();
        Assert.Equal(2, arrays.Launch(Items));
    }

    [Fact]
    public void A_page_that_left_meanwhile_comes_back()
    {
        using Arrays arrays = new(new SimulatedOptions { MemoryBudget = 1 << 23 });
        arrays.Launch(Items);
        arrays.WriteSource(arrays.Index(3), -8);
        Assert.Equal(1, arrays.Launch(Items));
        arrays.Trim();
        Assert.Equal(2, arrays.Launch(Items));
    }

    /// <summary>Two sources, indices and a target, and what they must hold.</summary>
    private sealed class Arrays : IDisposable
    {
        private readonly HmmDevice _device;
        private readonly HmmArray<int> _indices = ScoutTests.Filled(Items, static _ => 0);
        private readonly HmmArray<int> _zeros = ScoutTests.Filled(Items, static _ => 0);
        private readonly HmmArray<int> _target = ScoutTests.Filled(Items, static _ => 0);
        private readonly int[] _model = ScoutTests.Random(1, Items, Length - 200);
        private HmmArray<int> _source = ScoutTests.Filled(Length, static i => i);
        private HmmArray<int> _other = ScoutTests.Filled(Length, static i => -i);

        public Arrays(SimulatedOptions options)
        {
            _device = HmmDevice.Simulated(options);
            _model.CopyTo(_indices.AsSpan());
        }

        public int Index(int item) => _model[item];

        public void SetIndex(int item, int value) => _indices[item] = _model[item] = value;

        public void WriteSource(int element, int value) => _source[element] = value;

        public void Prefetch() => _indices.Prefetch(_device, HmmRange.All);

        public void Trim() => _device.Trim();

        public void SwapSources() => (_source, _other) = (_other, _source);

        /// <summary>Adds to each index, on the device.</summary>
        public void MoveIndices(int distance)
        {
            ScoutKernels.Move(_device, Items, distance, _zeros, _indices);
            for (int i = 0; i < Items; i++)
            {
                _model[i] += distance;
            }
        }

        /// <summary>Launches, and checks the results; the number of waves.</summary>
        public long Launch(int items)
        {
            _device.ResetStatistics();
            ScoutKernels.Gather(_device, items, _indices, _source, _target);
            HmmStatistics statistics = _device.Statistics;
            Assert.Equal(0, statistics.Faults);
            for (int i = 0; i < items; i++)
            {
                Assert.Equal(_source[_model[i]], _target[i]);
            }

            return statistics.Waves;
        }

        public void Dispose()
        {
            _device.Dispose();
            foreach (HmmArray<int> array in (HmmArray<int>[])[_indices, _zeros, _target, _source, _other])
            {
                array.Dispose();
            }
        }
    }
}
