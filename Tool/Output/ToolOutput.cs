using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace HmmGen.Tool.Output;

/// <summary>Writes results and errors, as text or as JSON.</summary>
internal sealed class ToolOutput
{
    /// <summary>The tool's name; also what refusals call the command where none is named.</summary>
    public const string Tool = "hmm";

    private const int FileWidth = 120;
    private const int LeastWidth = 72;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly TextWriter _writer;
    private readonly TextWriter _errors;

    /// <summary>Makes an output.</summary>
    /// <param name="writer">Receives results.</param>
    /// <param name="errors">Receives errors that are written as text.</param>
    /// <param name="isJson">Whether to write JSON.</param>
    public ToolOutput(TextWriter writer, TextWriter errors, bool isJson)
    {
        _writer = writer;
        _errors = errors;
        IsJson = isJson;
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

        // A file has no width. A terminal that is narrower than the least one breaks the lines itself, and nothing is cut.
        Console.Profile.Width = Console.Profile.Out.IsTerminal ? Math.Max(Console.Profile.Width, LeastWidth) : FileWidth;

        IAnsiConsole beside = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        Progress = new ToolProgress(!isJson && Console.Profile.Out.IsTerminal ? beside : null);
    }

    /// <summary>Whether to write JSON.</summary>
    public bool IsJson { get; }

    /// <summary>The console for tables.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Shows how far work is, where somebody sits at a terminal.</summary>
    public ToolProgress Progress { get; }

    /// <summary>Writes a line of text as it is.</summary>
    /// <param name="text">The text.</param>
    public void Line(string text = "") => _writer.WriteLine(text);

    /// <summary>Writes a line of text that is no result.</summary>
    /// <param name="text">The text.</param>
    public void Note(string text) => _errors.WriteLine(text);

    /// <summary>Writes a result as JSON.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="command">The command that gave it.</param>
    /// <param name="result">The result.</param>
    public void Json<T>(string command, T result) => _writer.WriteLine(JsonSerializer.Serialize(new JsonDocument<T>(command, result, null), Options));

    /// <summary>Writes why there is no result.</summary>
    /// <param name="command">The command that gives none.</param>
    /// <param name="message">The reason.</param>
    /// <param name="near">What the user may have meant.</param>
    public void Refuse(string command, string message, IReadOnlyList<string> near)
    {
        if (IsJson)
        {
            _writer.WriteLine(JsonSerializer.Serialize(new JsonDocument<object>(command, null, new JsonError(message, near)), Options));
            return;
        }

        _errors.WriteLine(command == Tool ? $"{Tool}: {message}" : $"{Tool} {command}: {message}");
        foreach (string name in near)
        {
            _errors.WriteLine($"  {name}");
        }
    }
}
