using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A piece of a program: text, or pieces in a row. It knows no C#; what a shrunk program means is asked of the compiler.</summary>
internal sealed class CodeNode
{
    private readonly string _text;

    private CodeNode(CodeKind kind, string type, string text, IReadOnlyList<CodeNode> parts)
    {
        Kind = kind;
        Type = type;
        _text = text;
        Parts = parts;
        Length = text.Length + parts.Sum(part => part.Length);
    }

    /// <summary>Nothing.</summary>
    public static CodeNode Empty { get; } = Text("");

    /// <summary>What it is.</summary>
    public CodeKind Kind { get; }

    /// <summary>The type of an expression; empty for all else.</summary>
    public string Type { get; }

    /// <summary>Its pieces.</summary>
    public IReadOnlyList<CodeNode> Parts { get; }

    /// <summary>The length of its text.</summary>
    public int Length { get; }

    /// <summary>Text that stays as it is.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The piece.</returns>
    public static CodeNode Text(string text) => new(CodeKind.Fixed, "", text, []);

    /// <summary>Pieces in a row.</summary>
    /// <param name="parts">The pieces.</param>
    /// <returns>The piece.</returns>
    public static CodeNode Row(IEnumerable<CodeNode> parts) => new(CodeKind.Fixed, "", "", [.. parts]);

    /// <summary>Text with pieces.</summary>
    /// <param name="parts">The text.</param>
    /// <returns>The piece.</returns>
    public static CodeNode Of(CodeParts parts) => Row(parts.Pieces);

    /// <summary>An expression.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="parts">Its text.</param>
    /// <returns>The piece.</returns>
    public static CodeNode Expression(string type, CodeParts parts) => new(CodeKind.Expression, type, "", parts.Pieces);

    /// <summary>A statement or a declaration.</summary>
    /// <param name="parts">Its text.</param>
    /// <returns>The piece, with the end of its line.</returns>
    public static CodeNode Statement(CodeParts parts) => new(CodeKind.Statement, "", "", [.. parts.Pieces, Text("\n")]);

    /// <summary>The same piece with another part.</summary>
    /// <param name="index">The part's number.</param>
    /// <param name="part">The part.</param>
    /// <returns>The piece.</returns>
    public CodeNode With(int index, CodeNode part) => new(Kind, Type, _text, [.. Parts.Select((old, n) => n == index ? part : old)]);

    /// <inheritdoc/>
    public override string ToString()
    {
        StringBuilder text = new(Length);
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        text.Append(_text);
        foreach (CodeNode part in Parts)
        {
            part.Append(text);
        }
    }
}
