using Spectre.Console;

namespace HmmGen.Tool.Output;

/// <summary>Shows how far long work is: a bar for each part, which goes when the work is done. Only a terminal gets it.</summary>
/// <param name="console">The console of the errors, so that results stay alone; null for nowhere.</param>
internal sealed class ToolProgress(IAnsiConsole? console)
{
    private readonly IAnsiConsole? _terminal =
        console is { Profile: { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } } } ? console : null;

    /// <summary>Does work, and shows how far it is.</summary>
    /// <typeparam name="T">The type of the work's result.</typeparam>
    /// <param name="parts">The names of the parts.</param>
    /// <param name="steps">The number of steps in each part.</param>
    /// <param name="work">The work. It calls what it is given with a part's number after each step, by any thread.</param>
    /// <returns>The work's result.</returns>
    public T Of<T>(IReadOnlyList<string> parts, int steps, Func<Action<int>, T> work)
    {
        if (_terminal is null)
        {
            return work(static _ => { });
        }

        // Spectre's thread that refreshes goes on after the end where it begins late, and writes bars between results. So each step refreshes.
        Lock gate = new();
        return _terminal.Progress()
            .AutoRefresh(false)
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask[] bars = [.. parts.Select(part => context.AddTask(Markup.Escape(part), maxValue: steps))];
                context.Refresh();
                return work(part =>
                {
                    lock (gate)
                    {
                        bars[part].Increment(1);
                        context.Refresh();
                    }
                });
            });
    }
}
