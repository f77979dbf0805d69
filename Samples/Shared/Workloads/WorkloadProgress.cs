using Spectre.Console;

namespace HmmGen.Samples;

/// <summary>Shows stages of work as bars, with their rate and the time left.</summary>
/// <param name="context">Where the bars are.</param>
internal sealed class WorkloadProgress(ProgressContext context)
{
    /// <summary>Works behind bars.</summary>
    /// <param name="console">Where to show them.</param>
    /// <param name="work">The work.</param>
    /// <returns>A task that ends with the work.</returns>
    public static Task ShowAsync(IAnsiConsole console, Func<WorkloadProgress, Task> work)
        => console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new WorkloadProgress(context)));

    /// <summary>Begins a stage.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="total">How much of it.</param>
    /// <returns>The stage's bar.</returns>
    public ProgressTask Begin(string name, long total) => context.AddTask(name, maxValue: total);

    /// <summary>An extent of which a bar shows the progress.</summary>
    /// <param name="name">What the launch does.</param>
    /// <param name="items">The number of work items.</param>
    /// <returns>The extent.</returns>
    public HmmExtent Watch(string name, int items) => ((HmmExtent)items) with { Progress = new LaunchBar(Begin(name, items)) };

    private sealed class LaunchBar(ProgressTask bar) : IProgress<HmmProgress>
    {
        public void Report(HmmProgress value) => bar.Value = value.ItemsDone;
    }
}
