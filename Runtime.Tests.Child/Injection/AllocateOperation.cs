namespace HmmGen.Tests.Child.Injection;

/// <summary>An array is made.</summary>
/// <param name="space">Where.</param>
internal sealed class AllocateOperation(HmmSpace space) : InjectedOperation(space)
{
    private const int Length = 5 * ExpectedArray.Page - 7;
    private HmmArray<int>? _array;
    private HostTouches _touches = null!;

    /// <summary>Whether the array is there before, and is touched.</summary>
    public bool Touches { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        _touches = Own(new HostTouches(Space.HostMode));
        if (Touches)
        {
            Make();
        }
    }

    /// <inheritdoc/>
    public override void Act()
    {
        if (!Touches)
        {
            Make();
            return;
        }

        if (_touches.Read(_array!).AsSpan(0, ExpectedArray.Page).ContainsAnyExcept(0))
        {
            throw new WrongException("a new array is not zero");
        }

        _touches.Write(_array!, Numbers(Length, 3));
    }

    private void Make()
    {
        _array = Own(Space.Allocate<int>(Length));
        Arrays.Add(new ExpectedArray(_array, new int[Length], Touches ? Numbers(Length, 3) : new int[Length]));
    }
}
