namespace HmmGen;

/// <summary>The ways in which a program uses memory. Advice never changes results.</summary>
public enum HmmAdvice
{
    /// <summary>The use is not known. This takes earlier advice back.</summary>
    Normal,

    /// <summary>The program uses the memory once, from beginning to end. Devices evict its pages first.</summary>
    Streaming,
}
