namespace HmmGen.Samples;

/// <summary>What a sample has to say at its end.</summary>
internal sealed record WorkloadOutcome
{
    /// <summary>How long the measured part took.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>What the device did in that part.</summary>
    public required HmmStatistics Statistics { get; init; }

    /// <summary>The bytes of all pages that were touched: once if they were read, once more if they were written.</summary>
    public required long BytesTouched { get; init; }

    /// <summary>The bytes that copies of whole arrays move: each array there once, each that is written back once.</summary>
    public required long BytesWhole { get; init; }

    /// <summary>The largest difference to what plain C# computes.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>How long code by hand with whole copies took for the same; null when it did not run.</summary>
    public TimeSpan? ExplicitTime { get; init; }

    /// <summary>Checks the difference.</summary>
    /// <exception cref="WrongResultException">The results are not those of plain C#.</exception>
    public void Check()
    {
        if (LargestDifference != 0)
            throw new WrongResultException($"The results differ from those of plain C# by {LargestDifference:g3}; they should be the same bits.");
    }
}
