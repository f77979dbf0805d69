namespace HmmGen.Tests.InPlace;

/// <summary>Numbers, a place for results, and the places of the numbers from the last to the first.</summary>
internal sealed class PlaceArrays : IDisposable
{
    /// <summary>Makes the arrays.</summary>
    /// <param name="space">Their space.</param>
    /// <param name="length">The number of elements.</param>
    public PlaceArrays(HmmSpace space, int length)
    {
        (X, Y, Places) = (space.Allocate<int>(length), space.Allocate<int>(length), space.Allocate<int>(length));
        for (int i = 0; i < length; i++)
        {
            X[i] = i;
            Places[i] = length - 1 - i;
        }
    }

    /// <summary>The numbers from 0.</summary>
    public HmmArray<int> X { get; }

    /// <summary>Zeros.</summary>
    public HmmArray<int> Y { get; }

    /// <summary>The places of the numbers from the last to the first.</summary>
    public HmmArray<int> Places { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        X.Dispose();
        Y.Dispose();
        Places.Dispose();
    }
}
