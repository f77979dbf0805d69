using HmmGen.Samples;
using Spectre.Console;

namespace HmmGen.VectorSearch;

/// <summary>Vectors divided into lists around centres (IVF-Flat): a search looks only into the lists whose centres are near.</summary>
internal sealed class SearchIndex : IDisposable
{
    private const int SampleSize = 16_384;
    private const int Parts = 64;

    private readonly int _dimensions;
    private readonly HmmArray<float> _query;
    private readonly HmmArray<float> _centreDistances;
    private readonly HmmArray<float> _distances = HmmSpace.Shared.Allocate<float>(Parts * SearchKernels.Neighbours);
    private readonly HmmArray<int> _places = HmmSpace.Shared.Allocate<int>(Parts * SearchKernels.Neighbours);

    private SearchIndex(int dimensions, int lists, int vectors)
    {
        _dimensions = dimensions;
        Centres = HmmSpace.Shared.Allocate<float>((long)lists * dimensions);
        Starts = HmmSpace.Shared.Allocate<int>(lists + 1);
        Members = HmmSpace.Shared.Allocate<int>(vectors);
        Listed = HmmSpace.Shared.Allocate<float>((long)vectors * dimensions);
        _query = HmmSpace.Shared.Allocate<float>(dimensions);
        _centreDistances = HmmSpace.Shared.Allocate<float>(lists);
    }

    /// <summary>The centre of each list.</summary>
    public HmmArray<float> Centres { get; }

    /// <summary>Where each list begins, and at the end where the last one ends.</summary>
    public HmmArray<int> Starts { get; }

    /// <summary>The vectors' numbers, list after list.</summary>
    public HmmArray<int> Members { get; }

    /// <summary>The vectors, list after list.</summary>
    public HmmArray<float> Listed { get; }

    /// <summary>Builds the index.</summary>
    /// <param name="device">Where.</param>
    /// <param name="set">The vectors.</param>
    /// <param name="settings">How many lists and rounds.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The index.</returns>
    public static async Task<SearchIndex> BuildAsync(
        HmmDevice device, VectorSet set, SearchSettings settings, WorkloadProgress progress, CancellationToken cancellationToken)
    {
        VectorLayout layout = set.Layout;
        int lists = Math.Min(settings.Lists, set.Count);
        SearchIndex index = new(layout.Dimensions, lists, set.Count);
        for (int list = 0; list < lists; list++)
            set.Vector((int)((long)list * set.Count / lists)).CopyTo(index.Centres.AsSpan((long)list * layout.Dimensions, layout.Dimensions));

        // Every n-th vector is enough to find where the centres belong.
        int step = Math.Max(1, set.Count / SampleSize);
        int samples = set.Count / step;
        using HmmArray<int> assigned = HmmSpace.Shared.Allocate<int>(set.Count);
        ProgressTask bar = progress.Begin("k-means", settings.Rounds);
        for (int round = 0; round < settings.Rounds; round++)
        {
            await SearchKernels.AssignAsync(device, samples, step, layout, set.Numbers, index.Centres, assigned, cancellationToken);
            index.Divide(assigned.AsReadOnlySpan(0, samples));
            await SearchKernels.AverageAsync(
                device, (lists, layout.Dimensions), step, layout, index.Starts, index.Members, set.Numbers, index.Centres, cancellationToken);
            bar.Increment(1);
        }

        await SearchKernels.AssignAsync(
            device, progress.Watch("assign to lists", set.Count), 1, layout, set.Numbers, index.Centres, assigned, cancellationToken);
        index.Divide(assigned.AsReadOnlySpan());
        await SearchKernels.GatherAsync(
            device, progress.Watch("fill lists", set.Count), layout, index.Members, set.Numbers, index.Listed, cancellationToken);
        return index;
    }

    /// <summary>Searches: one launch compares the query with the centres, one searches all probed lists.</summary>
    /// <param name="device">Where.</param>
    /// <param name="query">The query.</param>
    /// <param name="probes">How many lists are probed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The nearest vectors found, nearest first, and the lists that were probed.</returns>
    public async Task<(IReadOnlyList<Neighbour> Nearest, int[] Probed)> SearchAsync(
        HmmDevice device, float[] query, int probes, CancellationToken cancellationToken)
    {
        _query.CopyFrom(query);
        int lists = (int)_centreDistances.Length;
        await SearchKernels.CompareAsync(device, lists, _dimensions, _query, Centres, _centreDistances, cancellationToken);
        int[] probed = Nearest(_centreDistances.AsReadOnlySpan(), Math.Min(probes, lists));
        await SearchKernels.SearchAsync(
            device, Parts, Parts, _dimensions, _query, probed, Starts, Listed, _distances, _places, cancellationToken);
        return (Merge(), probed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Centres.Dispose();
        Starts.Dispose();
        Members.Dispose();
        Listed.Dispose();
        _query.Dispose();
        _centreDistances.Dispose();
        _distances.Dispose();
        _places.Dispose();
    }

    /// <summary>The numbers of the smallest distances, smallest first.</summary>
    /// <param name="distances">The distances.</param>
    /// <param name="count">How many.</param>
    /// <returns>The numbers.</returns>
    public static int[] Nearest(ReadOnlySpan<float> distances, int count)
    {
        float[] keys = distances.ToArray();
        int[] numbers = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, numbers);
        return numbers[..count];
    }

    /// <summary>Sorts vectors by their lists: counts, adds up, and gives each its place.</summary>
    private void Divide(ReadOnlySpan<int> assigned)
    {
        Span<int> starts = Starts.AsSpan();
        Span<int> members = Members.AsSpan();
        starts.Clear();
        foreach (int list in assigned)
            starts[list + 1]++;
        for (int list = 1; list < starts.Length; list++)
            starts[list] += starts[list - 1];

        int[] next = starts.ToArray();
        for (int row = 0; row < assigned.Length; row++)
            members[next[assigned[row]]++] = row;
    }

    private List<Neighbour> Merge()
    {
        ReadOnlySpan<float> distances = _distances.AsReadOnlySpan();
        ReadOnlySpan<int> places = _places.AsReadOnlySpan();
        List<Neighbour> all = [];
        for (int k = 0; k < places.Length; k++)
        {
            if (places[k] >= 0)
                all.Add(new Neighbour(distances[k], Members[places[k]]));
        }

        all.Sort();
        return all.Count > SearchKernels.Neighbours ? all[..SearchKernels.Neighbours] : all;
    }
}
