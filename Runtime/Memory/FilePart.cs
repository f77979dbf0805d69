using Microsoft.Win32.SafeHandles;

namespace HmmGen.Memory;

/// <summary>The part of a file under an array.</summary>
/// <param name="File">The open file.</param>
/// <param name="Offset">The array's first byte in the file.</param>
/// <param name="Sharing">What the array shares with it.</param>
internal readonly record struct FilePart(SafeFileHandle File, long Offset, FileSharing Sharing);
