using System.Text;

namespace HmmGen.Generators.Emission;

/// <summary>Writes indented C# text.</summary>
internal sealed class SourceWriter
{
    private const int Width = 140;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or an empty one.</summary>
    /// <param name="text">The text, without its indentation.</param>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a label one step to the left of the statements around it.</summary>
    /// <param name="name">The label.</param>
    public void Label(string name) => _text.Append(' ', Math.Max(0, _depth - 1) * 4).Append(name).Append(":\n");

    /// <summary>Writes a line for the compiler at the very left.</summary>
    /// <param name="text">The text.</param>
    public void Directive(string text) => _text.Append(text).Append('\n');

    /// <summary>Writes several items, as many on a line as fit.</summary>
    /// <param name="items">The items, each with what separates it from the next.</param>
    public void Filled(IEnumerable<string> items)
    {
        StringBuilder line = new();
        foreach (string item in items)
        {
            if (line.Length > 0 && (_depth * 4) + line.Length + item.Length >= Width)
            {
                Line(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(item);
        }

        if (line.Length > 0)
        {
            Line(line.ToString());
        }
    }

    /// <summary>Writes lines as one raw text, which needs no escapes.</summary>
    /// <param name="lines">The lines; what would break one is taken out.</param>
    /// <param name="after">What follows the text.</param>
    public void RawText(IEnumerable<string> lines, string after)
    {
        string[] clean = [.. lines.Select(line => line.Replace('\n', ' ').Replace('\r', ' '))];
        string quotes = new('"', Math.Max(3, 1 + clean.Max(Quotes)));
        _depth++;
        Line(quotes);
        foreach (string line in clean)
        {
            Line(line);
        }

        Line(quotes + after);
        _depth--;
    }

    /// <summary>Writes a header and an opening brace; disposing the result writes the closing one.</summary>
    /// <param name="header">The header.</param>
    /// <param name="close">What closes the block.</param>
    /// <returns>The open block.</returns>
    public IDisposable Block(string header, string close = "}")
    {
        Line(header);
        Line("{");
        _depth++;
        return new OpenBlock(this, close);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static int Quotes(string line)
    {
        int most = 0;
        for (int at = 0, run = 0; at < line.Length; at++)
        {
            run = line[at] == '"' ? run + 1 : 0;
            most = Math.Max(most, run);
        }

        return most;
    }

    private sealed class OpenBlock(SourceWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(close);
        }
    }
}
