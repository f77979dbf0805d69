using System.CommandLine;
using HmmGen.Samples;

namespace HmmGen.Digits;

/// <summary>The command line.</summary>
internal sealed class DigitsCommand
{
    private static readonly TrainingOptions Defaults = new();

    private readonly Option<string> _device = new("--device")
    {
        Description = "Where the kernels run: on one device, or first on the host and then on a small simulated device, to compare the two.",
        DefaultValueFactory = _ => DigitsRequest.Compare,
    };

    private readonly BudgetOption _budget = new("The most memory of the device that is used, such as 4MiB. To compare: 2MiB, if nothing is said.");

    private readonly FileOption _images = new("--images", "A file of images in the IDX format, gz or not.");
    private readonly FileOption _labels = new("--labels", "The file of their labels.");
    private readonly Option<int> _epochs = Number("--epochs", "How often every training sample is used.", Defaults.Epochs);
    private readonly Option<int> _batch = Number("--batch", "How many samples share a step.", Defaults.Batch);
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed of everything random.",
        DefaultValueFactory = _ => Defaults.Seed,
    };

    private readonly Option<float> _learningRate = new("--learning-rate")
    {
        Description = "How far the first step goes; later ones go less far.",
        DefaultValueFactory = _ => Defaults.LearningRate,
    };

    /// <summary>Parses arguments and runs.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="run">What to run; gives the exit code.</param>
    /// <returns>The exit code.</returns>
    public int Invoke(string[] arguments, Func<DigitsRequest, int> run)
    {
        _device.AcceptOnlyFromAmong([DigitsRequest.Compare, .. DeviceChoice.Names]);
        RootCommand command = new("Trains a classifier of handwritten digits through kernels, and shows where the memory was.")
        {
            _device, _budget, _images, _labels, _epochs, _batch, _seed, _learningRate,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_images) is null != result.GetValue(_labels) is null)
                result.AddError("--images and --labels belong together: give both, or none for digits that are drawn here.");
        });
        command.SetAction(result => run(Request(result)));
        return command.Parse(arguments).Invoke();
    }

    private DigitsRequest Request(ParseResult result) => new(
        result.GetValue(_device)!,
        _budget.Read(result),
        result.GetValue(_images),
        result.GetValue(_labels),
        new TrainingOptions
        {
            Epochs = result.GetValue(_epochs),
            Batch = result.GetValue(_batch),
            Seed = result.GetValue(_seed),
            LearningRate = result.GetValue(_learningRate),
        });

    private static Option<int> Number(string name, string description, int normal)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => normal };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out int number) && number < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
