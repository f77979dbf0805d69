using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels that read neighbours at constant distances, in loops of a few turns and without: convolutions, stencils, filters. Lanes put some of these
/// loads together from others, and take every second, third or fourth element from the vectors that lie there.
/// </summary>
internal sealed class NeighbourGenerator
{
    private static readonly (string Type, string Read, string Written)[] Kinds = [("float", "f", "e"), ("int", "y", "o"), ("uint", "yu", "u")];

    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly int _rank;
    private readonly (string Type, string Read, string Written) _kind;
    private int _names;

    private NeighbourGenerator(Random random)
    {
        _random = random;
        _rank = random.Next(1, 4);
        _kind = Kinds[random.Next(Kinds.Length)];
    }

    private string Own => _rank switch { 1 => "i", 2 => "i * n + j", _ => "(h * m + i) * n + j" };

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        NeighbourGenerator made = new(new Random(seed));
        made.Write();
        return new LaneKernel(seed, made._rank, [(made._kind.Type, made._kind.Read, false), (made._kind.Type, made._kind.Written, true)], made._body.ToString());
    }

    private void Write()
    {
        Line($"{_kind.Type} v = {(_random.Next(2) == 0 ? "0" : $"{_kind.Read}[{Own}]")};");
        for (int count = _random.Next(1, 4); count > 0; count--)
        {
            Part();
        }

        Line($"{_kind.Written}[{Own}] = v;");
    }

    private void Part()
    {
        switch (_random.Next(7))
        {
            case 0:
                Straight();
                break;
            case 1:
                int first = _random.Next(-2, 3);
                string turn = Name("k");
                Line($"for (int {turn} = {Number(first)}; {turn} < {Number(first + _random.Next(2, 7))}; {turn}++) {{");
                Sum($"{Own} + {(_random.Next(3) == 0 ? $"{turn} * 2" : turn)}", turn);
                Line("}");
                break;
            case 2:
                string down = Name("k");
                Line($"for (int {down} = {Number(_random.Next(3, 6))}; {down} > 0; {down}--) {{ if (s > 3) v += 1;");
                Sum($"{Own} - {down}", down);
                Line("}");
                break;
            case 3:
                (string row, string column) = (Name("r"), Name("c"));
                string width = _rank == 1 ? "n" : "(n + 3)";
                Line($"for (int {row} = 0; {row} < {Number(_random.Next(2, 4))}; {row}++) for (int {column} = 0; {column} < {Number(_random.Next(2, 5))}; {column}++) {{");
                Sum(_rank == 1 ? $"i + {row} * {width} + {column}" : $"(i + {row}) * {width} + j + {column}", column);
                Line("}");
                break;
            case 4:
                Shifted();
                break;
            case 5:
                Spaced();
                break;
            default:
                string at = Name("a");
                Line($"int {at} = {Own} + {Number(_random.Next(3))};");
                for (int count = _random.Next(2, 5); count > 0; count--)
                {
                    Sum(at, "");
                    Line(_random.Next(3) == 0 ? $"{at} += {Number(_random.Next(-1, 3))};" : $"v {Operator()}= {_kind.Read}[{at} + {Number(_random.Next(-1, 4))}];");
                }

                break;
        }
    }

    // Some elements around an item, in any order, and some of them twice.
    private void Straight()
    {
        int first = _random.Next(-1, 3);
        int reach = _random.Next(3) == 0 ? 40 : 6;
        List<string> terms = [.. Enumerable.Range(0, _random.Next(2, 7)).Select(_ => $"{_kind.Read}[{Own} + {Number(first + _random.Next(reach))}]")];
        if (_random.Next(3) == 0)
        {
            terms.ForEach(term => Line($"v {Operator()}= {term};"));
        }
        else
        {
            Line($"v += {string.Join($" {Operator()} ", terms)};");
        }
    }

    // Windows that lie apart, with or without what is beyond a border.
    private void Spaced()
    {
        string step = _random.Next(4) == 0 ? "(s & 3)" : Number(_random.Next(2, 5));
        (string turn, string at) = (Name("k"), Name("a"));
        string row = _rank switch { 1 => "", 2 => "i * n + ", _ => "(h * m + i) * n + " }, last = _rank == 1 ? "i" : "j";
        Line($"for (int {turn} = {Number(_random.Next(-1, 1))}; {turn} < {Number(_random.Next(1, 4))}; {turn}++) {{");
        Line($"int {at} = {last} * {step} + {turn};");
        switch (_random.Next(3))
        {
            case 0:
                Line($"if ({at} < 0 || {at} >= n) continue;");
                break;
            case 1:
                Line($"if ({(_random.Next(2) == 0 ? $"{at} >= 0" : $"{_kind.Read}[{Own}] > 1")})");
                break;
        }

        Sum(row + at, turn);
        Line("}");
    }

    // From a place that all items share, which changes between the loads.
    private void Shifted()
    {
        string shift = Name("g");
        Line($"int {shift} = s & {Number(_random.Next(1, 8))};");
        for (int count = _random.Next(3, 7); count > 0; count--)
        {
            string times = _random.Next(3) == 0 ? $" + {shift}" : "";
            Sum($"{Own} + {shift}{times} + {Number(_random.Next(4))}", "");
            if (_random.Next(4) == 0)
            {
                Line($"{shift} = {(_random.Next(2) == 0 ? $"{shift} >> 1" : $"{shift} & t & 3")};");
            }
        }
    }

    private void Sum(string index, string turn)
        => Line($"v {Operator()}= {_kind.Read}[{index}]{(turn.Length > 0 && _random.Next(2) == 0 ? $" * {(_kind.Type == "uint" ? $"(uint){turn}" : turn)}" : "")};");

    private string Operator() => _random.Next(3) switch { 0 => "-", 1 when _kind.Type != "float" => "^", _ => "+" };

    private string Name(string stem) => stem + Number(_names++);

    private void Line(string text) => _body.Append(text).Append('\n');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
