using System.Text;

namespace HmmGen.Generators.Emission;

/// <summary>Writes indented C# text.</summary>
internal sealed class SourceWriter
{
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

    /// <summary>Writes several lines, each indented as it is in <paramref name="text"/>, from the current depth.</summary>
    /// <param name="text">The lines.</param>
    public void Lines(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            Line(line.TrimEnd('\r'));
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

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private sealed class OpenBlock(SourceWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(close);
        }
    }
}
