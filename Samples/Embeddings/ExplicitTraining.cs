using System.Diagnostics;
using HmmGen.Samples;
using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.Embeddings;

/// <summary>The training as one writes it for ILGPU by hand: the whole table is copied to the device, and back at the end.</summary>
internal static class ExplicitTraining
{
    private const int Width = EmbeddingKernels.Width;

    /// <summary>Copies the table, learns and copies it back.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="table">A copy of the table.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="settings">How many bags and rows a batch has.</param>
    /// <returns>How long copies and training took.</returns>
    public static TimeSpan Measure(HmmDeviceKind kind, float[] table, IReadOnlyList<TrainingBatch> batches, EmbeddingSettings settings)
    {
        using ExplicitAccelerator opened = new(kind);
        Accelerator accelerator = opened.Accelerator;
        var pool = accelerator.LoadAutoGroupedStreamKernel<Index1D, int, ArrayView<int>, ArrayView<float>, ArrayView<float>>(Pool);
        var score = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(Score);
        var learnRows = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, float, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(LearnRows);
        var learnWeights = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, float, ArrayView<float>, ArrayView<float>, ArrayView<float>>(LearnWeights);

        long start = Stopwatch.GetTimestamp();
        using MemoryBuffer1D<float, Stride1D.Dense> there = accelerator.Allocate1D(table);
        using MemoryBuffer1D<float, Stride1D.Dense> pooled = accelerator.Allocate1D<float>(settings.Bags * Width);
        using MemoryBuffer1D<float, Stride1D.Dense> errors = accelerator.Allocate1D<float>(settings.Bags);
        using MemoryBuffer1D<float, Stride1D.Dense> weights = accelerator.Allocate1D(
            [.. Enumerable.Repeat(EmbeddingModel.FirstWeight, Width)]);
        foreach (TrainingBatch batch in batches)
        {
            using MemoryBuffer1D<int, Stride1D.Dense> rows = accelerator.Allocate1D(batch.Rows);
            using MemoryBuffer1D<float, Stride1D.Dense> targets = accelerator.Allocate1D(batch.Targets);
            using MemoryBuffer1D<int, Stride1D.Dense> distinct = accelerator.Allocate1D(batch.Distinct);
            using MemoryBuffer1D<int, Stride1D.Dense> starts = accelerator.Allocate1D(batch.Starts);
            using MemoryBuffer1D<int, Stride1D.Dense> bags = accelerator.Allocate1D(batch.BagsOfRows);
            pool(settings.Bags * Width, settings.Lookups, rows.View, there.View, pooled.View);
            score(settings.Bags, pooled.View, weights.View, targets.View, errors.View);
            learnRows(
                batch.Distinct.Length * Width,
                settings.RowRate,
                distinct.View,
                starts.View,
                bags.View,
                errors.View,
                weights.View,
                there.View);
            learnWeights(Width, EmbeddingSettings.Rate, pooled.View, errors.View, weights.View);
            accelerator.Synchronize();
        }

        there.CopyToCPU(table);
        return Stopwatch.GetElapsedTime(start);
    }

    private static void Pool(Index1D i, int lookups, ArrayView<int> rows, ArrayView<float> table, ArrayView<float> pooled)
    {
        int bag = i / Width;
        float sum = 0;
        for (int k = bag * lookups; k < (bag + 1) * lookups; k++)
            sum += table[rows[k] * Width + i % Width];
        pooled[i] = sum / lookups;
    }

    private static void Score(
        Index1D bag, ArrayView<float> pooled, ArrayView<float> weights, ArrayView<float> targets, ArrayView<float> errors)
    {
        float score = 0;
        for (int d = 0; d < Width; d++)
            score += pooled[bag * Width + d] * weights[d];
        errors[bag] = score - targets[bag];
    }

    private static void LearnRows(
        Index1D i, float rate, ArrayView<int> rows, ArrayView<int> starts, ArrayView<int> bags, ArrayView<float> errors,
        ArrayView<float> weights, ArrayView<float> table)
    {
        int row = i / Width;
        float error = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++)
            error += errors[bags[k]];
        table[rows[row] * Width + i % Width] -= rate * error * weights[i % Width];
    }

    private static void LearnWeights(Index1D d, float rate, ArrayView<float> pooled, ArrayView<float> errors, ArrayView<float> weights)
    {
        float gradient = 0;
        for (int bag = 0; bag < errors.IntLength; bag++)
            gradient += errors[bag] * pooled[bag * Width + d];
        weights[d] -= rate * gradient / errors.IntLength;
    }
}
