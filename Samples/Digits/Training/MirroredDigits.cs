namespace HmmGen.Digits;

/// <summary>A set of digits in memory that devices mirror, and the order in which it is used.</summary>
public sealed class MirroredDigits : IDisposable
{
    private readonly int[] _shuffled;

    /// <summary>Copies a set.</summary>
    /// <param name="set">The set.</param>
    public MirroredDigits(DigitSet set)
    {
        Count = set.Count;
        TrainingCount = set.TrainingCount;
        Images = HmmSpace.Shared.Allocate<byte>(set.Images.Length);
        Labels = HmmSpace.Shared.Allocate<byte>(set.Labels.Length);
        Order = HmmSpace.Shared.Allocate<int>(set.Count);
        Losses = HmmSpace.Shared.Allocate<float>(set.TrainingCount);
        set.Images.CopyTo(Images.AsSpan());
        set.Labels.CopyTo(Labels.AsSpan());
        _shuffled = [.. Enumerable.Range(0, set.Count)];
        _shuffled.CopyTo(Order.AsSpan());
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>How many samples, from the first in the order, are for training; the others are for the test.</summary>
    public int TrainingCount { get; }

    /// <summary>The grey levels of all images.</summary>
    public HmmArray<byte> Images { get; }

    /// <summary>The labels of all images.</summary>
    public HmmArray<byte> Labels { get; }

    /// <summary>The order in which samples are used.</summary>
    public HmmArray<int> Order { get; }

    /// <summary>The last loss of each training sample, in the order in which they are used.</summary>
    public HmmArray<float> Losses { get; }

    /// <summary>Puts the training samples in a new order.</summary>
    /// <param name="random">Draws the order.</param>
    public void Shuffle(Random random)
    {
        random.Shuffle(_shuffled.AsSpan(0, TrainingCount));
        _shuffled.AsSpan(0, TrainingCount).CopyTo(Order.AsSpan(0, TrainingCount));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        Order.Dispose();
        Losses.Dispose();
    }
}
