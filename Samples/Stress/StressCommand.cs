using System.CommandLine;
using HmmGen.Corpus;

namespace HmmGen.Stress;

/// <summary>The command line.</summary>
internal sealed class StressCommand
{
    /// <summary>The scenario of many writers of the same pages.</summary>
    public const string Coherence = "coherence";

    /// <summary>The scenario of collections while threads wait for pages.</summary>
    public const string Collector = "collector";

    /// <summary>The scenario of arrays that are dropped, in which the process must not grow; for scopes too.</summary>
    public const string Lifetimes = "lifetimes";

    private static readonly Dictionary<string, HmmHostMode?> Modes = new()
    {
        ["auto"] = null,
        ["transparent"] = HmmHostMode.Transparent,
        ["user"] = HmmHostMode.TransparentUserMode,
        ["scopes"] = HmmHostMode.Scopes,
    };

    private static readonly Dictionary<string, HmmDeviceKind> Devices = new()
    {
        ["simulated"] = HmmDeviceKind.Simulated,
        ["opencl"] = HmmDeviceKind.OpenCL,
        ["cuda"] = HmmDeviceKind.Cuda,
    };

    private readonly Option<string> _scenario = new("--scenario")
    {
        Description = "What to do: many writers of the same pages, collections while threads wait for pages, or arrays that are dropped.",
        DefaultValueFactory = _ => Coherence,
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "How the host shares memory with devices.",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string> _device = new("--device")
    {
        Description = "What writes the memory besides the host.",
        DefaultValueFactory = _ => "simulated",
    };

    private readonly Option<int> _seconds = new("--seconds") { Description = "For how long.", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _seed = new("--seed") { Description = "The seed of everything random.", DefaultValueFactory = _ => 1 };
    private readonly WithoutOption _without = new($"devices of the scenario {Coherence} are often without a random one");
    private readonly Option<bool> _swap = new("--swap")
    {
        Description = "Copies pages before protecting them, which loses writes: to see that they are noticed.",
    };

    /// <summary>Parses arguments and runs.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="run">What to run; gives the exit code.</param>
    /// <returns>The exit code.</returns>
    public int Invoke(string[] arguments, Func<StressRequest, int> run)
    {
        _scenario.AcceptOnlyFromAmong(Coherence, Collector, Lifetimes);
        _mode.AcceptOnlyFromAmong([.. Modes.Keys]);
        _device.AcceptOnlyFromAmong([.. Devices.Keys]);
        RootCommand command = new("Writes the same memory from threads, system calls and devices at once, and checks that no value is lost or torn.")
        {
            _scenario, _mode, _device, _seconds, _seed, _without, _swap,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_seconds) < 1)
            {
                result.AddError("--seconds must be at least 1.");
            }
        });
        command.SetAction(result => run(new StressRequest(
            result.GetValue(_scenario)!,
            TimeSpan.FromSeconds(result.GetValue(_seconds)),
            Modes[result.GetValue(_mode)!],
            result.GetValue(_swap),
            result.GetValue(_seed),
            Devices[result.GetValue(_device)!],
            result.GetValue(_without))));
        return command.Parse(arguments).Invoke();
    }
}
