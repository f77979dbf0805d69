using System.Runtime.InteropServices;

namespace HmmGen.Memory;

/// <summary>A page of the collected heap, as an element type: an array of pages can have any size.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct HeapPage
{
    /// <summary>The size of a page in bytes.</summary>
    public const int Size = 4096;
}
