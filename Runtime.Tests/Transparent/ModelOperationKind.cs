namespace HmmGen.Tests.Transparent;

/// <summary>What an operation of <see cref="TransparentModel"/> does.</summary>
internal enum ModelOperationKind
{
    /// <summary>A launch that adds.</summary>
    Add,

    /// <summary>A launch that overwrites.</summary>
    Fill,

    /// <summary>A launch that adds to even elements, while another thread writes odd ones and reads.</summary>
    AddBesideWriter,

    /// <summary>The host writes through its old pointer.</summary>
    Write,

    /// <summary>The host reads through its old pointer.</summary>
    Read,

    /// <summary>The host changes single elements, far apart.</summary>
    Sprinkle,

    /// <summary>Elements are brought to a device.</summary>
    Prefetch,

    /// <summary>A device's pages are evicted.</summary>
    Evict,

    /// <summary>Elements become read-only, or writable again.</summary>
    Protect,

    /// <summary>Elements become zero.</summary>
    Discard,

    /// <summary>Elements are pinned.</summary>
    Pin,

    /// <summary>The oldest pin ends.</summary>
    Unpin,
}
