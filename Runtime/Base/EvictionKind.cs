namespace HmmGen.Base;

/// <summary>How a device chooses the pages that leave it when others need their frames.</summary>
internal enum EvictionKind
{
    /// <summary>By what is to come, and then by aged counts of uses.</summary>
    Aged,

    /// <summary>By a clock, without any foresight.</summary>
    Clock,
}
