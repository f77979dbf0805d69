using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels of two dimensions at random whose items work in a part of the plane only: a triangle, a band, some columns. There they walk along rows; elsewhere
/// they store something else, or nothing.
/// </summary>
internal sealed class TriangleGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private readonly string _carried;
    private int _names;

    private TriangleGenerator(Random random)
    {
        _random = random;
        _element = Pick("float", "float", "double", "int", "byte", "short", "long");
        _carried = _element is "byte" or "short" ? "int" : _element;
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        TriangleGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(seed, 2, [(made._element, "x", false), (made._element, "y", false), (made._carried, "o", true), ("int", "w", true)], made._body.ToString());
    }

    private void Write()
    {
        string outside = Pick("", $"o[i * n + j] = ({_carried})(j - i);", "w[i * n + j] = i + j;", $"o[i * n + j] += {Value("j & 3")};");
        switch (_random.Next(4))
        {
            case 0:
                Line($"if ({Condition()}) {{ {outside} return; }}");
                Work();
                break;
            case 1:
                Line($"if ({Condition()})\n{{");
                Work();
                Line($"}}\n{(outside.Length > 0 ? $"else {{ {outside} }}" : "")}");
                break;
            case 2:
                Line($"if ({Condition()}) {{ {outside} return; }}\nif ({Condition()})\n{{");
                Work();
                Line("}");
                break;
            default:
                Line($"if ({Condition()})\n{{");
                Work();
                Line("}\nelse\n{");
                Work();
                Line("}");
                break;
        }
    }

    private void Work()
    {
        (string a, string k) = ($"a{_names++}", $"k{_names++}");
        Line($"{_carried} {a} = {Pick("0", "1", $"({_carried})s")};");
        Line($"for (int {k} = {Pick("0", "0", "1")}; {k} < {Pick("9", "17", "m", "n", "(s & 15)", "j", "i")}; {k}++)\n{{");
        Line(_random.Next(8) == 0 ? $"if ({Value(k)} < 3) {Pick("continue", "break")};" : "");
        Line($"{a} {Pick("+", "-")}= {Value(k)} {Pick("*", "+")} {Value(k)};\n}}");
        Line($"o[i * n + j] {Pick("=", "=", "+=")} {a};");
    }

    private string Condition()
    {
        string one = Comparison();
        return _random.Next(3) == 0 ? $"{one} {Pick("||", "&&")} {Comparison()}" : one;
    }

    private string Comparison() => _random.Next(10) switch
    {
        0 => $"j {Pick("<", ">=")} {Pick("3", "s", "m")}",
        1 => $"i + j {Pick("<", ">", "<=")} {Pick("n", "t", "m")}",
        2 => $"i {Pick("<", ">", "==")} {Pick("3", "j")}",
        3 => $"y[{Pick("i", "j")}] > 2",
        _ => $"{Pick("", "", "!")}(j {Pick("<", "<=", ">", ">=", "==", "!=")} {Pick("i", "i", "i", "i - 9", "i - s", "i * 2", "i + 5", "m - i")})",
    };

    private string Value(string k) => _random.Next(6) switch
    {
        0 or 1 => $"x[j * m + {k}]",
        2 => $"y[i * m + {k}]",
        3 => $"x[j * 3 + {k}]",
        4 => $"({_carried})({Pick("i", "j", "s")})",
        _ => $"y[{Pick($"i + {k}", $"j + {k}", k)}]",
    };

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
