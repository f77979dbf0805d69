using System.Collections.Concurrent;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>The runs of <see cref="MemoryModelTests"/>: explicit, since each is started in a process of its own.</summary>
public sealed class MemoryModelRuns
{
    private const int Most = 40;

    /// <summary>Fewer pages of files than one map has.</summary>
    private const long FewPages = 8 * 4096;

    [Fact(Explicit = true)]
    public void Transparent() => Run(HmmHostMode.Transparent);

    [Fact(Explicit = true)]
    public void TransparentUserMode() => Run(HmmHostMode.TransparentUserMode);

    [Fact(Explicit = true)]
    public void Scopes() => Run(HmmHostMode.Scopes);

    private static void Run(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        long before = HmmSpace.FileMemory;
        HmmSpace.FileMemory = FewPages;
        using GarbageThread garbage = new();
        try
        {
            // Also where a run ends the process.
            Console.WriteLine($"{mode}: the first run has the seed {TestSeeds.First}");
            int left = TestScale.Iterations(quick: 100, full: 800, @long: 100_000);
            int seed = TestSeeds.First - 1;
            ConcurrentQueue<string> failures = [];
            Parallel.For(0, Environment.ProcessorCount, _ =>
            {
                while (failures.IsEmpty && Volatile.Read(ref left) > 0)
                {
                    Interlocked.Add(ref left, -Run(space, Interlocked.Increment(ref seed), failures));
                }
            });
            Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
        }
        finally
        {
            HmmSpace.FileMemory = before;
        }
    }

    private static int Run(HmmSpace space, int seed, ConcurrentQueue<string> failures)
    {
        Random random = new(seed);

        // Drawn apart, so that a seed means the same operations whatever mechanisms there are.
        Random switches = new(~seed);
        (SimulatedOptions First, SimulatedOptions Second) devices = (Device(random, switches, 0), Device(random, switches, 1));
        bool collecting = random.Next(4) == 0;
        ModelOperation[] operations = new ModelOperation[random.Next(1, Most)];
        for (int i = 0; i < operations.Length; i++)
        {
            operations[i] = ModelOperation.Any(random);
        }

        List<ModelOperation> done = [];
        try
        {
            using MemoryModel model = new(space, devices.First, devices.Second);
            model.Apply(operations, collecting, done.Add);
            model.Check();
            model.End();
        }
        catch (Exception failure)
        {
            failures.Enqueue($"seed {seed}, {devices}, collecting {collecting}:\n{string.Join('\n', done)}\n{failure}");
        }

        return operations.Length;
    }

    private static SimulatedOptions Device(Random random, Random switches, int number)
    {
        SimulatedOptions options = new()
        {
            Number = number,
            MemoryBudget = random.Next(2) == 0 ? 1L << 30 : random.Next(4, 60) * 4096L,
            PageSize = random.Next(2) == 0 ? 4096 : 16384,
            Variant = random.Next(2) == 0 ? HmmKernelVariants.Auto : HmmKernelVariants.Resumable,
            Prefetch = random.Next(2) == 0,
            RandomEvictions = random.Next(2) == 0 ? 5 : null,
            MaxDegreeOfParallelism = 1,
        };
        return options with { Testing = Mechanisms.SometimesWithout(switches, options.Testing) };
    }
}
