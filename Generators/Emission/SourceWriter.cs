using System.Buffers;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Writes indented C# text into a borrowed buffer, since one file is written after another. A writer that is not disposed of keeps its own buffer.
/// </summary>
internal sealed class SourceWriter : IDisposable
{
    private const int Width = 140;
    private const int FirstSize = 16 * 1024;

    private char[] _text = ArrayPool<char>.Shared.Rent(FirstSize);
    private int _length;
    private int _depth;

    /// <summary>The number of characters so far.</summary>
    public int Length => _length;

    /// <summary>The text from a place on.</summary>
    /// <param name="begin">A number that <see cref="Length"/> was.</param>
    /// <returns>The text.</returns>
    public string TextFrom(int begin) => new(_text, begin, _length - begin);

    /// <summary>Writes a line; an empty one without text.</summary>
    /// <param name="text">The text, without indentation.</param>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            Indent(_depth);
            Append(text);
        }

        Append("\n");
    }

    /// <summary>Writes a label one step to the left of the statements around it.</summary>
    /// <param name="name">The label.</param>
    public void Label(string name)
    {
        Indent(Math.Max(0, _depth - 1));
        Append(name);
        Append(":\n");
    }

    /// <summary>Writes a compiler directive, without indentation.</summary>
    /// <param name="text">The text.</param>
    public void Directive(string text)
    {
        Append(text);
        Append("\n");
    }

    /// <summary>Writes items, as many on a line as fit.</summary>
    /// <param name="items">The items, each with its separator from the next.</param>
    public void Filled(IEnumerable<string> items)
    {
        int written = 0;
        foreach (string item in items)
        {
            if (written > 0 && (_depth * 4) + written + item.Length >= Width)
            {
                Append("\n");
                written = 0;
            }

            if (written > 0)
            {
                Append(" ");
                written++;
            }
            else if (item.Length > 0)
            {
                Indent(_depth);
            }

            Append(item);
            written += item.Length;
        }

        if (written > 0)
        {
            Append("\n");
        }
    }

    /// <summary>Writes lines as one raw string literal, which needs no escapes, one step to the right.</summary>
    /// <param name="before">The text before the literal on its first line; empty when the literal begins on its own line.</param>
    /// <param name="lines">The lines; characters that would break a line are removed.</param>
    /// <param name="after">The text after the literal.</param>
    public void RawText(string before, IEnumerable<string> lines, string after)
    {
        string[] clean = [.. lines.Select(line => line.Replace('\n', ' ').Replace('\r', ' '))];

        // The delimiter needs more quotes than any run of quotes in the text; file names may have some.
        string quotes = new('"', Math.Max(3, 1 + clean.Max(Quotes)));
        if (before.Length > 0)
        {
            Line(before + quotes);
            _depth++;
        }
        else
        {
            _depth++;
            Line(quotes);
        }

        foreach (string line in clean)
        {
            Line(line);
        }

        Line(quotes + after);
        _depth--;
    }

    /// <summary>Writes a header and an opening brace; disposing of the result writes the closing one.</summary>
    /// <param name="header">The header.</param>
    /// <param name="close">The text that closes the block.</param>
    /// <returns>The open block.</returns>
    public IDisposable Block(string header, string close = "}")
    {
        Line(header);
        Line("{");
        _depth++;
        return new OpenBlock(this, close);
    }

    /// <inheritdoc/>
    public override string ToString() => new(_text, 0, _length);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        _length = 0;
    }

    private void Indent(int steps)
    {
        Reserve(steps * 4);
        for (int end = _length + (steps * 4); _length < end; _length++)
        {
            _text[_length] = ' ';
        }
    }

    private void Append(string text)
    {
        Reserve(text.Length);
        text.CopyTo(0, _text, _length, text.Length);
        _length += text.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + more, _text.Length * 2));
            Array.Copy(_text, larger, _length);
            ArrayPool<char>.Shared.Return(_text);
            _text = larger;
        }
    }

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
