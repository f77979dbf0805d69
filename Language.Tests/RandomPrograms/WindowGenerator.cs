using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose items reach parts of their rows, as far as arguments say, or elements that arguments set apart. Some arguments set them too near,
/// and some parts reach into the next row; then items go through the method.
/// </summary>
internal sealed class WindowGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private readonly string _row;
    private int _names;

    private WindowGenerator(Random random)
    {
        _random = random;
        _element = Pick("float", "float", "double", "int", "int", "long", "uint", "short");
        _row = Pick("i * m", "i * m * 2", "i * m * 2", "i * (m + s)", "(m + s) * i + 3", "i * 40", "i * -m + n * m");
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        WindowGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(seed, 1, [(made._element, "x", false), (made._element, "o", true), (made._element, "w", true)], made._body.ToString());
    }

    private void Write()
    {
        Line($"{_element} v = ({_element})s;");
        bool isFar = _random.Next(3) == 0;
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            if (isFar)
            {
                Far();
            }
            else
            {
                Part();
            }
        }

        Line(_random.Next(2) == 0 ? "w[i] = v;" : "");
    }

    // A walk along a part of the row, or a single element of it.
    private void Part()
    {
        if (_random.Next(4) == 0)
        {
            Line(Change($"o[{_row} + {Pick("0", "0", "1", "3", "m - 1", "s")}]", "i"));
            return;
        }

        string k = $"k{_names++}", part = Pick("", "", "", " + m", " + s", " + t", " + 1", " - 1");
        string factor = _random.Next(8) == 0 ? Pick("2 * ", "3 * ") : "";
        Line($"for (int {k} = {Pick("0", "0", "0", "1", "2", "s", "t")}; {k} {Pick("<", "<", "<", "<=")} {Pick("m", "m", "m", "s", "t", "m - 1", "9")}; {Pick($"{k}++", $"{k}++", $"{k}++", $"{k} += 2")})\n{{");
        string own = $"o[{_row}{part} + {factor}{k}]";
        Line(Change(own, k));
        if (_random.Next(2) == 0)
        {
            Line(Change(_random.Next(2) == 0 ? own : $"o[{_row}{Pick("", " + m", " + s")} + {factor}{k}]", k));
        }

        Line(_random.Next(2) == 0 ? $"v = ({_element})(v * 3 + {own});\n}}" : "}");
    }

    // Elements at distances of each other.
    private void Far()
    {
        string start = Pick("i", "i", "i", "i * 2", "n - 1 - i", "i + m"), more = Pick("s", "n", "s + 9", "s + n", "t", "s * 2", "1", "m");
        string one = $"o[{start}]", other = $"o[{start} + {more}]";
        (one, other) = _random.Next(2) == 0 ? (one, other) : (other, one);
        Line(Change(one, "i"));
        Line(Change(other, "i"));
        Line(_random.Next(2) == 0 ? $"v = ({_element})(v * 3 + {one});" : "");
    }

    private string Change(string element, string k) => _random.Next(6) switch
    {
        0 or 1 => $"{element} = ({_element})({element} * 3 + x[{k} + 3]);",
        2 => $"{element} = ({_element})(x[i + 3] - v);",
        3 => $"{element} {Pick("+", "-")}= ({_element})(x[i + 2] * 3);",
        4 => $"if (x[{Pick("i", $"{k} + 3")}] > 1) {element} = ({_element}){k};",
        _ => $"{element} = v;",
    };

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
