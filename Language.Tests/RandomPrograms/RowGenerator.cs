using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose items walk along rows: sums, extremes and their places, written out and by functions, choices, stores along the way, walks after
/// each other and within each other. Some rows are an item's own, some are shared, some are columns. Few walks leave their spans or end early. Some items
/// reach an element that the data names, or divide, after they have stored something.
/// </summary>
internal sealed partial class RowGenerator
{
    private const string Found = "int place = -1, some = 0;";

    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly int _rank;
    private readonly string _element;
    private readonly string _other;
    private readonly string _carried;
    private readonly List<string> _locals = [];
    private readonly List<string> _loops = [];
    private readonly bool _stores;
    private int _names;

    private RowGenerator(Random random)
    {
        _random = random;
        _rank = random.Next(4) == 0 ? 2 : 1;
        _element = Pick("float", "float", "float", "double", "int", "int", "byte", "short", "ushort", "sbyte", "uint", "long", "ulong");
        _carried = _element switch { "byte" or "short" or "ushort" or "sbyte" => "int", "float" => Pick("float", "float", "float", "double"), _ => _element };
        _other = random.Next(3) == 0 && _element != "ulong" ? Pick(_element, _carried is "float" or "double" ? "float" : "byte") : _element;
        _stores = random.Next(4) == 0;
    }

    // The element with which an item's row begins.
    private string Row => _rank == 1 ? "i * m" : "i * n";

    // Two bytes make an int, which is no uint.
    private string Other => _carried is "uint" or "long" && _other == "byte" ? $"({_carried})y" : "y";

    private string Item => _rank == 1 ? "i" : "j";

    private string Own => _rank == 1 ? "i" : "i * n + j";

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        RowGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(
            seed, made._rank, [(made._element, "x", false), (made._other, "y", false), (made._carried, "o", true), ("int", "w", true), ("int", "z", false)], made._body.ToString());
    }

    private void Write()
    {
        bool before = _random.Next(2) == 0;
        if (before)
        {
            Line(Found);
        }

        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            string name = $"v{_names++}";
            Line($"{_carried} {name} = {Start()};");
            _locals.Add(name);
        }

        if (!before)
        {
            Line(Found);
        }

        for (int count = _random.Next(3) == 0 ? _random.Next(2, 4) : 1; count > 0; count--)
        {
            switch (_random.Next(6))
            {
                case 0 or 1:
                    Nested();
                    break;
                case 2:
                    Branched();
                    break;
                default:
                    Walk();
                    break;
            }

            if (_random.Next(3) == 0)
            {
                Line($"{Local()} = {Value(2)};");
            }
        }

        Line($"o[{Own}] = {Pick(Local(), Local(), Value(2))};");
        if (_random.Next(2) == 0)
        {
            Line($"w[{Own}] = {Pick("place", "place", "some", "place + some")};");
        }

        if (_random.Next(4) == 0)
        {
            Late();
        }
    }

    // What may fail by the data: seldom, often, or for no launch.
    private void Late()
    {
        string number = Pick($"(z[{Own}] & 15)", $"(z[{Own}] & 15) - (z[0] & 1)", $"z[z[{Own}] & 15]", $"z[{Own}]", $"(z[{Own}] | 1)");
        string condition = Pick("", "", $"if (z[{Own}] >= 0) ", $"if (z[{Own}] != 0) ", $"if (i > 3 && z[i - 4] != 0) ");
        Line(condition + Pick($"w[{Own}] += s / ({number});", $"w[{Own}] += z[{number}];", $"o[{Own}] = x[{Row} + {number}];", $"o[{Own}] = x[{number}];"));
    }

    // A walk for each turn of a loop, and what comes of it.
    private void Nested()
    {
        string c = $"c{_names++}";
        Line($"for (int {c} = 0; {c} < {Pick("3", "4", "(s & 7)", "(t & 3)", "m")}; {c}++)\n{{");
        string name = $"v{_names++}";
        Line($"{_carried} {name} = {Start()};");
        _loops.Add(c);
        _locals.Add(name);
        for (int count = _random.Next(5) == 0 ? 2 : 1; count > 0; count--)
        {
            Walk();
        }

        switch (_random.Next(4))
        {
            case 0:
                Line($"if ({name} {Compared()} {_locals[0]}) {{ {_locals[0]} = {name}; place = {c}; }}");
                break;
            case 1 when _stores:
                Line($"o[{_random.Next(1, 3)} * m * n + {Own}] = {name};");
                break;
            case 2:
                Line($"if ({name} {Compared()} {Value(1)}) {_locals[0]} = {name};");
                break;
            default:
                Line($"{_locals[0]} += {name};");
                break;
        }

        _locals.Remove(name);
        _loops.Remove(c);
        Line("}");
    }

    // Walks that some items come to. Others come to another one, or to none. Some are done after theirs.
    private void Branched()
    {
        string[] ways = [$"(z[{Own}] & 3) {Pick("=", "!")}= 0", $"i % 3 == 1", $"{Local()} {Compared()} 2", $"{Leaf()} {Compared()} {Local()}", "s < t"];
        Line($"if ({Pick(ways)})\n{{");
        Part();
        string rest = Pick("", "", "else", "return", "if");
        Line(rest == "return" ? $"o[{Own}] = {Value(1)};\nreturn;\n}}" : "}");
        if (rest is "else" or "if")
        {
            Line($"{rest}{(rest == "if" ? $" ({Pick(ways)})" : "")}\n{{");
            Part();
            Line("}");
        }
    }

    private void Part()
    {
        if (_random.Next(3) == 0)
        {
            Line($"{Local()} = {Pick(Start(), Value(1))};");
        }

        Walk();
        if (_random.Next(3) == 0)
        {
            Walk();
        }

        if (_random.Next(3) == 0)
        {
            Line(Pick($"{Local()} = {Value(1)};", $"w[{Own}] = some;", $"some += place;"));
        }
    }

    private void Walk()
    {
        string k = $"k{_names++}";
        string end = _rank == 2 && _random.Next(2) == 0 ? "n" : Pick("m", "m", "m", "m - 1", "m - 2", "(s & 15)", "24", "3");
        if (_random.Next(4) == 0)
        {
            end = Turns();
        }

        string turn = _random.Next(16) switch { 0 => $"{k} += 2", 1 => $"{k} += 3", _ => $"{k}++" };
        string start = Pick("0", "0", "0", "0", "0", "0", "1", "1", "(s & 3)", "(s & 3)", Item, $"Math.Max(0, {Item} - (s & 15))");
        int begin = _body.Length;
        _loops.Add(k);
        int known = _locals.Count;
        for (int count = _random.Next(3) == 0 ? _random.Next(2, 5) : 1; count > 0; count--)
        {
            Turn(k);
        }

        _locals.RemoveRange(known, _locals.Count - known);
        _loops.Remove(k);
        string turns = _body.ToString(begin, _body.Length - begin);
        _body.Length = begin;
        Line(_random.Next(10) switch
        {
            8 or 9 => Downward(k, start, end, turns),
            0 or 1 => Sliced(k, start, end, turn, turns),
            2 => Taken(k, end, turns),
            3 or 4 => Started(k, start, end, turn, turns),
            _ => $"for (int {k} = {start}; {k} < {end}; {turn})\n{{\n{turns}}}",
        });
    }

    // An end of the item's own.
    private string Turns() => Pick($"{Item} + 1", $"{Item} + 1", Item, $"m - {Item}", $"({Item} & 7)", $"Math.Min({Item} + 9, m)", $"(z[{Own}] & 15)", $"n - {Item}");

    // From the last element to the first one, by any of the forms that people write.
    private string Downward(string k, string start, string end, string turns) => Pick(
        $"for (int {k} = {end} - 1; {k} >= {start}; {k}--)\n{{\n{turns}}}",
        $"for (int {k} = {end} - 1; {k} >= 0; {k}--)\n{{\n{turns}}}",
        $"for (int {k} = {end} - 1; {k} > {start}; {k}--)\n{{\n{turns}}}",
        $"for (int {k} = {end}; {k}-- > {start};)\n{{\n{turns}}}",
        $"int {k} = {end};\nwhile (--{k} >= {start})\n{{\n{turns}}}",
        $"int {k} = {end};\nwhile ({k} > 0)\n{{\n{k}--;\n{turns}}}",
        $"ReadOnlySpan<{_element}> r{k} = x.Slice({Row}, {end});\nfor (int {k} = r{k}.Length - 1; {k} >= {start}; {k}--)\n{{\n{turns.Replace($"x[{Row} + {k}]", $"r{k}[{k}]", StringComparison.Ordinal)}}}");

    // Over slices of both spans, of one length or of the element count of the first.
    private string Sliced(string k, string start, string end, string turn, string turns)
    {
        string rows = $"ReadOnlySpan<{_element}> r{k} = x.Slice({Row}, {end}); ReadOnlySpan<{_other}> t{k} = y.Slice({Row}, {end});\n";
        string body = turns.Replace($"x[{Row} + {k}]", $"r{k}[{k}]", StringComparison.Ordinal).Replace($"y[{Row} + {k}]", $"t{k}[{k}]", StringComparison.Ordinal);
        return $"{rows}for (int {k} = {start}; {k} < {Pick($"r{k}.Length", $"r{k}.Length", $"t{k}.Length", end)}; {turn})\n{{\n{body}}}";
    }

    // Each element of a slice, with a number counted beside it.
    private string Taken(string k, string end, string turns)
        => $"int {k} = 0;\nforeach ({_element} e{k} in x.Slice({Row}, {end}))\n{{\n{turns.Replace($"x[{Row} + {k}]", $"e{k}", StringComparison.Ordinal)}{k}++;\n}}";

    // From the element that the row begins with to the one after its last.
    private string Started(string k, string start, string end, string turn, string turns)
    {
        string at = "z" + k[1..];
        string last = end == "m" && _rank == 1 ? Pick("(i + 1) * m", "i * m + m", $"e{at}") : Pick($"{Row} + {end}", $"e{at}");
        string first = start == "0" ? Row : $"{Row} + {start}";
        string begin = last == $"e{at}" ? Pick($"int {at} = {first}, {last} = {at} + {end}", $"int {at} = {first}, {last} = {Row} + {end}") : $"int {at} = {first}";
        string body = turns.Replace($"{Row} + {k}", at, StringComparison.Ordinal).Replace(k, $"({at} - {Row})", StringComparison.Ordinal);
        return $"for ({begin}; {at} < {last}; {turn.Replace(k, at, StringComparison.Ordinal)})\n{{\n{body}}}";
    }

    private void Turn(string k)
    {
        string carried = Local();
        switch (_random.Next(23))
        {
            case 18 or 19:
                Line($"{carried} += {Pick("x", Other)}[{Row} + {k}] * {Pick("x", Other)}[{Pick(k, $"{Row} + {k}")}];");
                break;
            case 16:
                Line($"if ({Value(1)} {Compared()} {carried}) {{ {Local()} = {Pick(carried, Value(1))}; {carried} = {Value(1)}; }}");
                break;
            case 17:
                string found = $"v{_names++}";
                string next = Local();
                Line($"{_carried} {found} = {Value(1)};\nif ({found} > {carried}) {{ {next} = {carried}; {carried} = {found}; }}\nelse if ({found} > {next}) {next} = {found};");
                break;
            case 0 or 1 or 2:
                Line($"{carried} {Pick("+", "+", "-", "*")}= {Value(2)};");
                break;
            case 3:
                Line($"{carried} = {Extreme(carried, Value(1))};");
                break;
            case 4 or 5:
                Line($"if ({Pick($"{Value(1)} {Compared()} {carried}", $"!({Value(1)} {Compared()} {carried})")}) {carried} = {Value(1)};");
                break;
            case 6 or 7:
                string seen = $"v{_names++}";
                Line($"{_carried} {seen} = {Value(1)};\nif ({seen} {Compared()} {carried}) {{ {carried} = {seen}; place = {Pick(k, k, $"{k} + 1", _loops[0], "some")}; }}");
                break;
            case 8:
                Line($"{carried} = {Condition()} ? {carried} {Pick("+", "-")} {Value(1)} : {Pick(carried, Value(1))};");
                break;
            case 9:
                Line($"if ({Condition()}) {Pick($"{carried} += {Value(1)}", "some++", $"{{ some ^= {k}; {carried} -= {Value(1)}; }}")};");
                break;
            case 10:
                Line($"some {Pick("+", "^", "|", "-")}= {Pick(k, $"({Condition()} ? 1 : 0)", $"{k} * {k}")};");
                break;
            case 11 when _loops.Count > 0:
                string again = $"v{_names++}";
                string first = $"{Pick("x", Other)}[{Index()}]", second = $"{Pick("x", Other)}[{Index()}]";
                Line($"{_carried} {again} = {first};\nif ({Pick($"{again} {Compared()} {Value(1)}", Condition())}) {{ {Pick($"{again} = {second}; {carried} += {again};", $"{carried} -= {again}; {again} = {second};")} }}");
                Line(Pick($"{carried} += {again};", $"else {again} = {Value(1)};\n{carried} -= {again};", ""));
                break;
            case 11 or 12:
                string local = $"v{_names++}";
                Line($"{_carried} {local} = {Value(2)};");
                _locals.Add(local);
                break;
            case 13 when _stores:
                Line($"o[{(_rank == 1 ? $"{Pick("n + ", "")}i * m + {k}" : $"m * n + {Own}")}] = {Value(1)};");
                break;
            case 20:
                Line($"if ({(_random.Next(3) == 0 ? Condition() + " && " : "")}x[{Row} + {k}] {Compared()} x[{Row} + some]) some = {k};");
                break;
            case 21 or 22 when _stores:
                string place = $"o[{(_rank == 1 ? $"n + i * m + {k}" : $"m * n + {Own}")}]";
                Line($"if ({Pick(Condition(), Condition(), $"{place} {Compared()} {Value(1)}")}) {place} = {Pick(Value(1), $"({_carried})({place} + {Value(1)})")};");
                if (_random.Next(3) == 0)
                {
                    Line($"else {place} = {Value(1)};");
                }

                break;
            case 21:
                Line($"if ({Condition()}) {{ {_carried} v{_names} = {Value(1)}; {Pick($"{carried} += v{_names}", $"{carried} = {Extreme(carried, $"v{_names}")}", $"if (v{_names} {Compared()} {carried}) {carried} = v{_names}")}; }}");
                _names++;
                break;
            case 14 when _random.Next(4) == 0:
                Line($"if ({Condition()}) {Pick("break", "continue", "return")};");
                break;
            default:
                Line($"{carried} = {Value(2)};");
                break;
        }
    }
}
