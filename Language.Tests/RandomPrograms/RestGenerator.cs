using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random that change what they load, over rows: sums, choices, branches, loops and early ends. Some items fail, by a number that a scalar
/// argument tells or by their data. No item may run twice, also where others of its row have failed.
/// </summary>
internal sealed class RestGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private int _names;

    private RestGenerator(Random random, bool isFlat)
    {
        _random = random;
        IsFlat = isFlat;
        _element = Pick("float", "float", "double", "int", "int", "long", "uint", "ulong", "short");
    }

    private bool IsFlat { get; }

    private bool IsReal => _element is "float" or "double";

    private string Own => IsFlat ? "i" : "i * n + j";

    private string Column => IsFlat ? "i % m" : "j";

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel, of two dimensions, or of one that counts the items of rows.</returns>
    public static LaneKernel Make(int seed)
    {
        Random random = new(seed);
        RestGenerator made = new(random, random.Next(3) == 0);
        made.Write();
        return new LaneKernel(
            seed, made.IsFlat ? 1 : 2, [(made._element, "x", false), (made._element, "o", true), ("int", "z", false), (made.Pick("float", "double", "int", "byte"), "w", true)],
            made._body.ToString());
    }

    private void Write()
    {
        Line($"int at = {Own}, column = {Column};");
        if (_random.Next(3) == 0)
        {
            Line($"int part = {Pick("1000 / (column - s)", "1000 / (at - s * t)", "1000 / (z[at] & 31)", "z[at] / (z[column] | 1)", "100 / (at - (z[0] & 63))", "checked(z[at] * 3)")};");
        }
        else
        {
            Line("int part = column ^ s;");
        }

        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            Statement(2);
        }
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth == 0 ? 4 : 9))
        {
            case 4:
                Line($"if ({Condition()}) {{");
                Statement(depth - 1);
                Line("}");
                break;
            case 5:
                Line($"if ({Condition()}) {{");
                Statement(depth - 1);
                Line("} else {");
                Statement(depth - 1);
                Line("}");
                break;
            case 6:
                string k = $"k{_names++}";
                Line($"for (int {k} = 0; {k} < {Pick("3", "(s & 7)", "(column & 3)", "(z[at] & 7)")}; {k}++) {{");
                Statement(depth - 1);
                Line(_random.Next(4) == 0 ? $"if ({Condition()}) break;\n}}" : "}");
                break;
            case 7 when depth == 2:
                Line($"if ({Condition()}) return;");
                break;
            case 8:
                Line($"w[at] {Pick("=", "+=")} 3;");
                break;
            default:
                Line($"o[at] = {Value(2)};");
                break;
        }
    }

    private string Value(int depth)
    {
        string cast = $"({_element})";
        if (depth == 0 || _random.Next(4) == 0)
        {
            return Pick("o[at]", "o[at]", "x[at]", "x[column]", "x[s]", $"{cast}part", $"{cast}s", $"{cast}3");
        }

        return _random.Next(6) switch
        {
            0 => $"({Condition()} ? {Value(depth - 1)} : {Value(depth - 1)})",
            1 when IsReal => $"{cast}Math.{Pick("Abs", "Sqrt", "Floor")}({Value(depth - 1)})",
            1 => $"{cast}({Value(depth - 1)} ^ {Value(depth - 1)})",
            2 => $"Math.{Pick("Max", "Min")}({Value(depth - 1)}, {Value(depth - 1)})",
            _ => $"{cast}({Value(depth - 1)} {Pick("+", "-", "*")} {Value(depth - 1)})",
        };
    }

    private string Condition()
        => Pick("o[at] < x[at]", "o[at] > x[column]", "(z[at] & 1) == 0", "(column & 3) != 1", "column > s", "s > t", "part > 2", "(z[at] & 3) == 1 && o[at] != x[at]");

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
