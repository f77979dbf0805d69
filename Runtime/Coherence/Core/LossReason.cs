namespace HmmGen.Coherence.Core;

/// <summary>Why pages were lost, so that touching them is an error.</summary>
[Flags]
internal enum LossReason
{
    /// <summary>Nothing was lost.</summary>
    None = 0,

    /// <summary>They were on a device that failed.</summary>
    Device = 1,

    /// <summary>They could not be read from the file beneath.</summary>
    File = 2,

    /// <summary>The system refused a call without which they would be stale.</summary>
    System = 4,
}
