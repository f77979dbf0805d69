using System.Reflection;

namespace HmmGen.Samples;

/// <summary>The source of a sample's kernels, which its program carries.</summary>
internal static class KernelSource
{
    /// <summary>The resource's name.</summary>
    private const string Name = "Kernels.cs";

    /// <summary>Counts the lines of kernel code: all of the file that are neither empty nor comments.</summary>
    /// <returns>The number of lines.</returns>
    public static int CountLines()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The program carries no {Name}.");
        using StreamReader reader = new(stream);
        int count = 0;
        while (reader.ReadLine() is { } line)
        {
            if (line.Trim() is { Length: > 0 } text && !text.StartsWith("//", StringComparison.Ordinal))
                count++;
        }

        return count;
    }
}
