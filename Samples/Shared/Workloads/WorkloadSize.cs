namespace HmmGen.Samples;

/// <summary>How much a sample does.</summary>
internal enum WorkloadSize
{
    /// <summary>As much as shows whether it works, in some seconds.</summary>
    Small,

    /// <summary>As much as shows how fast it is.</summary>
    Normal,
}
