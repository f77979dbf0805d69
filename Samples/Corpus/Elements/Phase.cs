namespace HmmGen.Corpus;

/// <summary>The states of the machine in <see cref="ControlFlow"/>.</summary>
public enum Phase
{
    /// <summary>Between tokens.</summary>
    Blank,

    /// <summary>Within a word.</summary>
    Word,

    /// <summary>Within a number.</summary>
    Number,
}
