using System.Runtime.Loader;
using System.Text;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Language.Tests.Semantics;

/// <summary>Each checked cast between two types of numbers fails on a device for the values for which C# fails, and gives the same for all others.</summary>
public sealed class CheckedCastTests
{
    private static readonly string[] Types = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double"];

    private static readonly string[] From = TestScale.Sample(Types, 3);

    /// <summary>Values at and beside the ends of each type's range, and what is no number.</summary>
    private static readonly string[] Values =
    [
        .. Types[..8].SelectMany(type => new[] { $"(double){type}.MinValue", $"(double){type}.MaxValue" })
            .SelectMany(end => new[] { end, $"{end} - 1", $"{end} + 1", $"{end} - 0.5", $"{end} + 0.5", $"double.BitDecrement({end})", $"double.BitIncrement({end})" }),
        "0.0", "-0.0", "0.5", "-0.5", "-0.999", "1e30", "-1e30", "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.Epsilon",
    ];

    [Fact]
    public void Casts_fail_where_they_fail_in_C_sharp()
    {
        _ = KernelToolchain.Generate(Compilations.Of([Compilations.Tree(Text(), "Casts.cs")]), out Compilation all);
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = all.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        image.Position = 0;
        Func<HmmDevice?, List<string>> run = new AssemblyLoadContext("Casts").LoadFromStream(image).GetType("Trial", throwOnError: true)!
            .GetMethod("Run")!.CreateDelegate<Func<HmmDevice?, List<string>>>();
        using HmmDevice device = HmmDevice.Simulated();

        List<string> plain = run(null);
        List<string> launched = run(device);

        Assert.True(plain.Count > 1000 * From.Length, $"{plain.Count} casts");
        Assert.Contains(plain, line => line.EndsWith("overflow", StringComparison.Ordinal));
        Assert.Equal(plain, launched);
    }

    // The ways in which C# makes a conversion without an operation that says that it is checked.
    private static IEnumerable<(string Form, string Body)> Forms(string from, string to)
    {
        yield return ("cast", $"y[i] = checked(({to})x[i]);");
        yield return ("each", $"checked {{ foreach ({to} v in x) y[i] = v; }}");
        yield return ("tuple", $"var t = (1, x[i]); checked {{ y[i] = ((int, {to}))t is (_, var v) ? v : default; }}");
        if (to is not ("float" or "double"))
        {
            yield return ("toEnum", $"y[i] = ({to})checked((E_{to})x[i]);");
        }

        if (from is not ("float" or "double"))
        {
            yield return ("fromEnum", $"y[i] = checked(({to})(E_{from})x[i]);");
        }
    }

    private static string Text()
    {
        StringBuilder kernels = new();
        StringBuilder calls = new();
        foreach (string from in From)
        {
            foreach (string to in Types)
            {
                foreach ((string form, string body) in Forms(from, to))
                {
                    string name = $"{from}_{to}_{form}";
                    kernels.AppendLine($"    [HmmKernel] public static void {name}(int i, ReadOnlySpan<{from}> x, Span<{to}> y) {{ {body} }}");
                    calls.AppendLine($$"""
                            Each<{{from}}, {{to}}>(lines, "{{name}}", (x, y) => { if (device is null) { Casts.{{name}}(0, x, y); } else { Casts.{{name}}(device, 1, x, y); } });
                    """);
                }
            }
        }

        foreach (string type in Types[..8])
        {
            kernels.AppendLine($"    public enum E_{type} : {type};");
        }

        return $$"""
            public static partial class Casts
            {
            {{kernels}}
            }

            public static class Trial
            {
                private static readonly double[] Values = [{{string.Join(", ", Values)}}];

                public static List<string> Run(HmmDevice? device)
                {
                    List<string> lines = [];
            {{calls}}
                    return lines;
                }

                private static void Each<TFrom, TTo>(List<string> lines, string name, Action<TFrom[], TTo[]> cast)
                    where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
                {
                    foreach (TFrom value in Values.Select(TFrom.CreateSaturating).Distinct())
                    {
                        TTo[] result = [TTo.One];
                        try
                        {
                            cast([value], result);
                            lines.Add($"{name} {value}: {result[0]}");
                        }
                        catch (OverflowException)
                        {
                            lines.Add($"{name} {value}: overflow");
                        }
                    }
                }
            }
            """;
    }
}
