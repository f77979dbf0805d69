// Safety: the calls take numbers only, and the handle is kept alive for them.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>A new file that takes the place of another when it is complete: with the other's permissions, and behind links.</summary>
/// <remarks>Until then only its user may open it, so that nobody reads what the other file would not have let them read.</remarks>
internal sealed class SavedFile : IDisposable
{
    private const UnixFileMode OfUser = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode OfOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const int GroupShift = 3;

    private readonly string _path;
    private readonly string _target;
    private readonly string _next;
    private readonly FileState? _old;
    private readonly UnixFileMode? _mode;
    private bool _taken;

    /// <summary>Makes an empty file beside the one that it is to replace.</summary>
    /// <param name="path">The path as the user has given it.</param>
    /// <param name="bytes">How long it will be.</param>
    /// <exception cref="IOException">No file can be there, or a map of this process writes the one that is there.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not write there.</exception>
    public SavedFile(string path, long bytes)
    {
        if (OperatingSystem.IsLinux() && SystemCalls.FileSizeLimit() is long most && most < bytes)
        {
            // Linux would end the process.
            throw new IOException($"{path} would have {bytes} bytes, but the process may make files of {most} bytes at most: see ulimit -f, or LimitFSIZE of systemd.");
        }

        _path = path;
        _target = FileIdentity.Target(path);

        // Its name owes nothing to the other one, which may be as long as names may be.
        _next = Path.Combine(Path.GetDirectoryName(_target) ?? "", $"hmmgen-{Guid.NewGuid():N}.tmp");
        _old = FileState.Of(_target);
        Check(_old);
        if (_old is null && IsTooLong(_target))
        {
            throw new PathTooLongException($"A file for {path} cannot be made in its folder: the name is too long.");
        }

        if (_old is not null && !FileState.MayWrite(_target))
        {
            // A new file would take the name all the same: for that Linux asks who may write the folder.
            throw new UnauthorizedAccessException($"{path} may not be written by this process: change its permissions, or save to another file.");
        }

        _mode = _old is null || OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(_target) & (OfUser | OfGroup | OfOthers);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows() && _mode is { } mode)
        {
            options.UnixCreateMode = mode & OfUser;
        }

        Stream = Named(() => new FileStream(_next, options));
    }

    /// <summary>The new file.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file, which is complete and on disk, the name.</summary>
    /// <exception cref="IOException">A map of this process writes the file that has the name.</exception>
    public void Take()
    {
        if (!OperatingSystem.IsWindows() && _mode is { } mode)
        {
            UnixFileMode wanted = KeepsGroup() ? mode : WithoutGroup(mode);
            if (File.GetUnixFileMode(Stream.SafeFileHandle) != wanted)
            {
                File.SetUnixFileMode(Stream.SafeFileHandle, wanted);
            }
        }

        Stream.Dispose();
        Check(FileState.Of(_target));
        Named(() =>
        {
            File.Move(_next, _target, overwrite: true);
            return _taken = true;
        });
    }

    /// <summary>Deletes the file if it has not taken the name.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_taken)
        {
            File.Delete(_next);
        }
    }

    /// <summary>What a group may that is not the old file's: no more than others may.</summary>
    private static UnixFileMode WithoutGroup(UnixFileMode mode) => (mode & ~OfGroup) | (mode & OfGroup & (UnixFileMode)((int)(mode & OfOthers) << GroupShift));

    private static bool IsTooLong(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return false;
        }
        catch (PathTooLongException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no such file yet. What else is wrong, the making of the new one says.
            return false;
        }
    }

    private void Check(FileState? old)
    {
        if (old is { IsRegular: false })
        {
            throw new IOException($"{_path} is no file that holds bytes, but a folder, a device or a pipe: save to a file.");
        }

        if (old is not null)
        {
            FileClaim.Refuse(old.Identity, _path);
        }
    }

    /// <summary>Gives the file the old one's user and group, as far as the process may.</summary>
    /// <returns>Whether the group is the old one's.</returns>
    private bool KeepsGroup()
    {
        FileState made = FileState.Of(Stream.SafeFileHandle, _next);
        if (_old is not { User: { } user, Group: { } group } || (made.User == user && made.Group == group))
        {
            return true;
        }

        int file = (int)Stream.SafeFileHandle.DangerousGetHandle();
        bool keeps = Own(file, user, group) == 0 || made.Group == group || Own(file, uint.MaxValue, group) == 0;
        GC.KeepAlive(Stream);
        return keeps;
    }

    /// <summary>Does something with the new file. Its name is not the user's, so an exception names the path.</summary>
    private T Named<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e.Message.Contains(_next, StringComparison.Ordinal))
        {
            string text = $"A file for {_path} cannot be made in its folder: {e.Message.Replace(_next, _path, StringComparison.Ordinal)}";
            throw e switch
            {
                UnauthorizedAccessException => new UnauthorizedAccessException(text),
                DirectoryNotFoundException => new DirectoryNotFoundException(text),
                PathTooLongException => new PathTooLongException(text),
                _ => new IOException(text, e.HResult),
            };
        }
    }

    [DllImport("libc", EntryPoint = "fchown")]
    private static extern int Own(int file, uint user, uint group);
}
