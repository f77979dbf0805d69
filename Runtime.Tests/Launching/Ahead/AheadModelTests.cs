using HmmGen.Base;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Random launches over slices give what loops give, whether pages come ahead or not, on devices that hold a fraction of the data.</summary>
public sealed class AheadModelTests(ITestOutputHelper output)
{
    private const int Length = 40_000;

    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Random_launches_give_what_loops_give(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        int programs = TestScale.Iterations(quick: 10, full: 20, @long: 2_000);
        for (int seed = TestSeeds.First; seed < TestSeeds.First + programs; seed++)
        {
            output.WriteLine($"seed {seed}");
            Random random = new(seed);
            SimulatedOptions options = Options(random);
            int steps = random.Next();
            Run(space, options with { Testing = options.Testing with { Overlap = OverlapKind.Always } }, new Random(steps));
            Run(space, options with { Testing = options.Testing with { Overlap = OverlapKind.Never } }, new Random(steps));
        }
    }

    /// <summary>While chunks run and pages come, the host changes the elements between those that the kernels change.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public async Task Elements_between_those_of_the_kernel_keep_what_the_host_wrote(HmmHostMode mode)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = 24 << 12,
            Testing = new() { Overlap = OverlapKind.Always, MaximumChunk = 2048 },
        });
        using HmmArray<int> array = space.Allocate<int>(Length);
        int launches = TestScale.Iterations(quick: 20, full: 60, @long: 2_000);
        using CancellationTokenSource end = new();
        int[] written = new int[Length];
        Task host = Task.Run(() => WriteOdd(new Random(seed), array, written, end.Token), TestContext.Current.CancellationToken);
        for (int launch = 0; launch < launches; launch++)
        {
            TransparentKernels.AddToEven(device, Length / 2, 3, array);
        }

        await end.CancelAsync();
        await host;
        int[] left = array.ToArray();
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(i % 2 == 0 ? 3 * launches : written[i], left[i]);
        }
    }

    private static void WriteOdd(Random random, HmmArray<int> array, int[] written, CancellationToken end)
    {
        for (int round = 1; !end.IsCancellationRequested; round++)
        {
            int at = random.Next(Length / 2) * 2 + 1;
            array.AsSpan()[at] = written[at] = round;
            Assert.Equal(round, array.AsReadOnlySpan()[at]);
        }
    }

    private static SimulatedOptions Options(Random random) => new()
    {
        MemoryBudget = random.Next(12, 90) << 12,
        PageSize = 4096 << random.Next(3),
        MaxDegreeOfParallelism = random.Next(1, 3),
        Testing = new()
        {
            MaximumChunk = random.Next(300, 9000),
            RandomEvictions = random.Next(4) == 0 ? random.Next() : null,
            Eviction = random.Next(4) == 0 ? EvictionKind.Clock : EvictionKind.Aged,
        },
    };

    private static void Run(HmmSpace space, SimulatedOptions options, Random random)
    {
        using HmmDevice device = HmmDevice.Simulated(options);
        HmmArray<int>[] arrays = [.. Enumerable.Range(0, 3).Select(_ => space.Allocate<int>(Length))];
        int[][] models = [.. arrays.Select(static _ => new int[Length])];
        List<(int From, int To, int Length, int At, int There)> slices = [];
        for (int step = 0; step < 25; step++)
        {
            // Half of the slices come again, since a device remembers equal launches.
            if (slices.Count == 0 || random.Next(2) == 0)
            {
                int drawn = random.Next(3), count = random.Next(1, Length);
                slices.Add((drawn, (drawn + random.Next(1, 3)) % 3, count, random.Next(Length - count), random.Next(Length - count)));
            }

            (int from, int to, int length, int at, int there) = slices[random.Next(slices.Count)];
            Span<int> source = models[from].AsSpan(at, length), target = models[to].AsSpan(there, length);
            switch (random.Next(7))
            {
                case 6:
                    Assert.True(arrays[to].AsReadOnlySpan().Slice(there, length).SequenceEqual(target));
                    break;
                case 0:
                    TransparentKernels.Add(device, length, step, arrays[to].Slice(there, length));
                    for (int i = 0; i < length; i++)
                    {
                        TransparentKernels.Add(i, step, target);
                    }

                    break;
                case 1:
                    TransparentKernels.Copy(device, length, arrays[from].Slice(at, length), arrays[to].Slice(there, length));
                    source.CopyTo(target);
                    break;
                case 2:
                    TransparentKernels.Fill(device, length, step, arrays[to].Slice(there, length));
                    target.Fill(step);
                    break;
                case 3:
                    using (CancellationTokenSource never = new())
                    {
                        TransparentKernels.CopyAsync(device, length, arrays[from].Slice(at, length), arrays[to].Slice(there, length), never.Token)
                            .Wait(never.Token);
                    }

                    source.CopyTo(target);
                    break;
                case 4:
                    arrays[to].AsSpan()[there] = step;
                    target[0] = step;
                    break;
                default:
                    AheadKernels.Blur(device, length, arrays[from].Slice(at, length), arrays[to].Slice(there, length));
                    for (int i = 0; i < length; i++)
                    {
                        AheadKernels.Blur(i, source, target);
                    }

                    break;
            }
        }

        Assert.InRange(device.Session.Memory.UsedFrames, 0, device.Session.Memory.Capacity);
        for (int i = 0; i < arrays.Length; i++)
        {
            Assert.True(arrays[i].AsReadOnlySpan().SequenceEqual(models[i]), $"array {i}");
            arrays[i].Dispose();
        }

        // The books of frames and of pages agree: without pages there are no frames in use.
        Assert.Equal(0, device.Session.Memory.UsedFrames);
    }
}
