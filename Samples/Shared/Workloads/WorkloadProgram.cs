using System.CommandLine;
using System.Runtime.InteropServices;
using Spectre.Console;

namespace HmmGen.Samples;

/// <summary>What every sample's program does around its work: it reads the command line, ends at Ctrl+C without leaving files and says what went wrong.</summary>
internal static class WorkloadProgram
{
    private const int Wrong = 1;
    private const int Refused = 2;
    private const int Interrupted = 130;

    /// <summary>Runs a sample.</summary>
    /// <param name="command">The command with all of its options.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="work">What the sample does.</param>
    /// <returns>The exit code: 0, 1 for a wrong result, 2 for what the user has to change, 130 after Ctrl+C or SIGTERM.</returns>
    public static async Task<int> RunAsync(
        RootCommand command, string[] arguments, Func<ParseResult, IAnsiConsole, CancellationToken, Task> work)
    {
        using CancellationTokenSource source = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        command.SetAction((result, _) => GuardAsync(() => work(result, AnsiConsole.Console, source.Token)));

        ParseResult parsed = command.Parse(arguments);
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        return parsed.Errors.Count > 0
            ? Refused
            : await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            source.Cancel();
        }
    }

    private static async Task<int> GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Interrupted;
        }
        catch (WrongResultException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Wrong;
        }
        catch (Exception failure) when (ExpectedFailure.Is(failure))
        {
            await Console.Error.WriteLineAsync(ExpectedFailure.Words(failure));
            return Refused;
        }
    }
}
