namespace HmmGen.Tool.Tests;

/// <summary>A user's cache for one test. Tests that use it run one after another.</summary>
internal sealed class UserCache : IDisposable
{
    private const string Variable = "XDG_CACHE_HOME";
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Makes an empty cache.</summary>
    public UserCache() => Environment.SetEnvironmentVariable(Variable, Folder.Path);

    /// <summary>The folder.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>The files in it.</summary>
    public string[] Files => Directory.GetFiles(Folder.Path, "*", SearchOption.AllDirectories);

    /// <inheritdoc/>
    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        Folder.Dispose();
    }
}
