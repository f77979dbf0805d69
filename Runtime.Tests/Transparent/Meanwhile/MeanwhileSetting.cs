using HmmGen.Base;
using HmmGen.Tests.Devices;

namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The devices of a case, and the lengths of its arrays.</summary>
/// <param name="Length">The number of elements that launches change, in each of two arrays.</param>
/// <param name="Devices">The options of each device.</param>
/// <param name="Without">The mechanism that is switched off; null for none.</param>
internal sealed record MeanwhileSetting(int Length, SimulatedOptions[] Devices, string? Without)
{
    /// <summary>Draws a setting.</summary>
    /// <param name="random">What draws.</param>
    /// <param name="elementBytes">The size of an element.</param>
    /// <returns>The setting.</returns>
    public static MeanwhileSetting Any(Random random, int elementBytes)
    {
        int pageSize = random.Next(12) switch { < 6 => 4 << 10, < 8 => 8 << 10, < 9 => 16 << 10, < 11 => 64 << 10, _ => 2 << 20 };
        int length = random.Next(8000, 12_000 + Math.Min(200_000, 30 * pageSize / elementBytes));

        // Where all fits and nothing is asked for, launches find their pages there, and are kept.
        bool isCalm = random.Next(3) == 0;
        string? without = isCalm || random.Next(2) == 0 ? null : Mechanisms.Names[random.Next(Mechanisms.Names.Count)];
        PagingTestOptions testing = Mechanisms.Without(without, new PagingTestOptions
        {
            Variant = !isCalm && random.Next(6) == 0 ? HmmKernelVariants.Resumable : HmmKernelVariants.Auto,
            Prefetch = isCalm || random.Next(8) != 0,
            FaultAtEveryAccess = !isCalm && random.Next(40) == 0,
            Overlap = random.Next(3) == 0 ? OverlapKind.Always : OverlapKind.WhereItPays,
            RandomEvictions = !isCalm && random.Next(8) == 0 ? random.Next() : null,
            MaximumChunk = random.Next(3) == 0 ? null : random.Next(100, length / 3),
        });
        if (testing.FaultAtEveryAccess)
        {
            // Longer than the longest stride and row.
            length = random.Next(3100, 5000);
        }

        // Of elements of three bytes a page of the device is three times as large.
        long page = pageSize * (elementBytes == 3 ? 3 : 1);
        long data = 2L * length * elementBytes + 3L * length * sizeof(int) / 8 * 3;
        return new(length, [.. Enumerable.Range(0, !isCalm && random.Next(3) == 0 ? 2 : 1).Select(Device)], without);

        SimulatedOptions Device(int number) => new()
        {
            Number = number,
            PageSize = pageSize,
            MemoryBudget = (isCalm ? 0 : random.Next(4)) switch { 0 or 1 => 1L << 30, 2 => Math.Max(12 * page, data / 2), _ => random.Next(8, 30) * page },
            MaxDegreeOfParallelism = random.Next(1, 3),
            Testing = testing,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Length} elements, without {Without ?? "nothing"}\n{string.Join("\n", Devices.Select(Text))}";

    private static string Text(SimulatedOptions device)
    {
        PagingTestOptions testing = device.Testing;
        return $"pages of {device.PageSize}, {device.MemoryBudget} bytes, {device.MaxDegreeOfParallelism} threads, chunks of {testing.MaximumChunk}, "
            + $"{testing.Variant}, overlap {testing.Overlap}{(testing.Prefetch ? "" : ", no prefetch")}{(testing.FaultAtEveryAccess ? ", faults" : "")}"
            + $"{(testing.RandomEvictions is null ? "" : ", random evictions")}";
    }
}
