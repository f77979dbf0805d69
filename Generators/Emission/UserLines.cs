using System.Globalization;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Tells the compiler which line of the user's a statement comes from, so that a debugger stops there. The first statement of a line
/// has it; the others are hidden, because those behind a <c>#line</c> count on from it.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="file">The file of the annotated method.</param>
internal sealed class UserLines(SourceWriter writer, string file)
{
    private (string File, int Line) _wanted;
    private (string File, int Line) _shown;
    private bool _hidden = true;

    /// <summary>What follows comes from a line.</summary>
    /// <param name="source">The file; null for the annotated method's.</param>
    /// <param name="line">The line; 0 when it is not known.</param>
    public void At(string? source, int line) => _wanted = (source ?? file, line);

    /// <summary>What follows may be reached from elsewhere, so that its line is told again.</summary>
    public void Restart() => _shown = default;

    /// <summary>What follows comes from no line.</summary>
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
            // A directive cannot name such a file.
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
