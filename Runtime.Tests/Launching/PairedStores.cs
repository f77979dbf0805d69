using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The data of <see cref="WholeItemKernels"/>, with links in any order, and what launches left in them.</summary>
internal sealed class PairedStores
{
    private readonly int[] _places;

    /// <summary>Draws the links.</summary>
    /// <param name="items">The number of work items.</param>
    public PairedStores(int items)
    {
        At = [.. Enumerable.Range(0, items)];
        new Random(1).Shuffle(At);
        _places = Array.ConvertAll(At, link => At[At[link]]);
        Divisors = new int[items];
        Divisors.AsSpan().Fill(1);
        First = new int[items];
        Second = new int[items];
    }

    /// <summary>The links, each once.</summary>
    public int[] At { get; }

    /// <summary>What each item divides by.</summary>
    public int[] Divisors { get; }

    /// <summary>Where items store first.</summary>
    public int[] First { get; }

    /// <summary>Where they store at last.</summary>
    public int[] Second { get; }

    /// <summary>Launches <see cref="WholeItemKernels.Pair"/>.</summary>
    /// <param name="device">Where.</param>
    /// <param name="progress">The receiver of its progress; null for none.</param>
    public void Launch(HmmDevice device, IProgress<HmmProgress>? progress = null)
        => WholeItemKernels.Pair(device, HmmExtent.Range(0, At.Length) with { Progress = progress }, At, Divisors, First, Second);

    /// <summary>The items that have stored in one place and not in the other, in order.</summary>
    public int[] Half() => [.. Enumerable.Range(0, At.Length).Where(item => First[_places[item]] != Second[At[_places[item]]])];

    /// <summary>Whether an item has stored.</summary>
    /// <param name="item">The item.</param>
    /// <returns>True when it has stored in its first place.</returns>
    public bool HasBegun(int item) => First[_places[item]] != 0;

    /// <summary>Checks that each item has run whole or not at all, and that a device on which that happened runs a launch as ever.</summary>
    /// <param name="device">The device.</param>
    public void CheckWholeAndUsable(HmmDevice device)
    {
        Assert.Empty(Half());
        int[] before = [.. First];
        Divisors.AsSpan().Fill(1);
        Launch(device);
        Assert.Equal(before.Select(static value => value + 10), First);
        Assert.Empty(Half());
    }
}
