using System.Runtime.CompilerServices;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Makes pieces of an interpolated string: its literals are text, its holes are pieces.</summary>
[InterpolatedStringHandler]
internal readonly struct CodeParts
{
    /// <summary>Begins a string; called by compiled code.</summary>
    /// <param name="literalLength">The length of the literals.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public CodeParts(int literalLength, int formattedCount)
    {
        _ = literalLength;
        Pieces = new List<CodeNode>((2 * formattedCount) + 1);
    }

    /// <summary>The pieces.</summary>
    public List<CodeNode> Pieces { get; }

    /// <summary>Adds text.</summary>
    /// <param name="text">The text.</param>
    public void AppendLiteral(string text) => Pieces.Add(CodeNode.Text(text));

    /// <summary>Adds text.</summary>
    /// <param name="text">The text.</param>
    public void AppendFormatted(string text) => AppendLiteral(text);

    /// <summary>Adds a number.</summary>
    /// <param name="number">The number.</param>
    public void AppendFormatted(int number) => AppendLiteral(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Adds a piece.</summary>
    /// <param name="piece">The piece.</param>
    public void AppendFormatted(CodeNode piece) => Pieces.Add(piece);

    /// <summary>Adds pieces.</summary>
    /// <param name="pieces">The pieces.</param>
    public void AppendFormatted(IEnumerable<CodeNode> pieces) => Pieces.AddRange(pieces);
}
