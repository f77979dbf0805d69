using System.Globalization;

namespace HmmGen.Memory;

/// <summary>The bytes of a file that a map writes. It ends with the map. Thread safe.</summary>
/// <remarks>
/// The register is the process's: each map keeps pages for itself and writes them whole, so two maps of the same bytes would lose each other's changes,
/// whichever spaces they are of. Maps of neighbouring bytes may share a page of the file, since a map writes no byte beyond its ends.
/// </remarks>
internal sealed class FileClaim : IDisposable
{
    private static readonly Lock Changing = new();
    private static readonly Dictionary<FileIdentity, List<FileClaim>> Claims = [];

    private readonly FileIdentity _file;
    private readonly long _start;
    private readonly long _end;

    private FileClaim(FileIdentity file, long start, long end) => (_file, _start, _end) = (file, start, end);

    /// <summary>Claims bytes of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte after the last.</param>
    /// <returns>The claim, to be disposed of when nobody writes the bytes any more.</returns>
    /// <exception cref="IOException">A map of this process writes some of the bytes.</exception>
    public static FileClaim Make(FileIdentity file, string path, long start, long end)
    {
        FileClaim claim = new(file, start, end);
        if (Retry(claim.TryEnter) is { } other)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} is mapped for writing already, from byte {other._start} to {other._end}, and two maps would lose each other's changes: ")
                + "use the map that is there, dispose of it before, or map other bytes.");
        }

        return claim;
    }

    /// <summary>Refuses a file that a map of this process writes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <exception cref="IOException">A map of this process writes the file.</exception>
    public static void Refuse(FileIdentity file, string path)
    {
        if (Retry(() => Find(file)) is not null)
        {
            throw new IOException(
                $"{path} is mapped for writing, and a new file in its place would not get what the map writes later: "
                + "call Flush on the map, which writes its changes to the file, or save to another path.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Changing)
        {
            if (Claims.TryGetValue(_file, out List<FileClaim>? claims) && claims.Remove(this) && claims.Count == 0)
            {
                Claims.Remove(_file);
            }
        }
    }

    /// <summary>Looks once more when the collector has ended the maps that nobody can reach.</summary>
    private static FileClaim? Retry(Func<FileClaim?> find)
    {
        FileClaim? found = find();
        if (found is not null)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            found = find();
        }

        return found;
    }

    private static FileClaim? Find(FileIdentity file)
    {
        lock (Changing)
        {
            return Claims.GetValueOrDefault(file)?[0];
        }
    }

    /// <summary>Enters the claim into the register.</summary>
    /// <returns>Null, or a claim of some of the bytes: then this one is not entered.</returns>
    private FileClaim? TryEnter()
    {
        lock (Changing)
        {
            if (!Claims.TryGetValue(_file, out List<FileClaim>? claims))
            {
                Claims.Add(_file, claims = []);
            }

            FileClaim? other = claims.Find(other => other._start < _end && _start < other._end);
            if (other is null)
            {
                claims.Add(this);
            }

            return other;
        }
    }
}
