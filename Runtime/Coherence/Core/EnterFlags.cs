namespace HmmGen.Coherence.Core;

/// <summary>How pages are brought to a device.</summary>
[Flags]
internal enum EnterFlags
{
    /// <summary>The pages enter to be read.</summary>
    None = 0,

    /// <summary>The pages enter to be written.</summary>
    Writable = 1,

    /// <summary>The pages enter with their contents. Without this flag the launch overwrites them whole.</summary>
    Contents = 2,

    /// <summary>The pages are zero. In a watched region the core finds this out itself.</summary>
    Zero = 4,
}
