using HmmGen.Corpus;
using HmmGen.Tests.Generated.Tracing;

namespace HmmGen.Tests.Generated;

/// <summary>What a case does, counted: what forms promise is measured by it.</summary>
/// <param name="Items">The number of work items.</param>
/// <param name="AccessingItems">How many of them make an access.</param>
/// <param name="MostAccesses">The accesses of the one that makes the most.</param>
internal sealed record CorpusFootprint(long Items, long AccessingItems, int MostAccesses)
{
    /// <summary>Counts.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <param name="seed">The seed of the data.</param>
    /// <param name="size">About how many elements its largest array has.</param>
    /// <returns>The counts.</returns>
    public static CorpusFootprint Of(CorpusCase corpusCase, int seed, int size)
    {
        using TracingDevice tracing = new(new SimulatedOptions());
        corpusCase.Run(tracing.Device, seed, size);
        return new CorpusFootprint(tracing.Items, tracing.AccessingItems, tracing.MostAccesses);
    }

    /// <summary>Compares what a device did with what its form promises.</summary>
    /// <param name="options">The form.</param>
    /// <param name="watched">The device, after running the case.</param>
    /// <returns>The promise that was not kept; null when all were.</returns>
    public string? BrokenPromise(HmmDeviceOptions options, WatchedDevice watched)
    {
        HmmStatistics statistics = watched.Device.Statistics;
        if (statistics.Launches > 0 != Items > 0)
            return $"{statistics.Launches} launches for {Items} work items";
        if (options.Testing.MaximumChunk is { } chunk && statistics.Waves < (Items + chunk - 1) / chunk)
            return $"{statistics.Waves} waves for {Items} work items, {chunk} a chunk";
        if (options.Testing.FaultAtEveryAccess && statistics.Faults < AccessingItems)
            return $"{statistics.Faults} faults of {AccessingItems} work items that make accesses";

        // Each access waits for a wave of its own. Where items compete by atomics the longest may be shorter in another order.
        if (options.Testing.FaultAtEveryAccess && statistics.Waves < MostAccesses * 3 / 4)
            return $"{statistics.Waves} waves of an item that makes {MostAccesses} accesses";
        if (!options.Testing.Prefetch && (statistics.BytesPlanned > 0 || statistics.BytesReadAhead > 0))
            return $"{statistics.BytesPlanned} bytes came by plan, {statistics.BytesReadAhead} by reading ahead";
        if (!options.Testing.Prefetch && AccessingItems > 0 && statistics.PageFaults == 0)
            return "nothing was there, and yet nothing faulted";
        if (options.MemoryBudget is { } budget && watched.FrameBytes > budget)
            return $"{watched.FrameBytes} bytes of frames for a budget of {budget}";
        return watched.UsedBytes > 0 ? $"{watched.UsedBytes} bytes are left on the device" : null;
    }
}
