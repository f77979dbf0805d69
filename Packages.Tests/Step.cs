namespace HmmGen.Packages.Tests;

/// <summary>What a user does or sees.</summary>
internal abstract record Step
{
    /// <summary>The user gives a command: <c>$ dotnet run</c>.</summary>
    /// <param name="Text">The command, for bash.</param>
    public sealed record Command(string Text) : Step;

    /// <summary>The last command has printed a line: <c>&gt; 12 24 36 48</c>.</summary>
    /// <param name="Line">The line, without spaces around it.</param>
    public sealed record Printed(string Line) : Step;

    /// <summary>The user writes a file: <c>write Program.cs</c>, and below it the lines, each after <c>| </c>.</summary>
    /// <param name="File">The file, relative to the folder that the user is in.</param>
    /// <param name="Text">What it holds.</param>
    public sealed record Write(string File, string Text) : Step;

    /// <summary>The user takes the program of the package's README: <c>readme Program.cs</c>.</summary>
    /// <param name="File">The file, relative to the folder that the user is in.</param>
    public sealed record Example(string File) : Step;
}
