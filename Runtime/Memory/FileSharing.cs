namespace HmmGen.Memory;

/// <summary>What a map of a file shares with it.</summary>
internal enum FileSharing
{
    /// <summary>The map is only read.</summary>
    ReadOnly,

    /// <summary>What is written to the map reaches the file.</summary>
    Written,

    /// <summary>What is written to the map stays there.</summary>
    Private,
}
