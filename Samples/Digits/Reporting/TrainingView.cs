using System.Globalization;
using Spectre.Console;

namespace HmmGen.Digits;

/// <summary>Shows training as a bar that fills.</summary>
/// <param name="console">Where to show it.</param>
internal sealed class TrainingView(IAnsiConsole console)
{
    /// <summary>Trains behind a bar.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="set">The samples.</param>
    /// <param name="epochs">How many epochs it takes.</param>
    /// <param name="finished">Called while the memory is still there.</param>
    /// <returns>What came of it.</returns>
    public TrainingResult Show(Trainer trainer, DigitSet set, int epochs, Action<Classifier, MirroredDigits> finished)
        => console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("starting", maxValue: (double)epochs * set.TrainingCount);
                return trainer.Run(set, progress => Advance(bar, progress, epochs), finished);
            });

    private static void Advance(ProgressTask bar, TrainingProgress progress, int epochs)
    {
        string loss = double.IsNaN(progress.Loss) ? "" : string.Create(CultureInfo.InvariantCulture, $", loss {progress.Loss:0.0000}");
        bar.Description = $"epoch {progress.Epoch + 1} of {epochs}{loss}";
        bar.Value = (double)progress.Epoch * progress.Total + progress.Samples;
    }
}
