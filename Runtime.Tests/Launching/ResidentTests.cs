using HmmGen.Coherence.Core;
using HmmGen.Kernels;
using HmmGen.Paging;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch whose pages are all there runs in one wave, whether or not its plan names them, and gives the same as any other.</summary>
public sealed class ResidentTests(ITestOutputHelper output)
{
    private const int Length = 20_000;

    [Fact]
    public void A_second_launch_over_the_same_elements_faults_nowhere()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using Arrays arrays = new(new Random(1));
        arrays.Read(device, Length);
        arrays.Change(device, Length, 1);
        foreach (Action launch in (Action[])[() => arrays.Read(device, Length), () => arrays.Change(device, Length, 2)])
        {
            device.ResetStatistics();
            launch();
            Assert.Equal((1, 0, 0), (device.Statistics.Waves, device.Statistics.Faults, device.Statistics.BytesIn));
        }

        arrays.Check();
    }

    [Fact]
    public void A_page_that_the_host_took_back_is_found_by_a_fault()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { Testing = new() { Scouts = false } });
        using Arrays arrays = new(new Random(2));
        arrays.Change(device, Length, 1);
        arrays.WriteTarget(5_000, 7_000, 3);
        device.ResetStatistics();
        arrays.Change(device, Length, 2);
        Assert.InRange(device.Statistics.Faults, 1, long.MaxValue);
        arrays.Check();
    }

    [Fact]
    public void What_is_there_for_reading_only_is_not_written()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using Arrays arrays = new(new Random(4));
        arrays.Look(device);
        arrays.Change(device, Length, 1);
        arrays.Check();
    }

    [Fact]
    public void An_index_that_is_out_of_bounds_is_reported_from_a_resident_launch_too()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using Arrays arrays = new(new Random(3));
        arrays.Read(device, Length);
        arrays.Read(device, Length);
        arrays.SetIndex(777, Length);
        HmmAccessException failure = Assert.Throws<HmmAccessException>(() => arrays.Read(device, Length));
        Assert.Contains($"element {Length} is outside 'source' (length {Length}), in work item (777)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_operations_agree_with_plain_arrays()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        for (int run = 0; run < TestScale.Iterations(quick: 4, full: 40, @long: 1_000); run++)
        {
            RunRandom(new Random(seed + run), new Random(~(seed + run)));
        }
    }

    private static void RunRandom(Random random, Random switches)
    {
        using HmmDevice first = HmmDevice.Simulated(Options(random, switches, 0));
        using HmmDevice second = HmmDevice.Simulated(Options(random, switches, 1));
        using Arrays arrays = new(random);
        for (int step = 0; step < 30; step++)
        {
            // Mostly one device, so that its pages stay.
            HmmDevice device = random.Next(6) == 0 ? second : first;
            int start = random.Next(Length);
            int end = random.Next(start, Length) + 1;
            switch (random.Next(9))
            {
                case 0 or 1 or 2:
                    arrays.Read(device, random.Next(3) == 0 ? end : Length);
                    break;
                case 3 or 4:
                    arrays.Change(device, random.Next(3) == 0 ? end : Length, step);
                    break;
                case 5:
                    arrays.WriteSource(start, Math.Min(end, start + 50), step);
                    break;
                case 6:
                    arrays.WriteTarget(start, Math.Min(end, start + 50), step);
                    break;
                case 7:
                    arrays.Look(device);
                    break;
                default:
                    arrays.Swap(random);
                    break;
            }

            arrays.CheckCounts(first);
            arrays.CheckCounts(second);
        }

        arrays.Check();
    }

    private static SimulatedOptions Options(Random random, Random switches, int number)
    {
        SimulatedOptions options = new()
        {
            Number = number,
            MemoryBudget = random.Next(3) == 0 ? 40 * 4096 : 1 << 30,
            PageSize = random.Next(3) == 0 ? 16384 : 4096,
            RandomEvictions = random.Next(4) == 0 ? 5 : null,
            MaximumChunk = random.Next(3) == 0 ? 3_000 : null,
        };
        return options with { Testing = Mechanisms.SometimesWithout(switches, options.Testing) };
    }

    /// <summary>The arrays of the kernels, and what they must hold.</summary>
    private sealed class Arrays : IDisposable
    {
        private readonly HmmArray<int> _indices = HmmSpace.Shared.Allocate<int>(Length);
        private readonly HmmArray<int> _source = HmmSpace.Shared.Allocate<int>(Length);
        private readonly HmmArray<int> _target = HmmSpace.Shared.Allocate<int>(Length);
        private readonly HmmArray<int> _seen = HmmSpace.Shared.Allocate<int>(Length);
        private readonly int[] _indexModel = [.. Enumerable.Range(0, Length)];
        private readonly int[] _sourceModel = new int[Length];
        private readonly int[] _targetModel = new int[Length];

        public Arrays(Random random)
        {
            random.Shuffle(_indexModel);
            _indexModel.CopyTo(_indices.AsSpan());
            WriteSource(0, Length, 10);
        }

        public void Read(HmmDevice device, int count)
        {
            IndexKernels.Read(device, count, _indices, _source, _target);
            for (int i = 0; i < count; i++)
            {
                _targetModel[i] = _sourceModel[_indexModel[i]];
            }
        }

        public void Change(HmmDevice device, int count, int value)
        {
            IndexKernels.Change(device, count, value, _indices, _target);
            for (int i = 0; i < count; i++)
            {
                _targetModel[_indexModel[i]] += value + i;
            }
        }

        /// <summary>Reads all of the target.</summary>
        public void Look(HmmDevice device)
        {
            IndexKernels.Read(device, Length, _indices, _target, _seen);
            for (int i = 0; i < Length; i++)
            {
                Assert.Equal(_targetModel[_indexModel[i]], _seen[i]);
            }
        }

        public void WriteSource(int start, int end, int value) => Write(_source, _sourceModel, start, end, value);

        public void WriteTarget(int start, int end, int value) => Write(_target, _targetModel, start, end, value);

        public void SetIndex(int place, int value) => _indices[place] = _indexModel[place] = value;

        public void Swap(Random random)
        {
            (int one, int other) = (random.Next(Length), random.Next(Length));
            (int first, int second) = (_indexModel[one], _indexModel[other]);
            SetIndex(one, second);
            SetIndex(other, first);
        }

        public void Check()
        {
            Assert.True(_target.AsReadOnlySpan().SequenceEqual(_targetModel));
            Assert.True(_source.AsReadOnlySpan().SequenceEqual(_sourceModel));
            Assert.True(_indices.AsReadOnlySpan().SequenceEqual(_indexModel));
        }

        /// <summary>The numbers of resident and owned pages are those of the page table. What serves the host's touches may go on for a moment after them.</summary>
        public void CheckCounts(HmmDevice device)
        {
            foreach (HmmArray<int> array in (HmmArray<int>[])[_indices, _source, _target])
            {
                RegionMirror mirror = device.Session.Memory.MirrorOf(array.Region!);
                Assert.True(SpinWait.SpinUntil(() => Numbers(mirror) == Counted(mirror), TimeSpan.FromSeconds(10)), $"{Numbers(mirror)} are {Counted(mirror)}.");
            }
        }

        public void Dispose()
        {
            _indices.Dispose();
            _source.Dispose();
            _target.Dispose();
            _seen.Dispose();
        }

        private static unsafe (long Resident, long Owned) Numbers(RegionMirror mirror) => (mirror.Core->Resident, mirror.Core->Owned);

        private static (long Resident, long Owned) Counted(RegionMirror mirror)
        {
            int[] entries = mirror.Entries(0, (int)mirror.PageCount).ToArray();
            return (entries.Count(entry => (entry & CoreMirror.Readable) != 0), entries.Count(entry => (entry & CoreMirror.Writable) != 0));
        }

        private static void Write(HmmArray<int> array, int[] model, int start, int end, int value)
        {
            for (int i = start; i < end; i++)
            {
                array[i] = model[i] = value + i;
            }
        }
    }
}
