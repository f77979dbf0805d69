using System.Diagnostics;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Which files can be loaded and mapped, and what is said of others.</summary>
public sealed class LoadedFileTests : IDisposable
{
    // A call that opens a pipe would wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly HmmSpace _space = HmmSpace.Shared;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_loaded_through_links()
    {
        string path = Path.Combine(_folder, "file");
        await File.WriteAllBytesAsync(path, [.. Enumerable.Range(0, 200).Select(static i => (byte)i)], Cancellation);
        File.CreateSymbolicLink(Path.Combine(_folder, "middle"), path);
        string link = File.CreateSymbolicLink(Path.Combine(_folder, "link"), "middle").FullName;

        using HmmArray<int> array = await _space.LoadAsync<int>(link, Cancellation);
        Assert.Equal((50, 0x07060504), (array.Length, array[1]));
        await array.LoadAsync(link, Cancellation);
        string dangling = File.CreateSymbolicLink(Path.Combine(_folder, "dangling"), "none").FullName;
        await Assert.ThrowsAsync<FileNotFoundException>(() => _space.LoadAsync<int>(dangling, Cancellation));
    }

    [Theory]
    [InlineData("/proc/self/status", "does not say how long it is")]
    [InlineData("/sys/kernel/mm/transparent_hugepage/enabled", "says that it has")]
    [InlineData("/dev/zero", "no file that holds bytes")]
    public async Task A_file_that_does_not_say_its_length_is_no_empty_array(string path, string text)
    {
        Assert.SkipUnless(File.Exists(path), "There is no such file.");
        using HmmArray<byte> empty = _space.Allocate<byte>(0);
        foreach (Func<Task> load in (Func<Task>[])[() => _space.LoadAsync<byte>(path, Cancellation), () => empty.LoadAsync(path, Cancellation)])
        {
            IOException refusal = await Assert.ThrowsAnyAsync<IOException>(load);
            Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_waits_for_the_other_end_of_a_pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There are no such pipes.");
        string pipe = Path.Combine(_folder, "pipe");
        using (Process make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync(Cancellation);
        }

        await IsRefused<IOException>(pipe, "a device or a pipe");
    }

    [Fact]
    public Task A_folder_is_said_to_be_one() => IsRefused<UnauthorizedAccessException>(_folder, "is a folder");

    [Fact]
    public async Task A_cancelled_load_of_an_empty_file_is_cancelled()
    {
        string path = Path.Combine(_folder, "empty");
        await File.WriteAllBytesAsync(path, [], Cancellation);
        using HmmArray<int> empty = await _space.LoadAsync<int>(path, Cancellation);
        Assert.Equal(0, empty.Length);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _space.LoadAsync<int>(path, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => empty.LoadAsync(path, cancelled.Token));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task IsRefused<TException>(string path, string text) where TException : Exception
    {
        using HmmArray<byte> array = _space.Allocate<byte>(10);
        foreach (Func<Task> use in (Func<Task>[])
            [
                () => _space.LoadAsync<byte>(path, Cancellation),
                () => array.LoadAsync(path, Cancellation),
                () => Task.FromResult(_space.MapFile<byte>(path, FileAccess.Read)),
                () => Task.FromResult(_space.MapFilePrivate<byte>(path)),
            ])
        {
            TException refusal = await Assert.ThrowsAsync<TException>(() => Task.Run(use, Cancellation).WaitAsync(Patience, Cancellation));
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        }
    }
}
