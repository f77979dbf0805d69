using System.CommandLine;
using HmmGen.Tool.Output;

namespace HmmGen.Tool.Commands;

/// <summary>A command of the tool.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, as help says it.</param>
internal abstract class ToolCommand(string name, string description) : Command(name, description)
{
    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The arguments, which are those of this command.</param>
    /// <param name="output">Where it writes.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ToolException">It cannot do what it was asked for.</exception>
    public abstract int Run(ParseResult arguments, ToolOutput output);
}
