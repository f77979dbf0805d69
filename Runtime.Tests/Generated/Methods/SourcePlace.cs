using System.Runtime.CompilerServices;

namespace HmmGen.Tests.Generated.Methods;

/// <summary>A line of a source file.</summary>
/// <param name="File">The file, as the compiler names it.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record SourcePlace(string File, int Line)
{
    /// <summary>A line below the one that asks.</summary>
    /// <param name="lines">How far below.</param>
    /// <param name="file">The file; left out.</param>
    /// <param name="line">The line; left out.</param>
    /// <returns>The place.</returns>
    public static SourcePlace Below(int lines, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(file, line + lines);
}
