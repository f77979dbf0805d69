using HmmGen.Base;
using HmmGen.Paging;
using HmmGen.Tests.Launching;
using HmmGen.Tests.Launching.Ahead;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>
/// Whatever comes, moves, leaves and is pinned: each frame has one page, the frames of all pages are the frames in use, and all contents are those of a loop.
/// </summary>
public sealed class FrameBooksTests(ITestOutputHelper output)
{
    private const int Length = 32 * DenseKernels.Width;

    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_frame_has_one_page(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        int programs = TestScale.Iterations(quick: 8, full: 40, @long: 2_000);
        for (int seed = TestSeeds.First; seed < TestSeeds.First + programs; seed++)
        {
            output.WriteLine($"seed {seed}");
            Run(space, new Random(seed));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Books_are_whole_when_memory_runs_out_between_the_notes_of_a_batch(HmmHostMode mode)
    {
        const int Pages = 16;
        int notes = int.MinValue, failing = 0;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = 2 * Pages << 12,
            Testing = new() { Contiguous = false, BeforeNote = NoteOrThrow },
        });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages << 10);
        int added = 0;
        for (failing = 1; failing <= Pages / 2; failing++)
        {
            // Every other page is there already, so that each of the others comes alone.
            for (int page = 0; page < Pages; page += 2)
            {
                array.Prefetch(device, (page << 10, (page + 1) << 10), HmmPrefetch.ForWriting);
            }

            notes = 0;
            Assert.Throws<OutOfMemoryException>(() => TransparentKernels.Add(device, Pages << 10, 1, array));
            Check(device.Session.Memory, [array]);
            notes = int.MinValue;
            TransparentKernels.Add(device, Pages << 10, 1, array);
            added++;
            Check(device.Session.Memory, [array]);
            Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(added));

            // All pages leave, so that all come together again.
            array.AsSpan().Fill(added);
            Check(device.Session.Memory, [array]);
        }

        void NoteOrThrow()
        {
            if (++notes == failing)
            {
                throw new OutOfMemoryException();
            }
        }
    }

    private static SimulatedOptions Options(Random random) => new()
    {
        MemoryBudget = random.Next(24, 100) << 12,
        PageSize = 4096 << random.Next(4) / 2,
        MaxDegreeOfParallelism = 1,
        Testing = new()
        {
            Overlap = random.Next(2) == 0 ? OverlapKind.Always : OverlapKind.Never,
            RandomEvictions = random.Next(5) == 0 ? random.Next() : null,
            Eviction = random.Next(5) == 0 ? EvictionKind.Clock : EvictionKind.Aged,
        },
    };

    private static void Run(HmmSpace space, Random random)
    {
        using HmmDevice device = HmmDevice.Simulated(Options(random));
        HmmArray<int>[] arrays = [.. Enumerable.Range(0, 3).Select(_ => space.Allocate<int>(Length))];
        int[][] models = [.. arrays.Select(static _ => new int[Length])];
        HmmPin<int>? pin = null;
        for (int step = 0; step < 40; step++)
        {
            int from = random.Next(3), to = (from + random.Next(1, 3)) % 3;
            int length = random.Next(1, Length), at = random.Next(Length - length), there = random.Next(Length - length);
            switch (random.Next(11))
            {
                case 0:
                    TransparentKernels.Copy(device, length, arrays[from].Slice(at, length), arrays[to].Slice(there, length));
                    models[from].AsSpan(at, length).CopyTo(models[to].AsSpan(there));
                    break;
                case 1:
                    TransparentKernels.Fill(device, length, step, arrays[to].Slice(there, length));
                    models[to].AsSpan(there, length).Fill(step);
                    break;
                case 2:
                    arrays[to].Prefetch(device, (at, at + length));
                    break;
                case 3:
                    arrays[to].Prefetch(HmmDevice.Host, (at, at + length));
                    break;
                case 4:
                    pin?.Dispose();
                    pin = random.Next(2) == 0 ? null : arrays[to].Pin((at, at + length));
                    break;
                case 5:
                    // Their pages leave, and leave gaps between those of others.
                    for (int i = random.Next(length, Length), gap = random.Next(1, 4) << 11; i >= 0; i -= gap)
                    {
                        arrays[to].AsSpan()[i] = models[to][i] = step;
                    }

                    break;
                case 6:
                    AheadKernels.Blur(device, length, arrays[from].Slice(at, length), arrays[to].Slice(there, length));
                    for (int i = 0; i < length; i++)
                    {
                        AheadKernels.Blur(i, models[from].AsSpan(at, length), models[to].AsSpan(there, length));
                    }

                    break;
                case 7:
                    // The pages that are read and the pages that are written lie side by side.
                    int half = Length / 2;
                    length = random.Next(1, half);
                    at = half - length - random.Next(half - length) / 64;
                    there = half + random.Next(half - length) / 64;
                    TransparentKernels.Copy(device, length, arrays[to].Slice(at, length), arrays[to].Slice(there, length));
                    models[to].AsSpan(at, length).CopyTo(models[to].AsSpan(there));
                    break;
                default:
                    const int Width = DenseKernels.Width;
                    DenseKernels.Stencil(device, (Length / Width, Width), Length / Width, arrays[from], arrays[to]);
                    for (int i = 0; i < Length; i++)
                    {
                        DenseKernels.Stencil(i / Width, i % Width, Length / Width, models[from], models[to]);
                    }

                    break;
            }

            Check(device.Session.Memory, arrays);
        }

        pin?.Dispose();
        for (int i = 0; i < arrays.Length; i++)
        {
            Assert.True(arrays[i].AsReadOnlySpan().SequenceEqual(models[i]), $"array {i}");
            arrays[i].Dispose();
        }

        Assert.Equal(0, device.Session.Memory.UsedFrames);
    }

    private static void Check(DeviceMemory memory, HmmArray<int>[] arrays)
    {
        // Takes over what the core has changed by itself.
        int used = memory.UsedFrames;
        bool[] seen = new bool[memory.Capacity];
        int count = 0;
        foreach (HmmArray<int> array in arrays)
        {
            if (memory.FindMirror(array.Region!) is not { } mirror)
            {
                continue;
            }

            int frames = mirror.Geometry.Frames;
            long resident = 0;
            bool owned = false;
            for (long page = 0; page < mirror.PageCount; page++)
            {
                Assert.Equal(mirror.IsResident(page), mirror.IsPlaced(page));
                resident += mirror.IsResident(page) ? 1 : 0;
                owned |= mirror.IsDirty(page);
                if (!mirror.IsPlaced(page) && mirror.LinearFrame < 0)
                {
                    continue;
                }

                int frame = mirror.IsPlaced(page) ? mirror.FrameOf(page) : mirror.LinearFrame + (int)(page * frames);
                Assert.True(mirror.LinearFrame < 0 || frame == mirror.LinearFrame + (int)(page * frames));
                for (int i = frame; i < frame + frames; i++)
                {
                    Assert.False(seen[i], $"frame {i} has two pages");
                    seen[i] = true;
                    count++;
                }
            }

            Assert.Equal((resident, owned), (mirror.ResidentPages, mirror.HasPages(owned: true)));
        }

        Assert.Equal(used, count);
    }
}
