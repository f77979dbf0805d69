using System.Text.Json;

namespace HmmGen.Tool.Verification;

/// <summary>Keeps results between runs, one file for each content and target.</summary>
/// <remarks>The cache may be lost at any time: a file that cannot be read counts as missing, and one that cannot be written is left out.</remarks>
/// <param name="folder">The folder.</param>
internal sealed class VerificationCache(string folder)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>The folder of the user's cache.</summary>
    public static string UserFolder
    {
        get
        {
            string? asked = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            string root = asked is { Length: > 0 } && Path.IsPathRooted(asked) ? asked
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
                : Path.Combine(home, ".cache");
            return Path.Combine(root, "hmmgen", "verify");
        }
    }

    /// <summary>Reads results.</summary>
    /// <param name="hash">The hash of the content.</param>
    /// <param name="target">The target.</param>
    /// <returns>The failures of each kernel that was compiled before, by the name of its generated type.</returns>
    public Dictionary<string, IReadOnlyList<VariantFailure>> Read(string hash, string target)
    {
        try
        {
            using FileStream file = File.OpenRead(PathOf(hash, target));
            return JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<VariantFailure>>>(file) ?? [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Writes results, and removes those that nobody has written for long.</summary>
    /// <param name="hash">The hash of the content.</param>
    /// <param name="target">The target.</param>
    /// <param name="results">The failures of each kernel.</param>
    /// <returns>Whether they were written.</returns>
    public bool Write(string hash, string target, Dictionary<string, IReadOnlyList<VariantFailure>> results)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string path = PathOf(hash, target);
            string whole = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(whole, JsonSerializer.Serialize(results));
            File.Move(whole, path, overwrite: true);
            foreach (string old in Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - Life))
            {
                File.Delete(old);
            }

            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string PathOf(string hash, string target) => Path.Combine(folder, $"{hash}-{target}.json");
}
