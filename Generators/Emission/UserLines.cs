using System.Globalization;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Tells the compiler the user's line of each statement, so that a debugger stops there. The first statement of a line has a <c>#line</c>; the
/// others are hidden, because statements after a <c>#line</c> would count on from it.
/// </summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="file">The file of the annotated method.</param>
internal sealed class UserLines(SourceWriter writer, string file)
{
    private (string File, int Line) _wanted;
    private (string File, int Line) _shown;
    private bool _hidden = true;

    /// <summary>Sets the line of the following statements.</summary>
    /// <param name="source">The file; null for the annotated method's.</param>
    /// <param name="line">The line; 0 when unknown.</param>
    public void At(string? source, int line) => _wanted = (source ?? file, line);

    /// <summary>Repeats the line at the next statement, which may be reached from elsewhere.</summary>
    public void Restart() => _shown = default;

    /// <summary>Marks the following text as no line of the user's.</summary>
    public void Hide()
    {
        _wanted = _shown = default;
        if (!_hidden)
        {
            writer.Directive("#line hidden");
            _hidden = true;
        }
    }

    /// <summary>Writes a statement.</summary>
    /// <param name="text">Its text, on one line.</param>
    public void Statement(string text)
    {
        if (_wanted.Line <= 0 || _wanted == _shown)
        {
            if (!_hidden)
            {
                writer.Directive("#line hidden");
                _hidden = true;
            }
        }
        else if (_wanted.File.Length == 0 || _wanted.File.IndexOfAny(['"', '\n', '\r']) >= 0)
        {
            // A directive cannot name this file.
            writer.Line($"// line {_wanted.Line.ToString(CultureInfo.InvariantCulture)}");
            _shown = _wanted;
        }
        else
        {
            writer.Directive($"#line {_wanted.Line.ToString(CultureInfo.InvariantCulture)} \"{_wanted.File}\"");
            _shown = _wanted;
            _hidden = false;
        }

        writer.Line(text);
    }
}
