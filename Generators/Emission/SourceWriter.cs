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

    /// <summary>Writes a header; disposing the result writes what closes it, one step to the right as what stands between.</summary>
    /// <param name="header">The header.</param>
    /// <param name="close">What closes it.</param>
    /// <returns>The open block.</returns>
    public IDisposable Indented(string header, string close)
    {
        Line(header);
        _depth++;
        return new OpenBlock(this, close, isIndented: true);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private sealed class OpenBlock(SourceWriter writer, string close, bool isIndented = false) : IDisposable
    {
        public void Dispose()
        {
            if (isIndented)
            {
                writer.Line(close);
            }

            writer._depth--;
            if (!isIndented)
            {
                writer.Line(close);
            }
        }
    }
}
