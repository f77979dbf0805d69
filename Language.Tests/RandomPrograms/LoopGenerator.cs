using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose items hold loops over elements that follow each other, in branches, loops and after each other, with rows that the data names. Some
/// fail on the way, some reach an element of another turn, and some carry a value on: then turns run one by one, or the item through the method.
/// </summary>
internal sealed class LoopGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private readonly string _computed;
    private readonly List<string> _rows = ["i * m", "w[i]", "w[i]"];
    private bool _carries;
    private int _names;

    private LoopGenerator(Random random)
    {
        _random = random;
        _element = Pick("float", "float", "double", "int", "int", "uint", "long", "ulong", "byte", "sbyte", "short", "ushort");
        _computed = _element is "byte" or "sbyte" or "short" or "ushort" ? "int" : _element;
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        LoopGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(
            seed, 1, [(made._element, "x", false), (made._element, "y", false), (made._element, "o", true), (made._element, "z", true), ("int", "w", false)], made._body.ToString())
        {
            IndexSpans = ["w"],
        };
    }

    private void Write()
    {
        if (_random.Next(3) == 0)
        {
            Line($"if ({Test("i")}) return;");
        }

        if (_random.Next(3) == 0)
        {
            _carries = true;
            Line($"{_computed} a = 0;");
        }

        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            Statement(depth: 0);
        }

        if (_carries)
        {
            Line($"z[i] = ({_element})a;");
        }
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth < 2 ? 8 : 4))
        {
            case 0 or 1 or 2:
                Loop();
                break;
            case 3 when _random.Next(3) == 0:
                Alone();
                break;
            case 3:
                Row();
                Loop();
                break;
            case 4:
                Line($"if ({Test("i")})\n{{");
                Inside(depth);
                if (_random.Next(2) == 0)
                {
                    Line("}\nelse\n{");
                    Inside(depth);
                }

                Line("}");
                break;
            case 5 or 6:
                string k = Name("k");
                Line($"for (int {k} = 0; {k} < {Pick("3", "(w[i] & 7)", "(m & 3)", "i % 5")}; {k}++)\n{{");
                string row = Name("r");
                Line($"int {row} = {Pick($"w[i + {k}]", $"{k} * m", $"w[i] + {k} * {Pick("m", "16", "3", "40")}", $"w[{k}] / (m + 1) * m")};");
                _rows.Add(row);
                if (_random.Next(5) == 0)
                {
                    Line(Pick($"if ({Test(k)}) continue;", $"if ({Test(k)}) break;"));
                }

                Inside(depth);
                Line("}");
                _rows.Remove(row);
                break;
            default:
                Slices();
                break;
        }
    }

    private void Inside(int depth)
    {
        int known = _rows.Count;
        for (int count = _random.Next(1, 3); count > 0; count--)
        {
            Statement(depth + 1);
        }

        _rows.RemoveRange(known, _rows.Count - known);
    }

    private void Row()
    {
        string name = Name("r");
        Line($"int {name} = {Pick("w[i + 1]", "w[w[i] & 15]", "i * m + t", "(i & 3) * m", "s", "w[i] / (m + 1) * m", "i * 2 * m")};");
        _rows.Add(name);
    }

    // A loop over elements that follow each other.
    private void Loop()
    {
        string c = Name("c");
        string test = Rare("<", "<=", "!=");
        bool isChecked = _random.Next(10) == 0;
        string counted = c, counter = test == "!=" ? "int" : Rare("int", "long", "uint");
        c = counter == "int" ? c : $"(int){c}";
        string first = counter == "uint" ? Pick("0", "1", "(uint)t") : Rare("0", "1", "t", "s - 3"), end = Rare("m", "m", "s", "m - 1", "(w[i] & 31)", "m + (i & 1)", "n");
        bool isDownward = test == "<" && counter == "int" && _random.Next(4) == 0;
        Line($"{(isChecked ? "checked\n{\n" : "")}for ({(isDownward ? Downward(c, first, end) : $"{counter} {counted} = {first}; {counted} {test} {end}; {counted}++")})\n{{");
        string value = Value(c);
        if (_carries && _random.Next(6) == 0)
        {
            Line(Pick($"a = a * ({_computed})3 + ({_computed})({value});", $"a = ({_computed})({value});"));
            value = _random.Next(3) == 0 ? "a" : value;
        }

        if (_random.Next(3) == 0)
        {
            string v = Name("v");
            Line($"{_computed} {v} = {value};");
            value = $"({v} {Pick("+", "-", "*")} {(_random.Next(2) == 0 ? v : Value(c))})";
        }

        // A loop that begins beyond the number at which it ends goes on until it fails.
        string target = Rare("o", "z");
        string asks = _random.Next(5) == 0 ? Condition(c) : "";
        Line($"{asks}{target}[{(test == "!=" ? $"{Pick([.. _rows])} + {c}" : Place(c))}] {Pick("=", "+=", "=", "-=")} ({_element})({value});");
        if (asks.Length > 0 && _random.Next(3) == 0)
        {
            Line($"else {Rare("o", "z")}[{Place(c)}] {Pick("=", "+=")} ({_element})({Value(c)});");
        }

        if (_random.Next(4) == 0)
        {
            Line($"{Pick("o", "z")}[{Place(c)}] = ({_element})({Value(c)});");
        }

        if (_random.Next(12) == 0)
        {
            string v = Name("v");
            Line($"{_computed} {v} = {Value(c)};\n{Condition(c)}{v} = {Value(c)};\nz[{Place(c)}] = ({_element})({v} - {Value(c)});");
        }

        if (_carries && _random.Next(8) == 0)
        {
            Line($"{(_random.Next(3) == 0 ? Condition(c) : "")}a = ({_computed})({Value(c)});");
        }

        Line(_random.Next(12) == 0 ? $"if ({Test(c)}) break;\n}}" : "}");
        Line(isChecked ? "}" : "");
    }

    private string Downward(string c, string first, string end) => Pick(
        $"int {c} = {end} - 1; {c} >= {first}; {c}--", $"int {c} = {end} - 1; {c} > {first}; --{c}", $"int {c} = {end}; {c}-- > {first};", $"int {c} = {end}; --{c} >= {first};");

    private void Slices()
    {
        string from = Name("f"), to = Name("t"), c = Name("c");
        Line($"ReadOnlySpan<{_element}> {from} = {Pick("x", "y")}.Slice({Pick([.. _rows])}, {Rare("m", "s", "m + 1")});");
        Line($"Span<{_element}> {to} = {Pick("o", "z")}.Slice({Pick([.. _rows])}, m);");
        Line($"for (int {c} = 0; {c} < {Pick("m", $"{to}.Length", $"{to}.Length", $"{from}.Length")}; {c}++) {to}[{c}] {Pick("=", "+=")} ({_element})({from}[{c}] {Pick("+", "*", "-")} {Value(c)});");
    }

    // What one element of the item gets.
    private void Alone() => Line(Pick(
        $"o[{Pick([.. _rows])} + {Pick("0", "1", "w[i] % 9")}] {Pick("=", "+=")} ({_element})x[i];",
        $"z[i] = ({_element})(x[i] / ({_computed})(w[i + 1] % 5));",
        $"z[w[i]] -= ({_element})1;"));

    private string Place(string c) => _random.Next(10) == 0 ? Named(c) : Rare($"{Pick([.. _rows])} + {c}", $"{c} + {Pick([.. _rows])} + {Pick("1", "s", "64")}", $"{Pick([.. _rows])} + 2 * {c}", Pick([.. _rows]), $"{Pick([.. _rows])} - {c}");

    // An element of a row that each turn names again, of a span that the loop may change, by other numbers, or where a name may be missing.
    private string Named(string c) => Pick(
        $"w[w[i]] + {c}", $"w[i + t] + {c}", $"w[i * 9] % (m + 1) * m + {c}", $"((int)o[i] & 15) + {c}", $"((int)z[i] & 15) * m + {c}", $"w[{c} & 3] + {c}",
        $"(int)((long)w[i] * m + {c})", $"(int)((uint)w[i] + (uint){c})", $"(int)((long)w[i] + 4294967296L - {c})", $"w[i] * (m + s) * 4099 + {c}");

    private string Value(string c) => _random.Next(14) switch
    {
        0 or 1 or 2 or 3 => $"x[{Place(c)}]",
        4 or 5 => $"y[{Place(c)}] * x[{Place(c)}]",
        6 => $"o[{Place(c)}]",
        7 => $"z[{Place(c)}] + x[{Place(c)}]",
        8 => $"x[{Pick("i", "s", "w[i]")}] + y[{Place(c)}]",
        9 => $"({_computed})({c} * {Pick("3", "s", "i")})",
        10 => $"(x[{Place(c)}] > y[{Place(c)}] ? x[{Place(c)}] : ({_computed}){Pick("s", c, "7")})",
        11 => $"({_computed})Math.{Pick("Max", "Min")}(x[{Place(c)}], y[{Place(c)}])",
        12 => _element == "float" ? $"MathF.{Pick("Exp", "Sqrt", "Tanh", "Abs")}(x[{Place(c)}])" : $"({_computed})p",
        _ => $"x[{Place(c)}] {Pick("+", "-", "*")} ({_computed}){Pick("s", "t", "3")}",
    };

    private string Test(string c) => Pick($"x[{c}] > 3", $"w[{c}] % 3 == 0", $"({c} & 3) == 1", "p > 2");

    // Turns of which not all do what follows.
    private string Condition(string c) => $"if ({Pick("x", "x", "o")}[{Place(c)}] {Pick("<", ">", "!=")} {Pick("3", $"y[{Place(c)}]", $"({_computed})t")}{Pick("", "", $" && {Test(c)}", $" || {Test(c)}")}) ";

    private string Name(string stem) => stem + _names++.ToString(CultureInfo.InvariantCulture);

    private string Rare(string usual, params ReadOnlySpan<string> others) => _random.Next(8) == 0 ? Pick(others) : usual;

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
