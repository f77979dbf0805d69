namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Makes up kernels that do something else near the borders of a plane.</summary>
internal sealed class BorderGenerator
{
    /// <summary>The parameters of the kernels.</summary>
    public const string Parameters = "int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target";

    private readonly Random _random;
    private string _shift = "";

    private BorderGenerator(Random random) => _random = random;

    /// <summary>Makes a body.</summary>
    /// <param name="random">What decides.</param>
    /// <returns>Statements.</returns>
    public static string Make(Random random)
    {
        BorderGenerator made = new(random);
        return "int value = source[row * width + column];\n"
            + string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => made.Statement()))
            + "target[row * width + column] = value;\n";
    }

    private string Statement() => _random.Next(6) switch
    {
        0 => $"if ({Condition()} {OneOf("&&", "||")} {Condition()}) value = value * 3 + {_random.Next(9)};\n",
        1 => $"{{ int other = {Condition()} ? {Index()} : {Index()}; if (other {Comparison()} {Bound()}) value += other; else value -= 5; }}\n",
        2 => $"value += source[{Near("row", "rows")} * width + {Near("column", "width")}];\n",
        3 => $"if ({Condition()}) {{ target[row * width + column] = value; return; }}\n",
        4 when _shift.Length == 0 => Loop(),
        _ => $"if ({Condition()}) value += {_random.Next(99)}; else value ^= {_random.Next(99)};\n",
    };

    private string Loop()
    {
        int first = _random.Next(-2, 1);
        int step = _random.Next(1, 3);
        _shift = " + d";
        string text = $"for (int d = {first}; d <= {_random.Next(first, 4)}; d += {step})\n{{\n"
            + $"int y = row + d, x = column - d;\nif (y < 0 || y >= rows || x < 0 || x >= width) {OneOf("continue", "break")};\n"
            + $"value = value * 5 + source[y * width + x] * d;\n{Statement()}}}\n";
        _shift = "";
        return text;
    }

    private string Near(string index, string length) => OneOf(
        $"Math.Max({index} - {_random.Next(3)}, 0)",
        $"Math.Min({index} + {_random.Next(3)}, {length} - 1)",
        $"Math.Clamp({index} + {_random.Next(-2, 3)}, 0, {length} - 1)",
        $"({index} + 1 < {length} ? {index} + 1 : {index})");

    private string Condition() => $"{Index()} {Comparison()} {Bound()}";

    private string Comparison() => OneOf("<", "<=", ">", ">=", "==", "!=");

    private string Index() => OneOf("row", "column", $"column + {_random.Next(3)}", $"column - {_random.Next(3)}", $"(width - column)", "2 * column", "(row - 1)", "column" + _shift, "row" + _shift);

    private string Bound() => OneOf("0", "1", "3", "width", "(width - 1)", "rows", "rows - 1", "row", "source.Length / 9", $"(column * 3)");

    private string OneOf(params string[] texts) => texts[_random.Next(texts.Length)];
}
