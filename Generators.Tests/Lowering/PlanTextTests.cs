using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Printed plans compile, whichever operands an operator has.</summary>
public sealed class PlanTextTests
{
    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "<<", ">>", ">>>", "&", "|", "^"];

    private static readonly string[] Operands = ["5", "-3", "int.MinValue", "0x7fffffff", "s", "i", "(s + i)", "(-s)", "(~i)"];

    [Fact]
    public void EveryOperator_OfConstantsAndValues_Compiles()
    {
        List<string> statements = [];
        foreach (string operation in Operators)
        {
            foreach (string left in Operands)
            {
                foreach (string right in Operands)
                {
                    statements.Add($"y[({left} {operation} {right}) & 63] = 1;");
                    statements.Add($"if (({left} {operation} {right}) > 3) y[{left} {operation} {right}] = 2;");
                }
            }
        }

        int at = 0;
        foreach (string[] some in statements.Chunk(200))
        {
            Compilations.Generate(Kernel($"Some{at++}", string.Join("\n", some)));
        }
    }

    [Fact]
    public void ConstantsShiftedByValues_CompileInBounds()
        => Compilations.Generate(Kernel("Scan", """
            for (int k = 0; k < (512 >> s); k++) y[k] = 1;
            for (int k = 1 << s; k > (3 >>> s); k -= 1) y[k] = 2;
            for (int k = 0; k < 64; k += 1 << s) y[k] = 3;
            """));

    private static string Kernel(string name, string body) => $$"""
        #pragma warning disable CS0162 // A condition of constants.
        public static partial class Ops
        {
            [HmmKernel]
            public static void {{name}}(int i, int s, Span<int> y)
            {
                unchecked
                {
                    {{body}}
                }
            }
        }
        """;
}
