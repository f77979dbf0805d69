using System.Globalization;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>The values, elements and conditions of kernels whose items walk along rows.</content>
internal sealed partial class RowGenerator
{
    private string Value(int depth)
    {
        if (depth == 0 || _random.Next(4) == 0)
        {
            return Leaf();
        }

        string one = Value(depth - 1);
        bool isReal = _carried is "float" or "double";
        return _random.Next(isReal ? 9 : 7) switch
        {
            0 => $"({one} - {Value(depth - 1)}) * ({one} - {Value(depth - 1)})",
            1 => $"({Condition()} ? {one} : {Value(depth - 1)})",
            2 => Extreme(one, Value(depth - 1)),
            3 when _carried is not ("uint" or "ulong") && isReal => Function("Abs", one),
            7 => Function("Sqrt", Function("Abs", one)),
            8 when _carried == "float" => Function("Exp", one),
            _ => $"({one} {Pick("+", "-", "*")} {Value(depth - 1)})",
        };
    }

    private string Leaf()
    {
        switch (_random.Next(12))
        {
            case 0 when _loops.Count > 0:
                return Local();
            case 2:
                return $"({_carried}){Pick("s", "i", _loops.Count > 0 ? _loops[^1] : "t", "3")}";
            case 3:
                return Start();
            default:
                string element = _loops.Count == 0 ? $"{Pick("x", Other)}[{Pick("i", Own, Row)}]" : $"{Pick("x", "x", Other)}[{Index()}]";
                return _random.Next(80) == 0 ? "o[" + Own + "]" : element;
        }
    }

    private string Index()
    {
        string k = _loops[^1];
        string outer = _loops[0];
        return _random.Next(32) switch
        {
            < 18 => $"{Row} + {k}",
            < 21 => k,
            21 => _rank == 2 ? $"{k} * n + j" : $"{k} * n + i",
            22 or 23 => $"{Row} + {k} + {Pick("1", "s", "3")}",
            24 or 25 or 26 when _loops.Count > 1 => Pick($"{outer} * m + {k}", $"{Row} + {outer} * {Pick("m", "2", "8")} + {k}"),
            27 => Own,
            28 => Pick($"{Row} + m - 1 - {k}", $"2 * ({Row} + {k})", $"{Row} + 2 * {k}"),
            29 => _random.Next(6) == 0 ? $"{Row} + {k} + t" : $"i + {k}",
            _ => Row,
        };
    }

    private string Condition() => _random.Next(5) switch
    {
        0 => $"{(_loops.Count > 0 ? _loops[^1] : "i")} % 3 == 1",
        1 => $"{Leaf()} {Compared()} {Leaf()} && {Leaf()} {Compared()} {Leaf()}",
        2 => $"s {Compared()} {Pick("9", "t")}",
        _ => $"{Leaf()} {Compared()} {Pick("2", Leaf())}",
    };

    private string Start() => _carried switch
    {
        "float" => Pick("0", "0", "p", "-3f", "float.NegativeInfinity", "float.MaxValue"),
        "double" => Pick("0", "q", "1.25", "double.PositiveInfinity"),
        "int" => Pick("0", "s", "int.MinValue", "int.MaxValue", "-7"),
        "uint" => Pick("0u", "7u", "uint.MaxValue"),
        "long" => Pick("0", "g", "long.MinValue", "long.MaxValue"),
        _ => Pick("0ul", "(ulong)g", "ulong.MaxValue"),
    };

    private string Function(string name, string argument) => $"{(_carried == "float" ? "MathF" : "Math")}.{name}({argument})";

    // Of a constant and a short number C# would not know which function is meant.
    private string Extreme(string one, string other) => _carried == "float"
        ? $"MathF.{Pick("Max", "Min")}({Varying(one)}, {Varying(other)})"
        : $"Math.{Pick("Max", "Min")}(({_carried})({Varying(one)}), ({_carried})({Varying(other)}))";

    private string Varying(string value) => ConstantText.Varying(value, _carried);

    private string Compared() => Pick(">", ">", "<", "<", ">=", "<=");

    private string Local() => _locals[_random.Next(_locals.Count)];

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
