using System.Globalization;
using System.Text;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Signatures;

/// <summary>
/// Names generated files. Roslyn refuses two names that differ only in case, and some characters that C# allows in names. Either would
/// leave every kernel of the project without code.
/// </summary>
internal static class HintName
{
    private const int Longest = 120;

    /// <summary>The name of a kernel without its ending.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="types">The containing types.</param>
    /// <param name="kernel">The generated type.</param>
    /// <returns>The name; others may differ from it in case only.</returns>
    public static string Of(string space, EquatableArray<TypeDeclaration> types, string kernel)
    {
        StringBuilder name = new();
        foreach (char letter in string.Join(".", new[] { space }.Concat(types.Select(t => t.Name)).Append(kernel).Where(part => part.Length > 0)))
        {
            if (char.IsLetterOrDigit(letter) || letter is '_' or '.')
            {
                name.Append(letter);
            }
            else if (letter != '@')
            {
                name.Append('-').Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        string text = name.ToString();
        return text.Length <= Longest ? text : text.Substring(text.Length - Longest) + Suffix(text);
    }

    /// <summary>The names that differ from another one only in case.</summary>
    /// <param name="names">All names.</param>
    /// <returns>The names, in order.</returns>
    public static EquatableArray<string> Clashing(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatable();

    /// <summary>
    /// A name that also differs from all others when case is ignored, and when a class and a struct have the same name. That is an error, but no reason
    /// to leave all kernels without code.
    /// </summary>
    /// <param name="name">A name of <see cref="Of"/>.</param>
    /// <param name="types">The containing types.</param>
    /// <param name="clashing">The names of <see cref="Clashing"/>.</param>
    /// <returns>The name.</returns>
    public static string Unique(string name, EquatableArray<TypeDeclaration> types, EquatableArray<string> clashing) =>
        clashing.Contains(name) ? name + Suffix(string.Join(" ", types.Select(t => t.Keyword).Prepend(name))) : name;

    // FNV-1a: string.GetHashCode differs from one process to the next.
    private static string Suffix(string name)
    {
        uint hash = 2166136261;
        foreach (char letter in name)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return "-" + hash.ToString("X8", CultureInfo.InvariantCulture);
    }
}
