using HmmGen.Base;

namespace HmmGen.Tests.Child.Injection;

/// <summary>An operation on one array and one device, given by what is done.</summary>
/// <param name="space">Where the array is.</param>
internal sealed class SimpleOperation(HmmSpace space) : InjectedOperation(space)
{
    /// <summary>The array, which holds numbers from 100 on at first.</summary>
    public HmmArray<int> Array { get; private set; } = null!;

    /// <summary>The device.</summary>
    public HmmDevice Device { get; private set; } = null!;

    /// <summary>Another device, if there is one.</summary>
    public HmmDevice Another { get; private set; } = null!;

    /// <summary>Another array of zeros, which gets what the first one holds.</summary>
    public HmmArray<int> Target { get; private set; } = null!;

    /// <summary>How the host touches memory.</summary>
    public HostTouches Touches { get; private set; } = null!;

    /// <summary>The number of elements.</summary>
    public int Length { get; init; } = 5 * ExpectedArray.Page - 7;

    /// <summary>The device's memory; null for as much as there is.</summary>
    public long? Budget { get; init; }

    /// <summary>Whether pages of the next chunk come while one runs, and go home too; chunks have a page then.</summary>
    public bool IsAhead { get; init; }

    /// <summary>What happens before; null for nothing.</summary>
    public Action<SimpleOperation>? Before { get; init; }

    /// <summary>The operation.</summary>
    public required Action<SimpleOperation> Does { get; init; }

    /// <summary>Whether there is another array.</summary>
    public bool HasTarget { get; init; }

    /// <summary>Whether there is another device.</summary>
    public bool HasAnother { get; init; }

    /// <summary>The first of the numbers that the array holds before the operation.</summary>
    public int NumbersBefore { get; init; } = 100;

    /// <summary>The first of the numbers that it holds afterwards; null for zeros.</summary>
    public int? NumbersAfter { get; init; } = 100;

    /// <summary>What the arrays need before they can be of use again; null for nothing.</summary>
    public Action<SimpleOperation>? Undo { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        Touches = Own(new HostTouches(Space.HostMode));
        Device = Own(HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = Budget,
            MaxDegreeOfParallelism = 1,
            Testing = IsAhead ? new() { Overlap = OverlapKind.Always, MaximumChunk = ExpectedArray.Page } : new(),
        }));
        Another = HasAnother ? Own(HmmDevice.Simulated(new SimulatedOptions { Number = 2, MaxDegreeOfParallelism = 1 })) : null!;
        Array = Filled(Length, 100);
        if (HasTarget)
        {
            Target = Own(Space.Allocate<int>(Length));
            Arrays.Add(new ExpectedArray(Target, new int[Length], Numbers(Length, NumbersBefore)));
        }

        Before?.Invoke(this);

        Arrays.Insert(0, new ExpectedArray(Array, Numbers(Length, NumbersBefore), NumbersAfter is { } first ? Numbers(Length, first) : new int[Length]));
    }

    /// <inheritdoc/>
    public override void Act() => Does(this);

    /// <inheritdoc/>
    public override void UseAgain()
    {
        Undo?.Invoke(this);
        base.UseAgain();
    }

    /// <summary>Has the device add to all elements.</summary>
    /// <param name="value">What.</param>
    public void Add(int value) => Kernels.Add(Device, Length, value, Array);

    /// <summary>Reads all elements of a span: where the host touches memory at any time, as any code may.</summary>
    /// <param name="span">The span.</param>
    public void ReadSpan(ReadOnlySpan<int> span)
    {
        if (Space.HostMode == HmmHostMode.Transparent)
        {
            Read();
        }
        else
        {
            Arrays[0].Compare(span, 0, done: true);
        }
    }

    /// <summary>Reads all elements as any code may.</summary>
    public void Read() => Arrays[0].Compare(Touches.Read(Array), 0, done: true);

    /// <summary>Writes all elements as any code may.</summary>
    /// <param name="first">Numbers from here on.</param>
    public void Write(int first) => Touches.Write(Array, Numbers(Length, first));
}
