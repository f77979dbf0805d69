using System.Globalization;

namespace HmmGen.Kernels;

/// <summary>A place in a kernel that touches an element or can fail.</summary>
/// <param name="Parameter">The span parameter, an index into <see cref="KernelDescriptor.Parameters"/>; -1 when none is concerned.</param>
/// <param name="Kind">What happens there.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The source line, from 1.</param>
public sealed record AccessSite(int Parameter, AccessKind Kind, string File, int Line)
{
    /// <summary>Reads the sites of a kernel from text, which compilers take in at once; generated code writes it.</summary>
    /// <param name="sites">The sites with commas between them. Each has its kind, its parameter and its line, and its file's number unless that is 0.</param>
    /// <param name="files">The source files.</param>
    /// <returns>The sites.</returns>
    public static IReadOnlyList<AccessSite> List(string sites, params string[] files)
    {
        ArgumentNullException.ThrowIfNull(sites);
        ArgumentNullException.ThrowIfNull(files);
        return [.. sites.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(site => Read(site.Split(' '), files))];
    }

    private static AccessSite Read(string[] words, string[] files) =>
        new(Number(words[1]), Enum.Parse<AccessKind>(words[0]), files[words.Length > 3 ? Number(words[3]) : 0], Number(words[2]));

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
