namespace HmmGen.Memory;

/// <summary>Tells a file from all others, whatever its name: on Linux by device and inode, elsewhere by the path behind links.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Node">The file in it.</param>
/// <param name="Path">The path where the system tells neither; else null.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Node, string? Path)
{
    /// <summary>Makes an identity of a path. Names that differ in case only count as one, since file systems may not tell them apart.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The identity.</returns>
    public static FileIdentity OfPath(string path) => new(0, 0, Target(path).ToUpperInvariant());

    /// <summary>Follows links.</summary>
    /// <param name="path">A path.</param>
    /// <returns>The full path of what the last link leads to, which need not exist.</returns>
    public static string Target(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        FileInfo file = new(full);
        return file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
