namespace HmmGen.Coherence.Core;

/// <summary>How pages are brought to a device.</summary>
[Flags]
internal enum EnterFlags
{
    /// <summary>To be read.</summary>
    None = 0,

    /// <summary>To be written.</summary>
    Writable = 1,

    /// <summary>With what they hold; else they will be overwritten whole.</summary>
    Contents = 2,

    /// <summary>They are known to be zero. Of a watched region the core knows itself.</summary>
    Zero = 4,
}
