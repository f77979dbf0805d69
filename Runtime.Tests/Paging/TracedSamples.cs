using HmmGen.Digits;
using HmmGen.Embeddings;
using HmmGen.Samples;
using HmmGen.VectorSearch;
using Spectre.Console;

namespace HmmGen.Tests.Paging;

/// <summary>The launches of the samples, by the samples' own code, with less data.</summary>
internal static class TracedSamples
{
    /// <summary>A classifier of digits learns and is tested: nine launches a step, and the images of a batch in random order.</summary>
    /// <param name="device">The device.</param>
    /// <param name="arrays">Not used: the sample has its own arrays.</param>
    public static void Digits(HmmDevice device, TracedArrays arrays)
        => new Trainer(device, new TrainingOptions { Epochs = 2 }).Run(SyntheticDigits.Draw(2_000, seed: 1));

    /// <summary>A table of embeddings learns. Rows are named by Zipf's law and lie at random places.</summary>
    /// <param name="device">The device.</param>
    /// <param name="arrays">The source of arrays.</param>
    public static void Embeddings(HmmDevice device, TracedArrays arrays)
    {
        EmbeddingSettings settings = new(Rows: 60_000, Batches: 16, Bags: 32, Lookups: 10);
        PopularRows popular = new(settings.Rows, 1.05, isHotFirst: false, seed: 1);
        using EmbeddingModel model = new(arrays.Written<float>(settings.Rows * EmbeddingKernels.Width), settings);
        model.Begin();
        for (int batch = 0; batch < settings.Batches; batch++)
        {
            model.LearnAsync(device, TrainingBatch.Draw(popular, settings), CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    /// <summary>
    /// Vectors in lists are searched; some lists are searched more often than others. The host makes the lists: these launches show their progress, so that
    /// time cuts them.
    /// </summary>
    /// <param name="device">The device.</param>
    /// <param name="arrays">Not used: the sample has its own arrays.</param>
    public static void VectorSearch(HmmDevice device, TracedArrays arrays)
    {
        SearchSettings settings = new(Vectors: 8_000, Dimensions: 64, Lists: 64, Rounds: 2, Queries: 60, Probes: 3);
        using VectorSet set = VectorSet.Empty(settings.Vectors, settings.Dimensions);
        SearchKernels.Draw(HmmDevice.Host, set.Count, seed: 1, 2 * settings.Lists, 0.6f, settings.Dimensions, set.Numbers);
        using SearchIndex index = Build(set, settings);
        foreach (float[] query in SearchQueries.Draw(set, index, settings.Queries, seed: 1))
        {
            index.SearchAsync(device, query, settings.Probes, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    private static SearchIndex Build(VectorSet set, SearchSettings settings)
    {
        SearchIndex? index = null;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        WorkloadProgress.ShowAsync(console, async progress =>
            index = await SearchIndex.BuildAsync(HmmDevice.Host, set, settings, progress, CancellationToken.None)).GetAwaiter().GetResult();
        return index!;
    }
}
