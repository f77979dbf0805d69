using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose items own several elements: rows that an outer loop stores while loops within it walk, as far as a row goes or an item's own turns
/// do, and every so many-th element of a grid.
/// Some reach other elements, too, or count in another way; then the kernel has no lanes, or its items go through the method.
/// </summary>
internal sealed class NestGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private readonly string _carried;
    private int _names;

    private NestGenerator(Random random)
    {
        _random = random;
        _element = Pick("float", "float", "double", "int", "int", "byte", "short", "long");
        _carried = _element is "byte" or "short" ? "int" : _element;
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        NestGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(
            seed, 1, [(made._element, "x", false), (made._element, "y", false), (made._carried, "o", true), ("int", "w", true)], made._body.ToString());
    }

    private void Write()
    {
        // Most kernels have one span for nests and one for strides, so that items keep to their own.
        bool mixes = _random.Next(12) == 0;
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            if (_random.Next(2) == 0)
            {
                Nest(mixes ? Pick("o", "w") : "o");
            }
            else
            {
                Strides(mixes ? Pick("o", "w") : "w");
            }
        }
    }

    // A loop over the elements of the item's row, each with a sum of a loop within.
    private void Nest(string span)
    {
        (string j, string k, string a) = Names();
        bool hasTurns = _random.Next(3) == 0;
        string row = hasTurns ? Rare("i * n", "i * m", "i * (n + 1)") : _random.Next(10) == 0 ? Pick("i * s", "i * t", "(n - 1 - i) * m", "i") : "i * m";
        string own = $"{row} + {j}";
        if (_random.Next(5) == 0 && span == "o" && !hasTurns)
        {
            Line($"Span<{TypeOf(span)}> r{j} = {span}.Slice(i * m, m);");
            (span, own) = ($"r{j}", j);
        }

        string test = hasTurns
            ? Pick($"{j} <= i", $"{j} <= i", $"{j} < i", $"{j} < Math.Min(i + 1, m)", $"{j} < n - i", $"{j} < (w[i] & 15)", $"{j} < i * 2 - s")
            : $"{j} < {Rare("m", "m", "m - 1", "m + 1", "s", "t")}";
        Line($"for (int {j} = {Rare("0", "1", "2")}; {test}; {Rare($"{j}++", $"{j}++", $"{j} += 2")})\n{{");
        Line($"{_carried} {a} = {Pick("0", "i", j, $"({_carried})s")};");
        Line($"for (int {k} = 0; {k} < {Pick("9", "m", "m", "17", "(s & 15)", j)}; {k}++)\n{{");
        if (_random.Next(6) == 0)
        {
            Line($"if ({Value(j, k)} < 3) {Pick("continue", "continue", "break")};");
        }

        if (_random.Next(6) == 0)
        {
            // Another row of the item's own, as a sum of rows has it.
            Line($"o[i * m + {k}] {Pick("+", "-")}= {Value(j, k)};");
        }

        string read = _random.Next(8) == 0 ? $"({_carried}){span}[{Rare(own, $"{own} + 1", k)}]" : Value(j, k);
        Line($"{a} {Pick("+", "-")}= {Value(j, k)} {Pick("*", "+", "-")} {read};\n}}");
        string store = $"{span}[{Rare(own, $"{own} + 1", "i")}] {Pick("=", "=", "+=", "-=")} ({TypeOf(span)}){a};";
        Line($"{(_random.Next(5) == 0 ? $"if ({a} > 1) " : "")}{store}\n}}");
    }

    // A loop from the item's index by the items of a grid, which may be more or fewer than the launch has.
    private void Strides(string span)
    {
        (string k, string v, string a) = Names();
        string items = Rare("n", "n", "n + 5", "s + 1", "n - 3", "t * 2 + 1", "64", "m + 1");
        string end = Pick("x.Length", "m * n", "m * n", "m", "n + m", "s", "m * n - 1", $"{span}.Length");
        bool sums = _random.Next(3) == 0;
        Line(sums ? $"{_carried} {a} = 0;" : "");
        Line($"for (int {k} = {Rare("i", "i", "i + 1", "0")}; {k} < {end}; {k} += {items})\n{{");

        // A loop that counts down ends at an element that is not there.
        Line($"{_carried} {v} = {(sums ? Pick($"x[{k}]", $"y[{k}]") : Pick($"x[{k}]", $"y[{k}]", $"({_carried}){span}[{Rare(k, k, $"{k} + 1", "i")}]", $"({_carried}){k}"))};");
        if (_random.Next(4) == 0)
        {
            Line(Pick($"if ({v} < 2) continue;", $"if (x[{k}] > 1) {v} = ({_carried})({v} * 3);", $"if ({v} == 7) break;"));
        }

        Line(sums ? $"{a} {Pick("+", "-")}= {v};\n}}" : $"{span}[{Rare(k, k, $"{k} + 1", "m")}] {Pick("=", "+=", "-=")} ({TypeOf(span)})({v} * 3);\n}}");
        Line(sums ? $"{span}[{Rare("i", "i", "0")}] = ({TypeOf(span)}){a};" : "");
    }

    private string Value(string j, string k) => _random.Next(8) switch
    {
        0 or 1 or 2 => $"x[i * m + {k}]",
        3 or 4 => $"y[{Pick($"{j} + {k}", $"{j} * m + {k}", k)}]",
        5 => $"x[i * 3 + {k}]",
        6 => $"({_carried})({Pick(j, k, "i")})",
        _ => $"y[i * m + {k} + {Pick("1", "s")}]",
    };

    private string TypeOf(string span) => span == "w" ? "int" : _carried;

    private (string First, string Second, string Third) Names() => ($"k{_names++}", $"k{_names++}", $"v{_names++}");

    private string Rare(string usual, params ReadOnlySpan<string> others) => _random.Next(8) == 0 ? Pick(others) : usual;

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
