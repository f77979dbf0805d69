namespace HmmGen.Memory;

/// <summary>What a map of a file shares with it.</summary>
internal enum FileSharing
{
    /// <summary>The map is read only.</summary>
    ReadOnly,

    /// <summary>Writes to the map go to the file.</summary>
    Written,

    /// <summary>Writes to the map stay in the map.</summary>
    Private,
}
