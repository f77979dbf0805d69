namespace HmmGen.Tests.Launching;

/// <summary>Numbers, a place for results, and places of numbers.</summary>
internal sealed class IndexedArrays : IDisposable
{
    /// <summary>Makes the arrays.</summary>
    /// <param name="space">Their space.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="number">Gives each number.</param>
    /// <param name="place">Gives each place.</param>
    public IndexedArrays(HmmSpace space, int length, Func<int, int> number, Func<int, int> place)
    {
        (X, Y, Places) = (space.Allocate<int>(length), space.Allocate<int>(length), space.Allocate<int>(length));
        for (int i = 0; i < length; i++)
        {
            (X[i], Places[i]) = (number(i), place(i));
        }
    }

    /// <summary>The numbers.</summary>
    public HmmArray<int> X { get; }

    /// <summary>Zeros.</summary>
    public HmmArray<int> Y { get; }

    /// <summary>The places of numbers.</summary>
    public HmmArray<int> Places { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        X.Dispose();
        Y.Dispose();
        Places.Dispose();
    }
}
