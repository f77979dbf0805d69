using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose items walk along rows by several elements a turn: loops that are written out by hand, with what is left of a row behind them,
/// rows of structs, members that lie between others, and every so many-th element. Some of the rows are slices.
/// </summary>
internal sealed class TurnGenerator
{
    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly string _element;
    private readonly string _carried;
    private readonly (string Type, string[] Members) _struct;
    private readonly int _count;
    private readonly bool _isSliced;
    private readonly bool _isApart;
    private bool _stores;

    private TurnGenerator(Random random)
    {
        _random = random;
        _element = Pick("float", "float", "double", "int", "byte", "short", "sbyte", "uint", "long");
        _carried = _element switch { "byte" or "short" or "sbyte" => "int", _ => _element };
        _struct = random.Next(6) switch
        {
            0 => ("Pair", ["X", "Y"]),
            1 => ("Even", ["A", "B", "C", "D"]),
            2 => ("Color", ["R", "G", "B"]),
            3 => ("Pixel", ["R", "G", "B", "A"]),
            4 => ("Uneven", ["X", "Z"]),
            _ => ("Triple", ["X", "Y", "Z"]),
        };
        _count = Pick(2, 2, 3, 4, 4, 4, 5, 6, 8, 16);
        _isSliced = random.Next(3) == 0;
        _isApart = random.Next(3) == 0;
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        TurnGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(
            seed, 1, [(made._element, "x", false), (made._element, "y", false), (made._struct.Type, "v", false), (made._carried, "o", true), ("int", "w", true)], made._body.ToString());
    }

    private void Write()
    {
        for (int sum = 0; sum < _count; sum++)
        {
            Line($"{_carried} a{sum} = {Pick("0", "1", "3")};");
        }

        if (_isSliced)
        {
            Line($"ReadOnlySpan<{_element}> r = x.Slice({(_isApart ? $"i * m * {_count}" : "i * m")}, {(_isApart ? $"m * {_count}" : Pick("m", "m", "m - (s & 1)"))}), q1 = y.Slice(0, m);");
        }

        Line("int k = 0, some = 0;");
        bool isNested = _random.Next(6) == 0;
        Line(isNested ? $"for (int c = 0; c < {Pick("2", "(s & 3)")}; c++)\n{{" : "");
        Walk(isNested);
        Line(isNested ? "}" : "");
        if (_random.Next(6) == 0)
        {
            Walk(isNested: true);
        }

        Line($"{(_stores ? "w[i] = (int)" : "o[i] = ")}({string.Join(" + ", Enumerable.Range(0, _count).Select(static sum => $"a{sum}"))});");
        Line(_random.Next(2) == 0 && !_stores ? $"w[i] = {Pick("k", "some", "k + some")};" : "");
    }

    private void Walk(bool isNested)
    {
        string end = Pick("m", "m", "m", _isSliced ? "r.Length" : "m - 1", "(s & 31)", "24", "t");
        int step = _isApart ? 1 : _count;
        if (_random.Next(5) == 0)
        {
            string whole = $"whole{_body.Length}";
            Line($"int {whole} = {Pick($"{end} - {end} % {step}", $"{end} / {step} * {step}", $"{end} & ~{step - 1}")};");
            end = whole;
        }

        string start = Pick("0", "0", "0", "0", "1", "(s & 3)", "-1");
        string test = step == 1 ? Pick($"k < {end}", $"k <= {end} - 1", $"k + 1 <= {end}") : Pick(
            $"k + {step} <= {end}", $"k <= {end} - {step}", $"k + {step - 1} < {end}", $"k < {end} - {step - 1}", $"{step} + k <= {end}", $"{end} >= k + {step}", $"!(k + {step} > {end})",
            $"k < {end}", $"k + {_random.Next(step + 2)} < {end}");
        Line($"for (k = {start}; {test}; k += {step})\n{{");
        for (int turn = 0; turn < (_random.Next(4) == 0 ? _random.Next(1, _count + 1) : _count); turn++)
        {
            Turn(_random.Next(12) == 0 ? _random.Next(_count + 2) : turn, turn);
        }

        if (!isNested && !_stores && _random.Next(6) == 0)
        {
            _stores = true;
            Line($"o[i * m + k] = {Value(_random.Next(_count))};");
        }

        Line(_random.Next(16) == 0 ? $"if ({Value(0)} > 9) {Pick("break", "some++", "continue")};" : "");
        Line("}");
        Line(step == 1 ? "" : _random.Next(6) switch
        {
            0 => $"for (int j = k; j < {end}; j++) a0 += {Element("j", 0)};",
            1 => $"if (k < {end}) a0 += {Element("k", 0)};",
            2 => "",
            _ => $"for (; k < {end}; k++) a0 {Pick("+", "-")}= {Element("k", 0)} * {Pick("2", Shared("k", 0))};",
        });
    }

    private void Turn(int offset, int sum)
    {
        string value = Value(offset);
        Line(_random.Next(9) switch
        {
            0 => $"{_carried} v{_body.Length} = {value}; a{sum} {Pick("+", "-")}= v{_body.Length};",
            1 => $"if ({value} > a{sum}) a{sum} = {value};",
            2 => $"a{sum} = {(_carried == "float" ? "MathF" : "Math")}.{Pick("Max", "Min")}(a{sum}, ({_carried})({value}));",
            3 => $"a{sum} = a{sum} * 3 - {value};",
            4 => $"some += {value} > 2 ? k : 1;",
            _ => $"a{sum} {Pick("+", "+", "-")}= {value};",
        });
    }

    private string Value(int offset)
    {
        string element = _random.Next(3) == 0 ? $"({_carried})v[{Pick("i * m + k", "i * m + k", "k", "i * m + k + 1")}].{_struct.Members[offset % _struct.Members.Length]}" : Element("k", offset);
        return _random.Next(4) switch
        {
            0 => $"{element} * {Shared("k", offset)}",
            1 => $"({element} - {Shared("k", offset)}) * ({element} - {Shared("k", offset)})",
            2 => $"({_carried})({element} * {Pick("2", $"({_carried})k", "3")})",
            _ => $"({_carried}){element}",
        };
    }

    // An element of the item's own row.
    private string Element(string k, int offset) => (_isSliced, _isApart) switch
    {
        (true, true) => $"r[{_count} * {k} + {offset}]",
        (true, false) => offset == 0 ? $"r[{k}]" : $"r[{k} + {offset}]",
        (false, true) => $"x[{Pick($"(i * m + {k}) * {_count} + {offset}", $"{_count} * (i * m + {k}) + {offset}", $"i * m * {_count} + {k} * {_count} + {offset}")}]",
        _ => $"x[i * m + {k}{(offset == 0 ? "" : $" + {offset}")}]",
    };

    // An element of a row that all items share.
    private string Shared(string k, int offset)
        => _isSliced && _random.Next(2) == 0 ? $"q1[{k}{(offset == 0 || _isApart ? "" : $" + {offset}")}]" : $"y[{k} + {offset}]";

    private T Pick<T>(params ReadOnlySpan<T> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
