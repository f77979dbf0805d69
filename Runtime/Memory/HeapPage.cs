using System.Runtime.InteropServices;

namespace HmmGen.Memory;

/// <summary>A page of the collected heap: so that an array of them can have any size.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct HeapPage
{
    /// <summary>The size of a page.</summary>
    public const int Size = 4096;
}
