namespace HmmGen.Tests.HandWritten;

/// <summary>A rank as a type.</summary>
public interface ICellRank
{
    /// <summary>The number of dimensions.</summary>
    static abstract int Value { get; }
}
