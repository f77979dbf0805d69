using System.Globalization;
using System.Text;
using HmmGen.Language.Tests.Cases;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes bodies of labels and jumps at random: loops with several entries, several ways back and several exits, between which a few variables change places.
/// It tries what compilers do with the variables of loops.
/// </summary>
internal sealed class FlowGenerator
{
    private static readonly string[] Variables = ["first", "second", "third", "fourth"];

    private readonly StringBuilder _body = new();
    private readonly Random _random;
    private readonly int _blocks;

    private FlowGenerator(int seed)
    {
        // A body must come out the same from its seed on every .NET, which System.Random promises where it is given one.
        _random = new Random(seed);
        _blocks = _random.Next(3, 8);
    }

    /// <summary>Makes a body.</summary>
    /// <param name="seed">What it is made of: the same seed gives the same body.</param>
    /// <returns>The case.</returns>
    public static LanguageCase Make(int seed)
    {
        FlowGenerator generator = new(seed);
        generator.Write();
        return new LanguageCase("flow-" + seed.ToString(CultureInfo.InvariantCulture), "", "", "", generator._body.ToString());
    }

    private void Write()
    {
        _body.Append("int k = i * 60, fuel = 40;\n");
        for (int v = 0; v < Variables.Length; v++)
        {
            Line($"int {Variables[v]} = b[k + {v}];");
        }

        for (int block = 0; block < _blocks; block++)
        {
            Line($"Block{block}:\nfuel--;\nif (fuel < 0) goto End;");
            for (int n = _random.Next(1, 5); n > 0; n--)
            {
                WriteStatement();
            }

            for (int n = _random.Next(0, 3); n > 0; n--)
            {
                Line($"if ({Condition()}) goto {Target()};");
            }
        }

        Line($"goto {Target()};\nEnd:");
        for (int v = 0; v < Variables.Length; v++)
        {
            Line($"a[k + {v}] = {Variables[v]};");
        }
    }

    private void WriteStatement()
    {
        (string to, string one, string other) = (Variable(), Variable(), Variable());
        Line(_random.Next(6) switch
        {
            0 => $"{to} = {one};",
            1 => $"({to}, {one}) = ({one}, {to});",
            2 => $"{to} = {one} + {other};",
            3 => $"{to} = {one} * 3 - {other};",
            4 => $"if ({Condition()}) {to} = {one};",
            _ => $"a[k + {_random.Next(4, 10)}] += {to};",
        });
    }

    private string Condition() => $"({Variable()} & {_random.Next(1, 8)}) == {_random.Next(0, 3)}";

    private string Variable() => Variables[_random.Next(Variables.Length)];

    private string Target() => $"Block{_random.Next(_blocks)}";

    private void Line(FormattableString text) => Line(FormattableString.Invariant(text));

    private void Line(string text) => _body.Append(text).Append('\n');
}
