using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels that read and write elements and members which lie beside each other. Of one and two bytes an item has four bytes: pixels, samples of two sides,
/// packed flags. Of four and eight bytes it has two to four of them: complex numbers, points, boxes. Lanes load and store the words that these lie in.
/// </summary>
internal sealed class WordGenerator
{
    // The type, its elements or members in a word, and the members' names.
    private static readonly (string Type, string[] Members, string[] Types)[] Kinds =
    [
        ("byte", [], ["byte", "byte", "byte", "byte"]), ("sbyte", [], ["sbyte", "sbyte", "sbyte", "sbyte"]), ("bool", [], ["bool", "bool", "bool", "bool"]),
        ("short", [], ["short", "short"]), ("ushort", [], ["ushort", "ushort"]), ("char", [], ["char", "char"]),
        ("Pixel", ["R", "G", "B", "A"], ["byte", "byte", "byte", "byte"]), ("Sides", ["L", "R"], ["short", "ushort"]),
        ("Mixed", ["A", "B", "C", "D"], ["sbyte", "bool", "byte", "sbyte"]), ("Nested", ["P.X", "P.Y", "Q.X", "Q.Y"], ["byte", "sbyte", "byte", "sbyte"]),
    ];

    private static readonly (string Type, string[] Members, string[] Types)[] Wide =
    [
        .. from type in (string[])["float", "int", "uint", "double", "long", "ulong"]
           from parts in (int[])[2, 3, 4]
           select (type, Array.Empty<string>(), Enumerable.Repeat(type, parts).ToArray()),
        ("Pair", ["X", "Y"], ["double", "double"]), ("Triple", ["X", "Y", "Z"], ["float", "float", "float"]), ("Even", ["A", "B", "C", "D"], ["int", "float", "int", "float"]),
        ("Joined", ["P.X", "P.Y", "Q.X", "Q.Y"], ["float", "uint", "float", "uint"]), ("Tall", ["A", "B", "C"], ["long", "double", "ulong"]),
        ("Quad", ["P.X", "P.Y", "Q.X", "Q.Y"], ["double", "double", "double", "double"]),
    ];

    // Names that generated code has uses for.
    private static readonly string[] Stems = ["v", "v", "now", "live", "taken", "words", "column", "kept", "held", "at", "done", "count", "first"];

    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly int _rank;
    private readonly (string Type, string[] Members, string[] Types) _read;
    private readonly (string Type, string[] Members, string[] Types) _written;
    private readonly List<string> _values = ["s", "t"];
    private int _names;

    private WordGenerator(Random random, (string Type, string[] Members, string[] Types)[] kinds)
    {
        _random = random;
        _rank = random.Next(1, 4);
        _read = kinds[random.Next(kinds.Length)];
        _written = random.Next(2) == 0 ? _read : kinds[random.Next(kinds.Length)];
    }

    private string Own => _rank switch { 1 => "i", 2 => "(i * n + j)", _ => "((h * m + i) * n + j)" };

    /// <summary>Makes a kernel with words of four bytes.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed) => Make(seed, Kinds);

    /// <summary>Makes a kernel with elements of four and eight bytes.</summary>
    /// <inheritdoc cref="Make(int)"/>
    public static LaneKernel MakeWide(int seed) => Make(seed, Wide);

    private static LaneKernel Make(int seed, (string Type, string[] Members, string[] Types)[] kinds)
    {
        WordGenerator made = new(new Random(seed), kinds);
        made.Write();
        return new LaneKernel(seed, made._rank, [(made._read.Type, "x", false), (made._written.Type, "o", true), ("int", "u", true)], made._body.ToString());
    }

    private void Write()
    {
        Line("int a = 1;");
        _values.Add("a");
        for (int count = _random.Next(3, 12); count > 0; count--)
        {
            Statement();
        }

        // Most kernels have a word that is stored as a whole.
        if (_random.Next(3) > 0)
        {
            Whole();
        }

        Line($"u[{Own}] = a + {Value()};");
    }

    private void Statement()
    {
        switch (_random.Next(9))
        {
            case 0 or 1 or 2:
                Load(Place("x", _read, _random.Next(_read.Types.Length), out string type), type);
                break;
            case 3:
                // What the item has stored, or what was there.
                Load(Place("o", _written, _random.Next(_written.Types.Length), out string stored), stored);
                break;
            case 4:
                Store(_random.Next(_written.Types.Length));
                break;
            case 5:
                Line(_random.Next(2) == 0 ? $"a = a * 3 - {Value()};" : $"a += {Value()} >> {Number(_random.Next(9))};");
                break;
            case 6:
                Line($"if ({(_random.Next(2) == 0 ? "s > 9" : $"{Value()} > 3")}) {{");
                Store(_random.Next(_written.Types.Length));
                Line("}");
                break;
            case 7 when _read.Members.Length == 0:
                // Beside the item's word, too.
                string at = Name("at");
                Line($"int {at} = {Number(_read.Types.Length)} * {Own} + {Number(_random.Next(6))};");
                for (int count = _random.Next(1, 5); count > 0; count--)
                {
                    Load($"x[{at} + {Number(_random.Next(5))}]", _read.Types[0]);
                    Line(_random.Next(3) == 0 ? $"{at} += {Number(_random.Next(-1, 3))};" : "");
                }

                break;
            default:
                Whole();
                break;
        }
    }

    // All parts of the item's word, in any order, or by a loop, or as one struct.
    private void Whole()
    {
        int parts = _written.Types.Length;
        if (_written.Members.Length == 0 && _random.Next(2) == 0)
        {
            string turn = Name("k");
            string read = _read.Members.Length == 0 && _read.Types.Length == parts ? $"({Widened($"x[{Number(parts)} * {Own} + {turn}]", _read.Types[0])}) * {Value()}" : Value();
            Line($"for (int {turn} = 0; {turn} < {Number(parts)}; {turn}++) o[{Number(parts)} * {Own} + {turn}] = {Narrowed($"{read} + {turn}", _written.Types[0])};");
        }
        else if (_written.Members.Length > 0 && _random.Next(2) == 0)
        {
            string pixel = Name("w");
            Line($"{_written.Type} {pixel} = {(_random.Next(2) == 0 ? "default" : $"o[{Own}]")};");
            for (int part = 0; part < parts; part++)
            {
                Line(_random.Next(4) == 0 ? "" : $"{pixel}.{_written.Members[part]} = {Narrowed(Value(), _written.Types[part])};");
            }

            Line($"o[{Own}] = {pixel};");
        }
        else
        {
            int[] order = [.. Enumerable.Range(0, parts)];
            _random.Shuffle(order);
            foreach (int part in order)
            {
                Store(part);
                Line(_random.Next(4) == 0 ? $"a = a * 3 + {Value()};" : "");
                if (_random.Next(4) == 0)
                {
                    Load(Place("o", _written, _random.Next(parts), out string type), type);
                }
            }
        }
    }

    private void Load(string place, string type)
    {
        string name = Name(Stems[_random.Next(Stems.Length)]);
        Line($"int {name} = {Widened(place, type)};");
        _values.Add(name);
    }

    private void Store(int part)
    {
        string place = Place("o", _written, part, out string type);
        Line($"{place} = {Narrowed(Value(), type)};");
    }

    private string Place(string span, (string Type, string[] Members, string[] Types) kind, int part, out string type)
    {
        type = kind.Types[part];
        string item = span == "x" && _random.Next(4) == 0 ? $"{Own} + {Number(_random.Next(1, 3))}" : Own;
        return kind.Members.Length > 0
            ? $"{span}[{item}].{kind.Members[part]}"
            : _random.Next(2) == 0 ? $"{span}[{Number(kind.Types.Length)} * {Own} + {Number(part)}]" : $"{span}[{Number(part)} + {Own} * {Number(kind.Types.Length)}]";
    }

    private string Value()
    {
        string one = _values[_random.Next(_values.Count)];
        return _random.Next(3) switch { 0 => one, 1 => $"({one} - {_values[_random.Next(_values.Count)]})", _ => $"({one} * {Number(_random.Next(2, 300))} >> {Number(_random.Next(1, 9))})" };
    }

    // Of floating-point numbers the bits, so that each NaN is another one.
    private static string Widened(string place, string type) => type switch
    {
        "bool" => $"{place} ? 5 : 2",
        "uint" => $"(int)({place})",
        "long" or "ulong" => $"(int)({place} >> 7) + (int)({place} & 99)",
        "float" => $"BitConverter.SingleToInt32Bits({place})",
        "double" => $"(int)(BitConverter.DoubleToInt64Bits({place}) >> 21)",
        _ => place,
    };

    private static string Narrowed(string value, string type) => type switch
    {
        "bool" => $"(({value}) & 1) == 0",
        "long" => $"(long)({value}) * 4000000007L",
        "ulong" => $"(ulong)({value}) * 9000000011UL",
        "float" => $"BitConverter.Int32BitsToSingle({value})",
        "double" => $"BitConverter.Int64BitsToDouble((long)({value}) * 4000000007L)",
        _ => $"({type})({value})",
    };

    private string Name(string stem) => stem + Number(_names++);

    private void Line(string text) => _body.Append(text).Append('\n');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
