using System.Globalization;

namespace HmmGen.Planning.Steps;

/// <summary>Cuts a plan's text into tokens. A line that begins with a space continues the line before; <c>//</c> begins a comment.</summary>
internal sealed class PlanLexer
{
    private readonly string _text;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    internal PlanLexer(string text)
    {
        _text = text;
        Next = Read(0);
        Move();
    }

    /// <summary>The current token.</summary>
    internal PlanToken Current { get; private set; }

    /// <summary>The token after the current one.</summary>
    internal PlanToken Next { get; private set; }

    /// <summary>The characters of the current token.</summary>
    internal ReadOnlySpan<char> Word => Characters(Current);

    /// <summary>Moves to the next token.</summary>
    internal void Move()
    {
        Current = Next;
        Next = Read(Current.End);
    }

    /// <summary>Whether the current token has these characters.</summary>
    /// <param name="characters">The characters.</param>
    /// <returns>True when it has.</returns>
    internal bool Is(string characters) => Word.SequenceEqual(characters);

    /// <summary>Whether the next token has these characters.</summary>
    /// <param name="characters">The characters.</param>
    /// <returns>True when it has.</returns>
    internal bool IsNext(string characters) => Characters(Next).SequenceEqual(characters);

    /// <summary>Passes the current token if it has these characters.</summary>
    /// <param name="characters">The characters.</param>
    /// <returns>True when it had.</returns>
    internal bool Skip(string characters)
    {
        bool found = Is(characters);
        if (found) Move();
        return found;
    }

    /// <summary>Passes the current token, which must have these characters.</summary>
    /// <param name="characters">The characters.</param>
    internal void Expect(string characters)
    {
        if (!Skip(characters)) throw Error($"\"{characters}\" is missing");
    }

    /// <summary>Passes a number, which must come next.</summary>
    /// <param name="count">The number must be less than this one.</param>
    /// <returns>The number.</returns>
    internal int Below(int count)
    {
        if (Current.Kind != PlanTokenKind.Number || !int.TryParse(Word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= count)
        {
            throw Error($"a number below {count} is missing");
        }
        Move();
        return number;
    }

    /// <summary>Passes a number, which must come next. The caller has passed its sign.</summary>
    /// <param name="isNegative">Whether a minus is before it.</param>
    /// <returns>The number.</returns>
    internal long Number(bool isNegative)
    {
        PlanToken number = isNegative ? Next : Current;
        ReadOnlySpan<char> digits = _text.AsSpan(Current.Start, number.End - Current.Start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)) throw Error("not a 64-bit integer");
        if (isNegative) Move();
        Move();
        return value;
    }

    /// <summary>Makes the error for the current token.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <returns>The error.</returns>
    internal FormatException Error(string reason)
    {
        int line = _text.AsSpan(0, Current.Start).Count('\n') + 1;
        string found = Current.Kind switch
        {
            PlanTokenKind.End => "the end of the text",
            PlanTokenKind.LineEnd => "the end of the line",
            _ => $"\"{Word}\"",
        };
        return new FormatException($"Line {line} of the access plan, at {found}: {reason}.");
    }

    private ReadOnlySpan<char> Characters(PlanToken token) => _text.AsSpan(token.Start, token.End - token.Start);

    private PlanToken Read(int at)
    {
        while (at < _text.Length && (IsSpace(_text[at]) || IsJoined(at) || IsComment(at)))
        {
            at = IsComment(at) ? EndOfLine(at) : at + 1;
        }
        if (at == _text.Length) return new PlanToken(PlanTokenKind.End, at, at);
        if (_text[at] == '\n') return new PlanToken(PlanTokenKind.LineEnd, at, at + 1);
        int end = at;
        while (end < _text.Length && IsOfWord(_text[end])) end++;
        if (end > at) return new PlanToken(char.IsAsciiDigit(_text[at]) ? PlanTokenKind.Number : PlanTokenKind.Word, at, end);
        return new PlanToken(PlanTokenKind.Sign, at, at + (_text.AsSpan(at) is ['<', '<' or '=', ..] or ['>', '>' or '=', ..] or ['=' or '!', '=', ..] ? 2 : 1));
    }

    private static bool IsSpace(char character) => character is ' ' or '\r' or '\t';

    // Letters of any script belong to words, as names may have them.
    private static bool IsOfWord(char character) => character is '_' or >= '\u0080' || char.IsAsciiLetterOrDigit(character);

    private bool IsJoined(int at) => _text[at] == '\n' && at + 1 < _text.Length && _text[at + 1] == ' ';

    private bool IsComment(int at) => _text[at] == '/' && at + 1 < _text.Length && _text[at + 1] == '/';

    private int EndOfLine(int at)
    {
        int end = _text.IndexOf('\n', at);
        return end < 0 ? _text.Length : end;
    }
}
