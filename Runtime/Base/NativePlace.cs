namespace HmmGen.Base;

/// <summary>The place of a range of elements, as native code finds it.</summary>
/// <param name="Kind">How native code refers to the memory.</param>
/// <param name="Memory">The address of the memory, or its handle; 0 when the range is empty.</param>
/// <param name="Offset">The bytes before the range in the memory.</param>
/// <param name="Bytes">The size of the range in bytes.</param>
/// <param name="Access">What the library does with the range.</param>
internal readonly record struct NativePlace(NativeMemoryKind Kind, nint Memory, long Offset, long Bytes, HmmAccess Access);
