using System.Text;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes kernels of two and three dimensions whose accesses are affine and have their dimensions in any order: some walk memory against the order of the items, some
/// with it, some both ways. Steps are constants, sizes, or numbers of the launch, so that items may also meet.
/// </summary>
internal sealed class WalkGenerator
{
    private readonly Random _random;
    private readonly int _rank;

    // The order that most accesses have.
    private readonly int[] _usual;

    private WalkGenerator(Random random)
    {
        _random = random;
        _rank = random.Next(3) == 0 ? 3 : 2;
        _usual = Order();
    }

    /// <summary>Makes a kernel.</summary>
    /// <param name="seed">Decides all.</param>
    /// <returns>The kernel.</returns>
    public static LaneKernel Make(int seed)
    {
        WalkGenerator made = new(new Random(seed));
        string type = made.Pick("int", "float", "byte", "long", "double", "short");
        string wide = made.Pick(type, "int");
        return new LaneKernel(
            seed, made._rank, [(type, "x", false), (made.Pick(type, "int", "float"), "y", false), (type, "o", true), (wide, "w", true)], made.Body(type, wide));
    }

    private string Body(string type, string wide)
    {
        StringBuilder body = new();
        string value = $"x[{Index()}] * 3 + y[{Index()}]";
        switch (_random.Next(7))
        {
            case 0:
                body.AppendLine($"{type} v = default; for (int k = 0; k < {Pick("3", "n", "m")}; k++) v += ({type})(x[{Index()} + k * {Pick("1", "m", "n")}] * 2 + y[{Pick("k", "j + k", "i + k")}]);");
                break;
            case 1:
                body.AppendLine($"{type} v = ({type})(i > {Pick("0", "3", "s")} && j < {Pick("n - 1", "m")} ? {value} : x[{Index()}]);");
                break;
            case 2:
                body.AppendLine($"if (i == 0 || j == 0 || i == m - 1 || j == n - 1) {{ o[{Usual()}] = x[{Usual()}]; return; }} {type} v = ({type})({value});");
                break;
            case 3:
                body.AppendLine($"{type} v = ({type})(s > 9 ? {value} : i * 5 - j);");
                break;
            default:
                body.AppendLine($"{type} v = ({type})({value});");
                break;
        }

        string at = _random.Next(8) == 0 ? Index() : Usual();
        body.AppendLine(_random.Next(5) switch
        {
            0 => $"o[{at}] += v;",
            1 => $"o[{at}] = ({type})(o[{Pick(at, at, Index())}] * 5 - v);",
            2 => $"o[2 * ({at})] = v; o[2 * ({at}) + 1] = ({type})(v + i);",
            _ => $"o[{at}] = v;",
        });
        if (_random.Next(4) == 0)
        {
            body.AppendLine($"w[{Index()}] = ({wide})({Pick("i", "v", "i * 7 - j")});");
        }

        return body.ToString();
    }

    private string Usual() => Index(_usual);

    private string Index()
    {
        string index = _random.Next(3) == 0 ? Index(Order()) : Usual();
        return _random.Next(8) switch { 0 => $"2 * ({index})", 1 => $"{index} + {Pick("1", "3", "s")}", 2 => Pick("i", "j", $"i * n + {Pick("s", "2 * j")}"), _ => index };
    }

    // The dimensions from the slowest to the fastest one.
    private string Index(int[] order)
    {
        string[] names = _rank == 2 ? ["i", "j"] : ["h", "i", "j"];
        string[] sizes = _rank == 2 ? ["m", "n"] : [Pick("3", "3", "2"), "m", "n"];
        string index = names[order[0]];
        for (int at = 1; at < _rank; at++)
        {
            index = $"({index}) * {(_random.Next(24) == 0 ? Pick("s", "t", "2", "(n + m)") : sizes[order[at]])} + {names[order[at]]}";
        }

        return index;
    }

    private int[] Order()
    {
        int[] order = [.. Enumerable.Range(0, _rank)];
        _random.Shuffle(order);
        return order;
    }

    private string Pick(params ReadOnlySpan<string> all) => all[_random.Next(all.Length)];
}
