using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose index counts the items of rows one after another: by <c>i / m</c> and <c>i % m</c>, and all that is written for them. Some rows are
/// shorter than a group of lanes, some lengths are no lengths, and some items have no work.
/// </summary>
internal sealed class FlatGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private readonly string _index;
    private readonly string _length;
    private readonly string _row;
    private readonly string _column;

    private FlatGenerator(Random random)
    {
        _random = random;
        _element = Pick("float", "float", "float", "double", "int", "int", "long", "uint", "short", "byte");
        _index = random.Next(4) == 0 ? "j" : "i";
        _length = Pick("m", "m", "m", "m", "m", "m * 2", "2 * m", "m + 3", "m / 2", "m * s", "16", "10", "24", "f.Length / 9", "-m", "t");
        (_row, _column) = Parts();
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel, of one dimension or two.</returns>
    public static LaneKernel Make(int seed)
    {
        FlatGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(
            seed, made._index == "i" ? 1 : 2, [(made._element, "x", false), ("float", "f", false), ("int", "names", false), (made._element, "o", true), (made._element, "w", true)],
            made._body.ToString())
        { IndexSpans = ["names"] };
    }

    private (string Row, string Column) Parts()
    {
        string of = Parenthesized(_length);
        switch (_random.Next(10))
        {
            case 0:
                return ($"(int)((uint){_index} / (uint){of})", $"(int)((uint){_index} % (uint){of})");
            case 1:
                return ($"(int)((long){_index} / {of})", $"(int)((long){_index} % {of})");
            case 2:
                return ($"{_index} / {of}", $"{_index} - {_index} / {of} * {of}");
            case 3:
                return ($"Math.DivRem({_index}, {_length}).Quotient", $"Math.DivRem({_index}, {_length}).Remainder");
            case 4:
                int bits = _random.Next(2, 6);
                return ($"{_index} >> {bits}", $"{_index} & {(1 << bits) - 1}");
            case 5:
                return ($"{_index} / {of} % s", $"{_index} % {of}");
            case 6:
                return ($"{_index} / (s * {of})", $"{_index} % (s * {of}) % {of}");
            default:
                return ($"{_index} / {of}", $"{_index} % {of}");
        }
    }

    private void Write()
    {
        bool isNamed = _random.Next(3) > 0;
        Limit();
        if (isNamed)
        {
            Line($"int row = {_row};");
            Line($"int column = {_column};");
        }

        string row = isNamed ? "row" : $"({_row})", column = isNamed ? "column" : $"({_column})";
        if (_random.Next(5) == 0)
        {
            Line($"if ({Pick($"{row} >= s", $"{column} >= {Parenthesized(_length)}", $"{row} >= s || {column} >= {_length}", $"{column} == 0", $"{row} == 2")}) return;");
        }

        Line($"{_element} v = ({_element})({Source(row, column)} * 3);");
        for (int count = _random.Next(0, 3); count > 0; count--)
        {
            Step(row, column);
        }

        string place = Pick(_index, _index, _index, $"{row} * {Parenthesized(_length)} + {column}", $"{column} * 20 + {row}", $"names[{row}] + {column}", column, $"{_index} * 2");
        Line($"o[{place}] = {Pick("v", "v", $"({_element})(v + {row})", $"({_element})(v - {column})")};");
        if (_random.Next(4) == 0)
        {
            Line($"w[{_index}] {Pick("=", "+=", "-=")} ({_element})({Source(row, column)} + 1);");
        }
    }

    // Items without work.
    private void Limit()
    {
        switch (_random.Next(8))
        {
            case 0:
                Line($"if ({_index} >= s * {Parenthesized(_length)}) return;");
                break;
            case 1:
                Line($"if ({_index} > n - 3) return;");
                break;
            case 2:
                Line($"if (!({_index} < o.Length - 3) || (uint){_index} >= (uint)n) return;");
                break;
        }
    }

    private void Step(string row, string column)
    {
        switch (_random.Next(5))
        {
            case 0:
                Line($"if ({Pick($"{column} > 0", $"{column} < {Parenthesized(_length)} - 1", $"{row} % 3 == 1", $"names[{row}] % 2 == 0")}) v += ({_element}){Source(row, column)};");
                break;
            case 1:
                Line($"for (int k = 0; k < {Pick("s", "3", column)}; k++) v += ({_element})(x[{row} * 5 + k] * x[k * {Parenthesized(_length)} + {column}]);");
                break;
            case 2:
                Line($"v -= ({_element}){Source(row, column)};");
                break;
            case 3:
                Line($"v = ({_element})(v * 3 + (({row} ^ {column}) & 7));");
                break;
            default:
                Line($"v += ({_element})(float)(f[{row}] - f[{column}]);");
                break;
        }
    }

    private string Source(string row, string column) => _random.Next(9) switch
    {
        0 => $"x[{column}]",
        1 => $"x[{row}]",
        2 => $"x[{row} * 2 * {Parenthesized(_length)} + {column} + {Parenthesized(_length)}]",
        3 => $"x[names[{row}] + {column}]",
        4 => $"x[{column} * 7 + {row}]",
        5 => $"x[{row} * 9 + {column} / 2]",
        6 => $"x[(int)((long){row} * 4 + {column})]",
        _ => $"x[{_index}]",
    };

    private static string Parenthesized(string text) => text.Contains(' ', StringComparison.Ordinal) || text[0] == '-' ? $"({text})" : text;

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
