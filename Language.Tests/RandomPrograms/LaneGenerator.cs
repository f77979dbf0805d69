using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels at random whose work items can mostly run as lanes of vectors: elements of all types, branches and loops that part the lanes or do not, stores at
/// the end or anywhere, indices near and far. Some may fail, and some write what other items read, which lanes must not do.
/// </summary>
internal sealed partial class LaneGenerator
{
    /// <summary>The scalar parameters of each kernel: the sizes of the last two dimensions, and numbers of several types.</summary>
    public const string Scalars = "int n, int m, int s, int t, long g, float p, double q";

    private static readonly string[] Elements = ["int", "float", "double", "long", "uint", "ulong", "byte", "sbyte", "short", "ushort", "char", "bool", "Part"];
    private static readonly string[] Narrows = ["byte", "sbyte", "short", "ushort", "char"];

    private readonly StringBuilder _body = new();
    private readonly Dictionary<string, int> _changes = [];
    private readonly string[] _computed = ["int", "int", "int", "float", "float", "double", "long", "uint", "ulong"];
    private readonly HashSet<string> _onlyWritten = [];
    private readonly Random _random;
    private readonly List<(string Type, string Name)> _inputs = [("int", "xint")];
    private readonly List<(string Type, string Name)> _outputs = [];
    private readonly List<(string Type, string Name)> _counts = [];
    private readonly List<(string Type, string Name)> _variables = [];
    private readonly List<(string Type, string Name, int Length)> _arrays = [];
    private readonly int _rank;
    private readonly bool _canFail;
    private readonly bool _storesAnywhere;
    private readonly bool _meets;

    // Whether values that differ between items have up to 32 bits: such kernels may have wide lanes.
    private readonly bool _isNarrow;
    private int _names;
    private int _loops;

    private LaneGenerator(Random random)
    {
        _random = random;
        _rank = random.Next(5) < 2 ? 1 : random.Next(2, 4);
        _canFail = random.Next(5) == 0;
        _storesAnywhere = random.Next(3) == 0;
        _meets = random.Next(7) == 0;
        _isNarrow = random.Next(3) == 0;
        string[] elements = Elements;
        if (_isNarrow)
        {
            _computed = ["int", "int", "float", "float", "uint"];
            elements = [.. elements.Except(["double", "long", "ulong"])];
        }

        int common = System.Array.IndexOf(elements, "byte");
        Take(random.Next(1, 4), _inputs, "x", () => elements[random.Next(random.Next(3) == 0 ? elements.Length : common)]);
        Take(random.Next(4) == 0 ? 2 : 1, _outputs, "o", () => elements[random.Next(random.Next(3) == 0 ? elements.Length : common)]);
        Take(_isNarrow ? 0 : random.Next(8) is 0 ? 2 : random.Next(8) is 0 ? 1 : 0, _counts, "c", () => Pick("int", "uint", "long", "ulong"));
    }

    private string Own => _rank switch { 1 => "i", 2 => "i * n + j", _ => "(h * m + i) * n + j" };

    // Elements of its own, neighbours of which belong to items of other rows.
    private string Crossed => _rank switch { 1 => "i", 2 => "j * m + i", _ => "(h * n + j) * m + i" };

    private string Last => _rank == 1 ? "i" : "j";

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        LaneGenerator made = new(new Random(seed));
        made.Write();
        (string Type, string Name, bool Writes)[] spans =
        [
            .. made._inputs.Select(static input => (input.Type, input.Name, false)),
            .. made._outputs.Concat(made._counts).Select(static output => (output.Type, output.Name, true)),
        ];
        return new LaneKernel(seed, made._rank, spans, made._body.ToString());
    }

    private static void Take(int count, List<(string Type, string Name)> spans, string name, Func<string> type)
    {
        for (; count > 0; count--)
        {
            string taken = type();
            if (!spans.Exists(span => span.Type == taken))
            {
                spans.Add((taken, name + taken.ToLowerInvariant()));
            }
        }
    }

    private void Write()
    {
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            Declare();
        }

        for (int count = _random.Next(5) == 0 ? _random.Next(1, 3) : 0; count > 0; count--)
        {
            DeclareArray();
        }

        for (int count = _random.Next(1, 6) + _arrays.Count; count > 0; count--)
        {
            Statement(2);
        }

        foreach ((string type, string name) in _outputs)
        {
            string index = _random.Next(8) == 0 ? Pick(Crossed, Crossed, Crossed, $"2 * ({Own})", $"3 * ({Own}) + 1", $"{Own} + 1", $"{name}.Length - 1 - ({Own})") : Own;
            Store(type, name, index);
            if (_random.Next(10) == 0)
            {
                Leave();
            }
        }

        foreach ((string type, string name) in _counts)
        {
            Count(type, name);
        }
    }

    // What may fail by the data, after a store.
    private void Leave()
    {
        string number = Pick($"(xint[{Own}] & 7)", $"(xint[{Own}] | 1)", $"xint[{Own}]", $"xint[xint[{Own}] & 15]");
        Line($"if ({Pick($"t / {number}", $"xint[0] % {number}", $"xint[{number}]")} == 77) return;");
    }

    private void Statement(int depth)
    {
        if (_arrays.Count > 0 && _random.Next(2) == 0)
        {
            Array();
            return;
        }

        switch (_random.Next(depth > 0 ? 14 : 6))
        {
            case 0:
                Declare();
                break;
            case 1 or 2 or 3 or 4:
                Assign();
                break;
            case 5 when _storesAnywhere && _outputs.Count > 0:
                (string type, string name) = _outputs[_random.Next(_outputs.Count)];
                Store(type, name, _meets ? Index(name) : Own);
                break;
            case 5 when _storesAnywhere && _counts.Count > 0:
                Count(_counts[^1].Type, _counts[^1].Name);
                break;
            case 6 or 7:
                Line($"if ({Truth(2)})");
                Block(depth - 1);
                if (_random.Next(2) == 0)
                {
                    Line("else");
                    Block(depth - 1);
                }

                break;
            case 8 or 9 or 10:
                Loop(depth);
                break;
            case 11:
                Line($"switch ({Of("int", 1)} & 3)\n{{\ncase 0:");
                Block(depth - 1);
                Line("break;\ncase 1:\ncase 3:");
                Block(depth - 1);
                Line(_random.Next(2) == 0 ? "break;\ndefault:" : "break;\ncase 2:");
                Block(depth - 1);
                Line("break;\n}");
                break;
            case 12 when _random.Next(2) == 0:
                Line($"if ({Truth(1)} && {Truth(1)}) return;");
                break;
            case 13 when _loops > 0:
                Line($"if ({Truth(1)}) {Pick("break", "continue", "break")};");
                break;
            default:
                Assign();
                break;
        }
    }

    private void Loop(int depth)
    {
        string k = $"k{_names++}";
        string bound = _random.Next(3) switch { 0 => $"({Of("int", 1)} & 7)", 1 => "(s & 7)", _ => _random.Next(1, 6).ToString(CultureInfo.InvariantCulture) };
        if (_random.Next(5) == 0)
        {
            Line($"int {k} = 0;\ndo\n{{");
            Inside($"if (++{k} > 9) break;");
            Line($"}} while ({Truth(2)});");
        }
        else if (_random.Next(4) == 0)
        {
            Line($"int {k} = 0;\nwhile ({k} < {bound}{(_random.Next(2) == 0 ? "" : $" && {Truth(1)}")})\n{{");
            Inside($"{k}++;");
            Line("}");
        }
        else
        {
            string turn = Pick($"{k}++", $"{k}++", $"{k} += 2");
            Line($"for (int {k} = 0; {k} < {bound}; {turn})\n{{");
            Inside("");
            Line("}");
        }

        void Inside(string first)
        {
            Line(first);
            int known = _variables.Count;
            _variables.Add(("int", "+" + k));
            _loops++;
            for (int count = _random.Next(1, 4); count > 0; count--)
            {
                Statement(depth - 1);
            }

            _loops--;
            _variables.RemoveRange(known, _variables.Count - known);
        }
    }

    private void Block(int depth)
    {
        int known = _variables.Count;
        int loops = _loops;
        Line("{");
        for (int count = _random.Next(1, 3); count > 0; count--)
        {
            Statement(depth);
        }

        Line("}");
        _loops = loops;
        _variables.RemoveRange(known, _variables.Count - known);
    }

    private void Declare()
    {
        string type = _random.Next(8) switch { 0 => "bool", 1 => Pick(Narrows), _ => Pick(_computed) };
        string value = Narrow(type, 2);
        string name = $"v{_names++}";
        Line($"{type} {name} = {value};");
        _variables.Add((type, name));
    }

    private void DeclareArray()
    {
        string type = _random.Next(3) == 0 ? Pick([.. Narrows, "bool"]) : Pick(_computed);
        int length = _random.Next(1, 9);
        string name = $"a{_names++}";
        if (_random.Next(4) == 0)
        {
            // What all items have in common may have more bits than all that differs between them.
            type = _random.Next(2) == 0 ? Pick("double", "long", "ulong") : type;
            _onlyWritten.Add(name);
        }

        Line($"Span<{type}> {name} = stackalloc {type}[{length}];");
        _arrays.Add((type, name, length));
    }

    // Elements that all items have in common, a loop's, and each item's own.
    private void Array()
    {
        (string type, string name, int length) = _arrays[_random.Next(_arrays.Count)];
        string[] loops = [.. _variables.Where(static variable => variable.Name[0] == '+').Select(static variable => variable.Name[1..])];
        string index = _random.Next(6) switch
        {
            < 2 => _random.Next(length).ToString(CultureInfo.InvariantCulture),
            < 4 when loops.Length > 0 => $"{loops[_random.Next(loops.Length)]} % {length}",
            4 when _canFail => Of("int", 1),
            _ => $"(int)((uint)({Of("int", 1)}) % {length})",
        };
        if (_onlyWritten.Contains(name))
        {
            string value = type switch { "double" => "q", "long" => "g", "ulong" => "(ulong)g", _ => Narrow(type, 1) };
            Line(_random.Next(4) == 0 ? $"{name}.{Pick("Clear()", $"Fill({value})")};" : $"{name}[{index}] = {value};");
            return;
        }

        switch (_random.Next(5))
        {
            case 0 or 1:
                string variable = $"v{_names++}";
                string kept = Narrows.Contains(type) ? "int" : type;
                Line($"{kept} {variable} = {name}[{index}];");
                _variables.Add((kept, variable));
                break;
            case 2 when type is not "bool":
                Line($"{name}[{index}] {Pick("+=", "-=")} {Narrow(type, 1)};");
                break;
            case 3 when _random.Next(4) == 0:
                Line($"{name}.{Pick("Clear()", $"Fill({Narrow(type, 1)})")};");
                break;
            default:
                Line($"{name}[{index}] = {Narrow(type, 2)};");
                break;
        }
    }

    private void Assign()
    {
        (string Type, string Name)[] own = [.. _variables.Where(static variable => variable.Name[0] != '+')];
        if (own.Length == 0)
        {
            Declare();
            return;
        }

        (string type, string name) = own[_random.Next(own.Length)];
        Line(type == "bool" || _random.Next(2) == 0 ? $"{name} = {Narrow(type, 3)};" : $"{name} {Pick("+", "-", "*")}= {Narrow(type, 2)};");
    }

    private void Store(string type, string name, string index)
    {
        if (type == "Part")
        {
            (string field, string kind) = Field();
            Line($"{name}[{index}].{field} = {Narrow(kind, 2)};");
        }
        else if (type is not "bool" && _random.Next(5) == 0)
        {
            Line($"{name}[{index}] {Pick("+=", "-=")} {Narrow(type, 1)};");
        }
        else
        {
            Line($"{name}[{index}] = {Narrow(type, 3)};");
        }
    }

    private void Count(string type, string name)
    {
        string index = _canFail && _random.Next(4) == 0 ? Of("int", 1) : Pick("3", "s & 7", $"{Of("int", 1)} & 15", $"{Of("int", 1)} & 15", Own, "i & 3");
        int kind = _changes.TryGetValue(name, out int known) && _random.Next(6) > 0 ? known : _random.Next(4);
        _changes[name] = kind;
        Line(kind switch
        {
            0 => $"Interlocked.And(ref {name}[{index}], {Of(type, 2)});",
            1 => $"Interlocked.Or(ref {name}[{index}], {Of(type, 2)});",
            _ => $"Interlocked.Add(ref {name}[{index}], {Of(type, 2)});",
        });
    }

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
