using System.CommandLine;
using System.CommandLine.Invocation;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Explanation;
using HmmGen.Tool.Information;
using HmmGen.Tool.Measuring;
using HmmGen.Tool.Output;
using HmmGen.Tool.Verification;

namespace HmmGen.Tool;

/// <summary>The command line of <c>hmm</c>.</summary>
/// <param name="writer">Receives results.</param>
/// <param name="errors">Receives errors.</param>
internal sealed class HmmCommand(TextWriter writer, TextWriter errors)
{
    private readonly Option<bool> _json = new("--json") { Description = "Writes one JSON document in place of text.", Recursive = true };

    /// <summary>Parses arguments and runs the command that they name.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The exit code.</returns>
    public int Invoke(string[] arguments)
    {
        RootCommand root = new("Looks at what HmmGen does: on this machine, and in the kernels of an assembly.") { _json };
        foreach (ToolCommand command in (ToolCommand[])[new InfoCommand(), new VerifyCommand(), new BenchCommand(), new ExplainCommand()])
        {
            command.SetAction(parsed => Run(command, parsed));
            root.Add(command);
        }

        ParseResult result = root.Parse(arguments);
        if (result.Action is ParseErrorAction && result.GetValue(_json))
        {
            OutputOf(result).Refuse(result.CommandResult.Command is ToolCommand named ? named.Name : ToolOutput.Tool, string.Join(' ', result.Errors.Select(error => error.Message)), []);
            return ExitCode.WrongUse;
        }

        try
        {
            int code = result.Invoke(new InvocationConfiguration { Output = writer, Error = errors, EnableDefaultExceptionHandler = false });
            return result.Action is ParseErrorAction ? ExitCode.WrongUse : code;
        }
        catch (FormatException failure)
        {
            // System.CommandLine throws for a directive that it does not understand, such as [suggest:x].
            OutputOf(result).Refuse(ToolOutput.Tool, failure.Message, []);
            return ExitCode.WrongUse;
        }
    }

    private ToolOutput OutputOf(ParseResult result) => new(writer, errors, result.GetValue(_json));

    private int Run(ToolCommand command, ParseResult parsed)
    {
        ToolOutput output = OutputOf(parsed);
        try
        {
            return command.Run(parsed, output);
        }
        catch (ToolException refusal)
        {
            output.Refuse(command.Name, refusal.Message, refusal.Near);
            return refusal.Code;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whoever ran the tool has no use for a stack trace.
            output.Refuse(command.Name, $"{failure.GetType().Name}: {failure.Message}", []);
            return ExitCode.WrongUse;
        }
    }
}
