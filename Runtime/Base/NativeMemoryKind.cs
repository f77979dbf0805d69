namespace HmmGen.Base;

/// <summary>How native code refers to memory.</summary>
internal enum NativeMemoryKind
{
    /// <summary>By an address of this process.</summary>
    Process,

    /// <summary>By an address of a device.</summary>
    Device,

    /// <summary>By the handle of a buffer, and an offset.</summary>
    Buffer,
}
