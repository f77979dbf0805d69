namespace HmmGen;

/// <summary>How a program uses memory, as long as it says nothing else. Advice never changes results.</summary>
public enum HmmAdvice
{
    /// <summary>Nothing is known; takes earlier advice back.</summary>
    Normal,

    /// <summary>Used once from beginning to end: its pages are the first to be evicted.</summary>
    Streaming,
}
