using System.CommandLine;
using System.Globalization;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Output;
using Spectre.Console;

namespace HmmGen.Tool.Measuring;

/// <summary><c>hmm bench</c>: measures this machine's copies, faults and launches, next to a plain copy.</summary>
internal sealed class BenchCommand : ToolCommand
{
    private const int Usual = 64;
    private const int Most = 1024;

    private readonly Option<int> _size = new("--size")
    {
        Description = $"The MiB of the array that is copied, from 1 to {Most}.",
        DefaultValueFactory = _ => Usual,
    };

    /// <summary>Makes the command.</summary>
    public BenchCommand()
        : base("bench", "Measures copies, faults and launches of this machine, next to a plain copy.")
    {
        _size.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out int size) && size is < 1 or > Most)
            {
                result.AddError($"--size must be from 1 to {Most}.");
            }
        });
        Add(_size);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult arguments, ToolOutput output)
    {
        BenchResult result = new MachineBench(arguments.GetValue(_size)).Run();
        if (output.IsJson)
        {
            output.Json(Name, result);
        }
        else
        {
            Write(result, output);
        }

        return ExitCode.Good;
    }

    /// <summary>Writes a result for people.</summary>
    /// <param name="result">The result.</param>
    /// <param name="output">Where it goes.</param>
    internal static void Write(BenchResult result, ToolOutput output)
    {
        output.Line($"A plain copy of {result.Mebibytes} MiB: {Rate(result.MemcpyBytesPerSecond)}. Host mode: {result.HostMode}. Medians; each is compared with a plain copy of its own moment.");
        Table table = new Table().AddColumns("device", "what", "figure", "next to the plain copy");
        table.Columns[1].NoWrap = true;
        foreach (BenchFigure figure in result.Figures)
        {
            table.AddRow(new Text(figure.Device), new Text(figure.Name), new Text(Value(figure)), new Text(Compared(figure)));
        }

        output.Console.Write(table);
        foreach (string problem in result.Problems)
        {
            output.Line(problem);
        }
    }

    private static string Value(BenchFigure figure)
        => figure.BytesPerSecond is { } rate ? Rate(rate) : string.Create(CultureInfo.InvariantCulture, $"{figure.Seconds * 1e6:0.0} µs");

    private static string Compared(BenchFigure figure) => figure.OfMemcpy is { } ratio
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} of its rate")
        : string.Create(CultureInfo.InvariantCulture, $"as long as {figure.CopiedBytes / 1024:0.0} KiB of it");

    private static string Rate(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB/s");
}
