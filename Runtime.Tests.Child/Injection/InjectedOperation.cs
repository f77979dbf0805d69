namespace HmmGen.Tests.Child.Injection;

/// <summary>An operation of which a call fails. Made anew for each step.</summary>
/// <param name="space">Where its arrays are.</param>
internal abstract class InjectedOperation(HmmSpace space) : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>The arrays, with what they may hold afterwards.</summary>
    public List<ExpectedArray> Arrays { get; } = [];

    /// <summary>The space.</summary>
    public HmmSpace Space { get; } = space;

    /// <summary>Brings about what the operation begins with. All calls pass.</summary>
    public abstract void Prepare();

    /// <summary>Does it.</summary>
    public abstract void Act();

    /// <summary>Looks at what is no array.</summary>
    /// <param name="done">Whether the operation was not refused.</param>
    /// <exception cref="WrongException">Something is wrong.</exception>
    public virtual void CheckOthers(bool done)
    {
    }

    /// <summary>Sees to it that the arrays are of use again, whatever has happened. All calls pass.</summary>
    public virtual void UseAgain()
    {
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 7 });
        foreach (ExpectedArray expected in Arrays)
        {
            HmmArray<int> array = expected.Array;
            array.Discard(HmmRange.All);
            Expect(array.AsReadOnlySpan().IndexOfAnyExcept(0) < 0, "what was discarded is zero");
            array.AsSpan().Fill(3);
            Kernels.Add(other, (int)array.Length, 4, array);
            Expect(array.AsReadOnlySpan().IndexOfAnyExcept(7) < 0, "an array works again");
            array.AsSpan()[1] = 8;
            Expect(array[1] == 8 && array[0] == 7, "the host writes it again");
        }
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    /// <summary>Says that something must be.</summary>
    /// <param name="holds">Whether it is.</param>
    /// <param name="what">What.</param>
    /// <exception cref="WrongException">It is not.</exception>
    protected static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new WrongException($"this does not hold: {what}");
        }
    }

    /// <summary>Has something disposed of at the end.</summary>
    /// <param name="owned">What.</param>
    /// <returns>The same.</returns>
    protected T Own<T>(T owned) where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>An array whose elements are their numbers and something more.</summary>
    /// <param name="length">How many.</param>
    /// <param name="more">What is added.</param>
    /// <returns>The array.</returns>
    protected HmmArray<int> Filled(int length, int more)
    {
        HmmArray<int> array = Own(Space.Allocate<int>(length));
        Numbers(length, more).CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>Numbers from some number on.</summary>
    /// <param name="length">How many.</param>
    /// <param name="first">The first.</param>
    /// <returns>The numbers.</returns>
    protected static int[] Numbers(int length, int first)
    {
        int[] numbers = new int[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = first + i;
        }

        return numbers;
    }
}
