namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels of one dimension whose items own a row of <c>m</c> elements, and store to it in a loop that has others within.</content>
internal static partial class LaneEdgeKernels
{
    /// <summary>The bodies of kernels with loops within loops. The elements of the spans are four for each item and turn.</summary>
    public static IReadOnlyList<(string Subject, string[] Bodies)> Nests { get; } =
    [
        ("rows that an outer loop stores",
        [
            "for (int j = 0; j < m; j++) { float a = 0; for (int k = 0; k < 9; k++) a += f[i * 3 + k] * f[j * 2 + k]; e[i * m + j] = a / 3; }",
            "for (int j = 0; j < m; j++) { float a = 0; for (int k = 0; k < m; k++) a += f[i * m + k] * f[j + k]; e[i * m + j] += a; }",
            "for (int j = 0; j < m; j++) { int a = s; for (int k = 0; k < 19; k++) a = a * 3 + y[i * 3 + k] * y[j + k]; x[i * m + j] ^= a; }",
            "Span<float> w = e.Slice(i * m, m); for (int j = 0; j < m; j++) { float a = 0; for (int k = 0; k < 17; k++) a += f[i + k] - f[j + k]; w[j] = a; }",
            "Span<int> w = x.Slice(i * m, m); for (int j = 0; j < w.Length; j++) { int a = 0; for (int k = 0; k < 8; k++) a += y[i * 8 + k] ^ y[j + k]; w[j] -= a; }",
            "for (int j = 0; j < m; j++) { float a = 0; for (int k = 0; k < 16; k++) { float v = f[i * 2 + k] - f[j + k]; a += v * v; } e[i * m + j] = a; }",
            "for (int j = 0; j < m; j++) { float a = f[j]; for (int k = 0; k < 7; k++) a += f[i * 7 + k] * f[j + k]; e[i * m + j] = MathF.Max(a, 0); }",
            "for (int j = 0; j < m; j += 2) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k] + k; o[i * m + j] = a + j; }",
            "for (int j = 1; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k] * j; o[i * m + j] = a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < j; k++) a += x[i * m + j] + y[i * 3 + k]; x[i * m + j] = a; }",
            "for (int j = 0; j < m; j++) for (int k = 0; k < 11; k++) x[i * m + j] = x[i * m + j] * 3 + y[i * 2 + k];",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < m; k++) a = a * 5 + x[i * m + k]; x[i * m + j] = a; }",
            "int a = 0; for (int j = 0; j < m; j++) { for (int k = 0; k < 9; k++) a = a * 3 + y[i * 3 + k]; o[i * m + j] = a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k] * j; if (a > 0) o[i * m + j] = a; else o[i * m + j] -= 1; }",
            "if (y[i] > 0) for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k] * j; o[i * m + j] = a; }",
            "for (int j = 0; j < m; j++) { double a = 0; for (int k = 0; k < 9; k++) a += fd[i * 3 + k] * fd[j]; d[i * m + j] = a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 13; k++) a += ysb[i * 3 + k] * ysb[j + k]; b[i * m + j] = (byte)a; }",
        ]),
        ("nests one after another",
        [
            """
            for (int j = 0; j < m; j++) { float a = 0; for (int k = 0; k < 9; k++) a += f[i * 3 + k] * f[j + k]; e[i * m + j] = a; }
            for (int j = 0; j < m; j++) { double a = 0; for (int k = 0; k < m; k++) a += e[i * m + k]; d[i * m + j] = a * j; }
            """,
            """
            float w = float.NegativeInfinity, v = 0;
            for (int j = 0; j < m; j++) { float a = 0; for (int k = 0; k < 9; k++) a += f[i * 3 + k] * f[j + k]; e[i * m + j] = a; w = MathF.Max(w, a); }
            for (int j = 0; j < m; j++) { float a = MathF.Exp(e[i * m + j] - w); e[i * m + j] = a; v += a; }
            for (int j = 0; j < m; j++) e[i * m + j] /= v;
            """,
            """
            for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k] * y[j + k]; x[i * m + j] = a; }
            for (int j = 0; j < m; j++) { int a = x[i * m + j]; for (int k = 0; k < m; k++) a = a * 3 + x[i * m + k]; x[i * m + j] = a; }
            """,
            """
            for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = a; }
            for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j + 1] = a; }
            """,
        ]),
        ("rows that are not an item's own",
        [
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < m; k++) a += x[j * m + k] * y[i * 3 + k]; x[i * m + j] = a; }",
            "for (int j = 0; j <= m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += x[i * m + j] * y[i * 3 + k]; x[i * m + j] = a; }",
            "for (int j = 0; j < m + 1; j++) { int a = 0; for (int k = 0; k < 9; k++) a += x[i * m + j] * y[i * 3 + k]; x[i * m + j] = a; }",
            "for (int j = -1; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j + 1] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j + 1] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = a + x[i * m]; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = a + x[i * m + m - 1 - j]; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) { a += y[i * 3 + k] + j; if (k == 4) j++; } x[i * m + j] += a; }",
            "for (int j = 0; j < m; j++) { int v = j; for (int k = 0; k < 9; k++) { x[i * m + v] += y[i * 3 + k]; v++; } }",
            "for (int j = 0; j < m; j++) { int a = 0, v = 0; for (int k = 0; k < 9; k++) { a += y[i * 3 + k]; x[i * m + v] += a; v = j; } }",
            "for (int j = 0; j < t; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * t + j] += a; }",
            "for (int j = 0; j < -m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * -m + j] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[(n - 1 - i) * m + j] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j - 2147483640] += a; }",
            "for (int j = 0; j < s; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] += a; }",
            "int v = m; for (int j = 0; j < v; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] += a; v -= j & 1; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; if (a > 50) break; x[i * m + j] += a; }",
        ]),
    ];
}
