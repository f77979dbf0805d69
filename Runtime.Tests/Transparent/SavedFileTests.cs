using HmmGen.Tests.Lifetimes;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>What a saved file keeps of the one that it replaces, and which it may not replace.</summary>
public sealed class SavedFileTests : IDisposable
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _path;

    /// <summary>Makes the file.</summary>
    public SavedFileTests()
    {
        _path = Path.Combine(_folder, "file");
        File.WriteAllBytes(_path, new byte[40]);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public async Task A_file_that_a_map_writes_is_not_replaced(HmmHostMode mode)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        HmmSpace space = TransparentSpaces.Open(mode);
        string link = File.CreateSymbolicLink(Path.Combine(_folder, "link"), _path).FullName;
        using HmmArray<int> other = space.Allocate<int>(10);
        using HmmArray<int> map = space.MapFile<int>(_path, FileAccess.ReadWrite, length: 5);
        foreach (HmmArray<int> array in (HmmArray<int>[])[map, other])
        {
            foreach (string path in (string[])[_path, link])
            {
                IOException refusal = await Assert.ThrowsAsync<IOException>(() => array.SaveAsync(path, cancellation));
                Assert.StartsWith($"{path} is mapped for writing", refusal.Message, StringComparison.Ordinal);
                Assert.Contains("Flush", refusal.Message, StringComparison.Ordinal);
            }
        }

        map[2] = 7;
        map.Flush();
        Assert.Equal(7, await ElementOf(2));
        map.Dispose();
        using HmmArray<int> reader = space.MapFile<int>(_path, FileAccess.Read);
        await other.SaveAsync(_path, cancellation);
        Assert.Equal((7, 0), (reader[2], await ElementOf(2)));
    }

    [Fact]
    public async Task A_file_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no such permissions.");
            return;
        }

        const UnixFileMode Shared = Secret | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        foreach (UnixFileMode mode in (UnixFileMode[])[Secret, Shared, UnixFileMode.UserWrite])
        {
            File.SetUnixFileMode(_path, mode);
            await Save(_path);
            Assert.Equal(mode, File.GetUnixFileMode(_path));
        }

        string made = Path.Combine(_folder, "made");
        string plain = Path.Combine(_folder, "plain");
        await Save(made);
        await File.WriteAllBytesAsync(plain, [], TestContext.Current.CancellationToken);
        Assert.Equal(File.GetUnixFileMode(plain), File.GetUnixFileMode(made));
    }

    [Fact]
    public async Task A_file_that_is_being_saved_is_its_users_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no such permissions.");
            return;
        }

        File.SetUnixFileMode(_path, Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using (HmmGen.Memory.SavedFile next = new(_path, 40))
        {
            string made = Assert.Single(Directory.GetFiles(_folder), file => file != _path);
            Assert.Equal(Secret, File.GetUnixFileMode(made));
        }

        Assert.Single(Directory.GetFiles(_folder));
        await Save(_path);
        Assert.Equal(Secret | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(_path));
    }

    [Fact]
    public async Task A_file_keeps_its_user_and_its_group()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "This process may not give files away.");
        using (System.Diagnostics.Process give = System.Diagnostics.Process.Start("chown", ["1234:5678", _path]))
        {
            await give.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Save(_path);
        HmmGen.Memory.FileState state = HmmGen.Memory.FileState.Of(_path)!;
        Assert.Equal((1234u, 5678u), (state.User, state.Group));
        Assert.Equal(40, new FileInfo(_path).Length);
    }

    [Fact]
    public void A_file_that_the_process_may_not_write_is_not_replaced()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("There is no such question to ask.");
            return;
        }

        const UnixFileMode All = (UnixFileMode)0x1FF;
        File.SetUnixFileMode(_folder, All);
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Exception? refusal = null;
        bool isOther = true;
        Thread thread = new(() =>
        {
            // The superuser may write every file. Linux lets one thread be another user as far as files go.
            isOther = !Environment.IsPrivilegedProcess || SystemUser.BecomeForFiles(65534);
            refusal = Record.Exception(() => Save(_path).GetAwaiter().GetResult());
        });
        thread.Start();
        thread.Join();
        Assert.SkipUnless(isOther, "This process may not act as another user.");

        Assert.IsType<UnauthorizedAccessException>(refusal);
        Assert.StartsWith($"{_path} may not be written", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(_path, Assert.Single(Directory.GetFiles(_folder)));
    }

    [Fact]
    public async Task A_name_may_be_as_long_as_the_file_system_lets_it_be()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Names have other limits.");
        foreach (int length in (int[])[220, 255])
        {
            string path = Path.Combine(_folder, new string('n', length));
            await Save(path);
            await Save(path);
            Assert.Equal(40, new FileInfo(path).Length);
        }

        string longer = Path.Combine(_folder, new string('n', 256));
        Assert.Contains(longer, (await Assert.ThrowsAsync<PathTooLongException>(() => Save(longer))).Message, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task A_link_stays_a_link()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        string link = File.CreateSymbolicLink(Path.Combine(folder, "link"), "../middle").FullName;
        File.CreateSymbolicLink(Path.Combine(_folder, "middle"), _path);
        string dangling = File.CreateSymbolicLink(Path.Combine(folder, "dangling"), "made").FullName;
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(10);
        array[2] = 7;
        await array.SaveAsync(link, TestContext.Current.CancellationToken);
        await array.SaveAsync(dangling, TestContext.Current.CancellationToken);

        Assert.Equal("../middle", new FileInfo(link).LinkTarget);
        Assert.Null(new FileInfo(_path).LinkTarget);
        Assert.Equal(7, await ElementOf(2));
        Assert.Equal(40, new FileInfo(Path.Combine(folder, "made")).Length);
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task What_cannot_be_saved_names_the_path_that_was_given()
    {
        string none = Path.Combine(_folder, "none", "file");
        Assert.Contains(none, (await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Save(none))).Message, StringComparison.Ordinal);
        string below = Path.Combine(_path, "file");
        List<Exception> refusals = [(await Assert.ThrowsAnyAsync<IOException>(() => Save(below))), (await Assert.ThrowsAsync<IOException>(() => Save(_folder)))];
        if (OperatingSystem.IsLinux())
        {
            refusals.Add(await Assert.ThrowsAnyAsync<Exception>(() => Save("/proc/elements")));
            refusals.Add(await Assert.ThrowsAsync<IOException>(() => Save("/dev/null")));
            Assert.Contains("/dev/null", refusals[^1].Message, StringComparison.Ordinal);
            Assert.Contains("/proc/elements", refusals[^2].Message, StringComparison.Ordinal);
        }

        Assert.All(refusals, refusal => Assert.DoesNotContain(".tmp", refusal.ToString(), StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(_folder));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task Save(string path)
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(10);
        await array.SaveAsync(path, TestContext.Current.CancellationToken);
    }

    private async Task<int> ElementOf(int index)
        => BitConverter.ToInt32(await File.ReadAllBytesAsync(_path, TestContext.Current.CancellationToken), index * sizeof(int));
}
