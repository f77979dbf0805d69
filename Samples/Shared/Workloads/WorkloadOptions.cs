using System.CommandLine;

namespace HmmGen.Samples;

/// <summary>The options that all samples on workloads have.</summary>
internal sealed class WorkloadOptions
{
    private const string NoBaseline = "none";

    private readonly Option<string> _device = Choice("--device", "Where the kernels run.", DeviceChoice.Auto, [.. DeviceChoice.Names]);

    private readonly BudgetOption _budget = new("The most memory of the device that is used, such as 4MiB.");

    private readonly Option<int> _seed = new("--seed") { Description = "The seed of everything random.", DefaultValueFactory = _ => 1 };

    private readonly Option<string> _baseline = Choice(
        "--baseline", "What runs for comparison: 'explicit' is code by hand with whole copies.", NoBaseline, NoBaseline, "explicit");

    private readonly Option<string> _size = Choice("--size", "How much is done.", "normal", "small", "normal");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_device, _budget, _seed, _baseline, _size])
            command.Options.Add(option);
    }

    /// <summary>What a command line asks for.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The request.</returns>
    public WorkloadRequest Read(ParseResult result) => new(
        result.GetValue(_device)!,
        _budget.Read(result),
        result.GetValue(_seed),
        result.GetValue(_baseline) != NoBaseline,
        Enum.Parse<WorkloadSize>(result.GetValue(_size)!, ignoreCase: true));

    /// <summary>Makes an option with a few values.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="normal">The value where none is given.</param>
    /// <param name="values">All values.</param>
    /// <returns>The option.</returns>
    public static Option<string> Choice(string name, string description, string normal, params string[] values)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => normal };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
