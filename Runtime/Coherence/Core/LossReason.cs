namespace HmmGen.Coherence.Core;

/// <summary>Why pages were lost. A touch of lost pages fails.</summary>
[Flags]
internal enum LossReason
{
    /// <summary>Nothing was lost.</summary>
    None = 0,

    /// <summary>The pages were on a device that failed.</summary>
    Device = 1,

    /// <summary>The pages could not be read from the file beneath.</summary>
    File = 2,

    /// <summary>Linux refused a call. Without the call the pages would be stale.</summary>
    System = 4,
}
