using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels that read and write where other elements say: gathers, chains of two and more, ranges, lists that a condition skips, and scatters. Plans do not
/// know these elements, and scouts mostly find them.
/// </summary>
internal sealed class GatherGenerator
{
    /// <summary>How far behind an index a kernel may reach.</summary>
    public const int Reach = 9;

    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly int _rank;
    private int _names;

    private GatherGenerator(Random random)
    {
        _random = random;
        _rank = random.Next(1, 3);
    }

    private string Own => _rank == 1 ? "i" : "i * n + j";

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        GatherGenerator made = new(new Random(seed));
        (string Type, string Name, bool Writes)[] spans =
        [
            ("int", "a", false), ("int", "b", false), (made.Pick("int", "byte", "short", "long"), "x", false), (made.Pick("int", "double", "ushort"), "y", false),
            ("long", "o", true), ("int", "w", true),
        ];
        made.Write();
        return new LaneKernel(seed, made._rank, spans, made._body.ToString()) { IndexSpans = ["a", "b"] };
    }

    private void Write()
    {
        Line("long v = s;");
        for (int count = _random.Next(1, 5); count > 0; count--)
        {
            Statement(2);
        }

        Line(_random.Next(4) switch
        {
            0 => $"w[{Index(1)}] = (int)v;",
            1 => $"Interlocked.Add(ref w[{Index(1)}], (int)v);",
            _ => "",
        });
        Line($"o[{Own}] = v;");
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth > 0 ? 10 : 4))
        {
            case 4 or 5:
                Line($"if ({Element()} {Pick("<", ">", "!=")} {Pick("s", "t", "3", "v")})\n{{");
                Inside();
                Line(_random.Next(2) == 0 ? "}" : "}\nelse\n{\nv--;\n}");
                break;
            case 6:
                string at = $"at{_names++}";
                Line($"int {at} = {Index(0)};\nfor (int k = 0; k < {_random.Next(1, 4)}; k++)\n{{\n{at} = {Pick("a", "b")}[{at}];\nv += {at} & 3;\n}}\nv += {Load(at)};");
                break;
            case 7 or 8:
                string turn = $"k{_names++}";
                string from = _random.Next(3) == 0 ? "0" : Index(1);
                Line($"int e{turn} = {from};\nfor (int {turn} = e{turn}; {turn} < e{turn} + {Pick("3", "(t & 7)", "(s & 3)")}; {turn}++)\n{{\nv += {Load(turn)};");
                if (_random.Next(3) == 0)
                {
                    Inside();
                }

                Line("}");
                break;
            case 9:
                Line($"if ({Element()} == {_random.Next(9)}) {Pick("return", "return", "v = 1")};");
                break;
            default:
                Line($"v {Pick("+", "-", "^")}= {Element()};");
                break;
        }

        void Inside()
        {
            for (int count = _random.Next(1, 3); count > 0; count--)
            {
                Statement(depth - 1);
            }
        }
    }

    private string Element() => Load(_random.Next(4) == 0 ? Own : Index(_random.Next(1, 3)));

    private string Load(string index) => _random.Next(3) switch { 0 => $"(long)x[{index}]", 1 => $"(long)y[{index}]", _ => $"({Pick("a", "b")}[{index}] & 63)" };

    // An index in bounds, a number of lists away from the item.
    private string Index(int lists)
    {
        if (lists > 0)
        {
            return $"{Pick("a", "b")}[{Index(lists - 1)}]{Pick("", "", " + 1", " + (s & 1)")}";
        }

        return Pick(Own, Own, Own, $"{Own} + 1", $"2 * ({Own})", "i", "(t & 7)", string.Create(CultureInfo.InvariantCulture, $"{_random.Next(40)}"));
    }

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
