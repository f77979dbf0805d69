using System.Globalization;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints a constant that differs when the kernel's code differs. Hot reload cannot change a constant, so it restarts the program.
/// </summary>
/// <remarks>
/// A launch may be under way when code is replaced. Its parked items hold locals and access numbers of the old code, and its plan says where the
/// old code goes. The new code would go on with them: at another access, with other values, outside of what was checked. No code is told before
/// a replacement, so the runtime could not wait for launches. A table of constants would even keep its old values for good.
/// </remarks>
internal static class EditionEmitter
{
    private const string Line = "// line ";

    /// <summary>Prints the constant.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="parts">The parts of the kernel's type that a launch under way depends on.</param>
    public static void Emit(SourceWriter writer, params string[] parts)
    {
        writer.Line("// Hot reload restarts the program when this changes: no launch may go on in other code.");
        writer.Line($"internal const ulong {GeneratedNames.Edition} = 0x{Of(parts).ToString("x16", CultureInfo.InvariantCulture)};");
    }

    /// <summary>Hashes code without its places: a kernel that only moves to another line is the same.</summary>
    private static ulong Of(string[] parts) => TextHash.Of([.. parts.SelectMany(part => part.Split('\n')).Where(line => !line.StartsWith("#", StringComparison.Ordinal)).Select(Code)]);

    private static string Code(string line)
    {
        int place = line.IndexOf(Line, StringComparison.Ordinal);
        return place < 0 ? line : line.Substring(0, place);
    }
}
