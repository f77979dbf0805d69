using Microsoft.Win32.SafeHandles;

namespace HmmGen.Memory;

/// <summary>A part of a file that an array is made of.</summary>
/// <param name="File">The file, open.</param>
/// <param name="Offset">Where the array begins in it.</param>
/// <param name="Sharing">What the array shares with it.</param>
internal readonly record struct FilePart(SafeFileHandle File, long Offset, FileSharing Sharing);
