using System.Globalization;
using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels of counted loops at random: upwards and downwards, in steps, nested, with offsets, conditions, breaks and slices, with indices that leave
/// their arrays at the first, the last or no iteration, and with variables near the ends of their type. An access in each depends on data, so that no plan names it.
/// </summary>
internal sealed class CountedLoopGenerator
{
    /// <summary>The parameters of each kernel.</summary>
    public const string Parameters = "int i, int s, int t, ReadOnlySpan<int> p, Span<int> a, Span<int> b";

    private static readonly int[] Extremes =
        [int.MaxValue, int.MaxValue - 1, int.MaxValue - 3, int.MinValue, int.MinValue + 1, int.MinValue + 4, 1 << 30, 1 << 16, -(1 << 30)];

    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly bool _isWide;
    private int _loops;
    private int _values;

    private CountedLoopGenerator(Random random)
    {
        _random = random;
        _isWide = random.Next(2) == 0;
    }

    /// <summary>Makes the body of a kernel.</summary>
    /// <param name="random">Decides all.</param>
    /// <returns>The text, and whether it ends soon for arguments of any size.</returns>
    public static (string Text, bool IsWide) Make(Random random)
    {
        CountedLoopGenerator generator = new(random);
        generator.Write();
        return (generator._body.ToString(), generator._isWide);
    }

    /// <summary>Draws an argument.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="isWide">Whether it may be of any size.</param>
    /// <returns>The argument.</returns>
    public static int Argument(Random random, bool isWide) => isWide && random.Next(3) == 0
        ? Extremes[random.Next(Extremes.Length)]
        : random.Next(-2, 13);

    private void Write()
    {
        Line("int sum = a[p[1] & 3], fuel = 30;");
        Line("Span<int> part = a.Slice(2, 6);");
        for (int n = _random.Next(1, 3); n > 0; n--)
        {
            if (_random.Next(3) == 0)
            {
                string outer = $"m{_loops++}";
                Line($"for (int {outer} = 0; {outer} < 3; {outer}++)\n{{");
                Loop(outer);
                Line("}");
            }
            else
            {
                Loop("s");
            }
        }

        Line("b[0] ^= sum;");
    }

    private void Loop(string other)
    {
        string k = $"k{_loops++}";
        string fuel = _isWide ? "if (fuel-- < 0) break;\n" : "";
        int step = _random.Next(3) > 0 ? 1 : _random.Next(2, 6);
        bool rises = _random.Next(3) > 0;
        string compare = rises ? (_random.Next(3) == 0 ? "<=" : "<") : _random.Next(2) == 0 ? ">=" : ">";
        if (_random.Next(5) == 0 && _isWide)
        {
            compare = "!=";
        }

        string first = rises ? Pick("0", "0", "s", "i", "p[0]", "t - 5", "-1", "2", other) : Pick("t", "9", "a.Length - 1", "b.Length", "t - 1", "p[3] + 4");
        string bound = rises ? Pick("t", "t", "a.Length", "b.Length", "p[5]", "p[s & 3]", "b[2]", "s + 5", "t - 1", "7", "a.Length + 1") : Pick("0", "-1", "s", "1", "p[0]", $"{other} - 1");
        string tested = rises && compare[0] == '<' && _random.Next(5) == 0 ? $"{k} + {_random.Next(1, 4)}" : k;
        string turn = (rises, step) switch
        {
            (true, 1) => $"{k}++",
            (false, 1) => $"{k}--",
            (true, _) => $"{k} += {step}",
            _ => $"{k} -= {step}",
        };
        string test = _random.Next(6) == 0 ? $"{bound} {Swapped(compare)} {tested}" : $"{tested} {compare} {bound}";
        if (_random.Next(6) == 0 && !_isWide)
        {
            // The test comes after accesses, which so happen once more than it passes.
            Line($"int {k} = {first};\nwhile (true)\n{{");
            Body(k, other, _random.Next(1, 3), mayContinue: false);
            Line($"if (!({test})) break;");
            Body(k, other, _random.Next(0, 3), mayContinue: false);
            Line($"{turn};");
        }
        else if (_random.Next(3) > 0)
        {
            Line($"for (int {k} = {first}; {test}; {turn})\n{{\n{fuel}");
            Body(k, other, _random.Next(1, 5), mayContinue: true);
        }
        else
        {
            Line($"int {k} = {first};\nwhile ({test})\n{{\n{fuel}");
            Body(k, other, _random.Next(1, 3), mayContinue: false);
            Line($"{turn};");
            Body(k, other, _random.Next(0, 3), mayContinue: false);
        }

        Line("}");
    }

    private void Body(string k, string other, int statements, bool mayContinue)
    {
        for (; statements > 0; statements--)
        {
            string index = Index(k, other);
            Line(_random.Next(14) switch
            {
                0 or 1 => $"sum += a[{index}];",
                2 => $"sum = sum * 3 + b[{index}];",
                3 => $"b[{index}] = sum;",
                4 => $"a[{index}] += {k};",
                5 => $"sum += a[p[{index}] & 7];",
                6 => $"sum ^= part[{index}];",
                7 => $"if (({k} & 1) == 0) sum -= a[{index}];",
                8 => $"if (sum > 60) break;",
                9 when mayContinue => $"if ((sum & 3) == 1) continue;",
                10 => $"int v{_values} = {index};\nsum += b[v{_values}] + a[v{_values++}];",
                12 => $"sum += a[{index}] - a[{index} + 1];",
                11 => $"Interlocked.Add(ref b[{index}], 2);",
                _ => $"sum += p[{index}];",
            });
        }
    }

    private string Index(string k, string other) => Pick(
        k, k, k, $"{k} + 1", $"{k} - 1", $"2 * {k}", $"{k} * s", $"t - {k}", $"{k} - s", $"{k} + {other}", $"3 - {k}", $"({k} << 1) + 1", "2", "s", $"{k} & 3", $"-{k}",
        $"{k} * 0x10000 * 0x10000", $"{k} + int.MaxValue", $"{k} * (s + 1) + {other} * 2", $"{other} * 4 + {k}", $"{k} * {k}");

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    private static string Swapped(string compare) => compare switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => compare,
    };

    private void Line(string text) => _body.Append(CultureInfo.InvariantCulture, $"{text}\n");
}
