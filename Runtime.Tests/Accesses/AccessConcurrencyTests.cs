using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>Accesses, launches and touches from many threads are serial in effect.</summary>
public sealed class AccessConcurrencyTests
{
    private const int Page = 1024;
    private const int Length = 10 * Page + 17;
    private const int Threads = 6;

    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Nothing_is_lost(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice zero = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 6 * 4096, RandomEvictions = 3 });
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1, PageSize = 16384, MemoryBudget = 12 * 4096 });
        HmmDevice[] devices = [zero, one, HmmDevice.Host];
        using HmmArray<int> array = space.Allocate<int>(Length);
        int[] plain = new int[Length];
        int rounds = TestScale.Iterations(quick: 15, full: 100, @long: 2_000);
        int accesses = 0;
        Task[] tasks = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(
            () =>
            {
                Random random = new(thread);
                for (int round = 0; round < rounds; round++)
                {
                    HmmDevice device = devices[random.Next(devices.Length)];
                    switch (random.Next(4))
                    {
                        case 0:
                            TransparentKernels.Add(device, Length, 1, array);
                            break;
                        case 1 when mode != HmmHostMode.Scopes:
                            // Reads beside accesses and launches: any value that it ever had.
                            Assert.InRange(array.AsReadOnlySpan()[random.Next(Length)], 0, Threads * rounds);
                            continue;
                        default:
                            Add(device, array, plain, random.Next(Length - 2 * Page));
                            break;
                    }

                    Interlocked.Increment(ref accesses);
                }
            },
            TestContext.Current.CancellationToken))];
        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromMinutes(TestScale.Iterations(2, 3, 30)), TestContext.Current.CancellationToken);
        Assert.All(array.AsReadOnlySpan().ToArray(), element => Assert.Equal(accesses, element));
    }

    /// <summary>Adds one to every element, by accesses: first to a part, then to the rest, so that parts are of all kinds.</summary>
    private static void Add(HmmDevice device, HmmArray<int> array, int[] plain, int first)
    {
        for (int start = 0; start < Length;)
        {
            int end = start < first && first - start < 2 * Page ? first : Math.Min(Length, start + 2 * Page);
            device.Access(HmmOperand.ReadWrite<int>(array.Slice(start, end - start)), HmmOperand.Read<int>(plain.AsMemory(0, 3)), (address, zeros, _) =>
            {
                foreach (ref int element in address.AsSpan<int>())
                {
                    element += 1 + zeros.AsReadOnlySpan<int>()[1];
                }
            });
            start = end;
        }
    }
}
