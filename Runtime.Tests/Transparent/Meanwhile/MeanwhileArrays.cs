namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The arrays of one case.</summary>
/// <typeparam name="T">The type of the elements that launches change.</typeparam>
internal sealed class MeanwhileArrays<T> : IDisposable where T : unmanaged
{
    /// <summary>Makes the arrays.</summary>
    /// <param name="random">What draws.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="space">Where arrays come from.</param>
    /// <param name="length">The number of elements that launches change, in each of two arrays.</param>
    public MeanwhileArrays(Random random, MeanwhileKernels<T> kernels, HmmSpace space, int length)
    {
        Limit = length / 4 * 3;
        int[] places = [.. Enumerable.Range(0, Limit)];
        int scattered = random.Next(3);
        if (scattered == 0)
        {
            random.Shuffle(places);
        }
        else if (scattered == 1)
        {
            random.Shuffle(places.AsSpan(Limit / 3, Limit / 8));
        }

        // Half of the places, so that the others are the host's.
        Places = new("places", SpaceOf(), places[..(Limit / 2)]);
        Keys = new("keys", SpaceOf(), [.. Enumerable.Range(0, Limit / 2).Select(_ => random.Next(Limit))]);
        Flags = new("flags", SpaceOf(), [.. Enumerable.Range(0, Limit / 2).Select(i => i / 700 % 2 == 0 ? random.Next(2) : 0)]);
        Numbers = [New("first"), New("second")];

        HmmSpace? SpaceOf() => random.Next(8) == 0 ? null : space;
        MeanwhileArray<T> New(string name) => new(name, SpaceOf(), [.. Enumerable.Range(0, length).Select(_ => kernels.Of(random.Next()))]);
    }

    /// <summary>Places in lists are below this number.</summary>
    public int Limit { get; }

    /// <summary>Places of which each occurs once.</summary>
    public MeanwhileArray<int> Places { get; }

    /// <summary>Places that may occur several times.</summary>
    public MeanwhileArray<int> Keys { get; }

    /// <summary>Flags.</summary>
    public MeanwhileArray<int> Flags { get; }

    /// <summary>What launches change.</summary>
    public MeanwhileArray<T>[] Numbers { get; }

    /// <summary>The arrays that no launch changes.</summary>
    public IEnumerable<MeanwhileArray<int>> Lists => [Places, Keys, Flags];

    /// <summary>A launch begins, or has ended.</summary>
    public void Begin()
    {
        foreach (MeanwhileArray<int> list in Lists)
        {
            list.Begin();
        }

        foreach (MeanwhileArray<T> numbers in Numbers)
        {
            numbers.Begin();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (MeanwhileArray<int> list in Lists)
        {
            list.Dispose();
        }

        foreach (MeanwhileArray<T> numbers in Numbers)
        {
            numbers.Dispose();
        }
    }
}
