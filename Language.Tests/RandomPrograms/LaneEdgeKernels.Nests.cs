namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels of one dimension whose items own more than one element: a row of <c>m</c>, stored in a loop that has others within, or every <c>n</c>th one.</content>
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
        ("columns of an item's own",
        [
            "float v = 0; for (int j = 0; j < m; j++) { v = v * 0.5f + f[j * n + i]; e[j * n + i] = v; }",
            "int v = 0, w = i; for (int j = 0; j < m; j++, w += n) { v = v * 3 + y[w]; x[w] -= v; }",
            "for (int j = 1; j < m; j++) x[j * n + i] = x[(j - 1) * n + i] * 3 + y[j];",
            "for (int j = m - 1; j > 0; j--) x[n * (j - 1) + i] += x[i + n * j] * 3;",
            "for (int j = 0; j < 2; j++) x[j * 64 + i] = x[i] * 3 + y[j * 64 + i];",
            "for (int j = 0; j < 2; j++) x[j * 63 + i] = x[i] * 3 + y[j * 64 + i];",
            "for (int j = 0; j < 5; j++) x[j * 16 + i] = x[i + 3] * 3 + y[j];",
            "for (int j = 0; j < m; j++) x[j * s + i] = x[j * s + i] * 3 + y[j];",
            "for (int j = 0; j < m; j++) for (int k = 0; k < 2; k++) d[(k * m + j) * n + i] = fd[j * n + i] * k + d[j * n + i];",
            "for (int j = 0; j < m; j++) x[j * n + n - 1 - i] = x[j * n + i] + 1;",
            "for (int j = 0; j < m; j++) x[j * n + i * 2] = x[j * n + i * 2] * 5 + 1;",
            "for (int j = 0; j < m; j++) x[j * n + 2 * i - i] = x[j * n + i] * 5 + 1;",
            "for (int j = 1; j < m; j++) x[j * n + i - 1] = x[j * n + i] * 5 + 1;",
            "int w = i; for (int j = 0; j < m; j++) { x[w] = x[w] * 3 + j; w += y[j] > 0 ? n : 0; }",
            "int w = i; for (int j = 0; j < m; j++) { x[w] = x[w] * 3 + j; if (y[i + j] > 0) w += n; }",
            "int w = i; for (int j = 0; j < m; j++) { x[w] = x[w] * 3 + j; w += y[j] > 0 ? n : 1; }",
            "for (int j = 0; j < m; j++) { l[j * n + i] = yl[j * n + i] * 3; l[i] += j; }",
            "for (int j = 0; j < m; j++) if (y[j * n + i] > 0) b[j * n + i] = (byte)(b[i] + j);",
            "float w = float.NegativeInfinity, v = 0; for (int j = 0; j < m; j++) w = MathF.Max(w, e[j * n + i]); for (int j = 0; j < m; j++) { float a = MathF.Exp(e[j * n + i] - w); e[j * n + i] = a; v += a; } for (int j = 0; j < m; j++) e[j * n + i] /= v;",
            "for (int j = 0; j < m; j++) x[j * x.Length / m + i] = y[j];",
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
            "for (int j = 0; j <= m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = x[i * m + j] * 3 + a; }",
            "for (int j = 0; j < m + 1; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = x[i * m + j] * 3 + a; }",
            "for (int j = -1; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j + 1] = x[i * m + j + 1] * 3 + a; }",
            "for (int j = -1; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[(i + 1) * m + j] = x[(i + 1) * m + j] * 3 + a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j + 1] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = a + x[i * m]; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = a + x[i * m + m - 1 - j]; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) { a += y[i * 3 + k] + j; if (k == 4) j++; } x[i * m + j] += a; }",
            "for (int j = 0; j < m; j++) { int v = j, a = 0; for (int k = 0; k < 9; k++) { a += y[i * 3 + k]; v++; } x[i * m + v] = x[i * m + v] * 3 + a; }",
            "for (int j = -3; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; if (i * m + j >= 0) x[i * m + j] = x[i * m + j] * 3 + a; }",
            "for (int j = i; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] = x[i * m + j] * 3 + a; }",
            "for (int j = 0; j < m; j++) { int a = 0, v = 0; for (int k = 0; k < 9; k++) { a += y[i * 3 + k]; x[i * m + v] += a; v = j; } }",
            "for (int j = 0; j < t; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * t + j] += a; }",
            "for (int j = 0; j < -m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * -m + j] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[(n - 1 - i) * m + j] += a; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j - 2147483640] += a; }",
            "for (int j = 0; j < s; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] += a; }",
            "int v = m; for (int j = 0; j < v; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; x[i * m + j] += a; v -= j & 1; }",
            "for (int j = 0; j < m; j++) { int a = 0; for (int k = 0; k < 9; k++) a += y[i * 3 + k]; if (a > 50) break; x[i * m + j] += a; }",
        ]),
        ("strides of the grid",
        [
            "for (int k = i; k < f.Length; k += n) e[k] += f[k] * 3;",
            "for (int k = i; k < m * n; k += n) e[k] += f[k] * p;",
            "for (int k = i; k < x.Length; k += n + 5) x[k] = x[k] * 3 + k;",
            "for (int k = i; k < x.Length; k += n - 3) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < m * n; k += s + 1) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < s * 3; k += t * 2 + 1) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < m; k += n) x[k] -= y[k];",
            "for (int k = i; k < t; k += n) x[k] -= y[k];",
            "for (int k = i; k < m - 50; k += m - 9) x[k] -= y[k];",
            "for (int k = i; k < m * n; k += 64) x[k] ^= y[k];",
            "for (int k = i; k < m * n; k += n * 1000000) x[k] ^= y[k];",
            "float a = 0; for (int k = i; k < f.Length; k += n) a += f[k]; e[i] = a;",
            "float a = p; for (int k = i; k < m; k += n) a += f[k]; e[i] = a;",
            "int a = 0; for (int k = i; k < m * n; k += s + 1) a = a * 3 + y[k]; o[i] = a;",
            "int a = 0; for (int k = i; k < m * n; k += t * 2 + 1) { a = a * 3 + y[k]; if (a > 1000) a = -k; } o[i] = a;",
            "double a = 0; for (int k = i; k < fd.Length - m; k += n) a += fd[k] * fd[k + m]; d[i] = a;",
            "int a = 0; for (int k = i; k < 1073741864; k += 1073741825) a = a * 3 + k; o[i] = a;",
            "int a = 0; for (int k = i; k < 1073741864; k += 1073741824 + n) a = a * 3 + k; o[i] = a;",
            "int a = 0; for (int k = i; k < 1073741864; k += 1073741825) { if (k >= 0 && k < 64) a = a * 3 + y[k]; } o[i] = a;",
            "int a = 0; for (int k = i; k < 1073741864; k += 1073741824 + n) if (k >= 0 && k < 64) a = a * 3 + y[k]; o[i] = a;",
            "for (int k = i; k < m * n; k += n) { if (y[k] < 0) continue; x[k] = x[k] * y[k]; }",
            "for (int k = i; k < m * n; k += n) { if (y[k] > 3) x[k] = k; else { x[k] += 2; o[k] = x[k]; } }",
            "for (int k = i; k < m * n; k += n) x[k] += x[i];",
            "for (int k = i; k < m * n; k += n) x[k] += y[k]; for (int k = i; k < m * n; k += n) x[k] = x[k] * 3 + k;",
            "for (int j = 0; j < 3; j++) for (int k = i; k < m * n; k += n) x[k] = x[k] * 3 + j;",
            "if (y[i] > 2) for (int k = i; k < m * n; k += n) x[k] = x[k] * 3;",
            "int a = 0; for (int k = i; k < yb.Length; k += n) { int w = yb[k]; a += w * w; b[k] = (byte)(w + a); } o[i] = a;",
            "for (int k = i; k < m * n; k += n) { int w = 0; for (int j = 0; j < 3; j++) w += y[k + j]; x[k] = w; }",
        ]),
        ("strides that are not the grid's",
        [
            "for (int k = i; k < m * n; k += n) x[k] += x[k + 1];",
            "for (int k = i; k < m * n; k += n) x[k + 1] += y[k];",
            "for (int k = i + 1; k < m * n; k += n) x[k] = x[k - 1] + y[k];",
            "for (int k = i; k < m * n; k += n) x[k] += x[m];",
            "for (int k = i; k < m * n; k += n) x[k] += y[k]; for (int k = i; k < m * n; k += n + 1) x[k] = x[k] * 3 + k;",
            "for (int k = i; k < m * n; k += n) x[k] += y[k]; for (int k = i; k < m * n; k += n) x[k + 1] = x[k + 1] * 3 + k;",
            "for (int k = i; k <= m * n; k += n) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < m * n; k++) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < m * n; k += 2) x[k] = x[k] * 3 + y[k];",
            "for (int k = 0; k < m * n; k += n) x[k] = x[k] * 3 + y[k];",
            "for (int k = i * 2; k < m * n; k += n * 2) x[k] = x[k] * 3 + y[k];",
            "int k = i; for (; k < m * n; k += n) x[k] = x[k] * 3 + y[k]; o[i] = k;",
            "int w = n; for (int k = i; k < m * n; k += w) { x[k] = x[k] * 3 + y[k]; w++; }",
            "int w = m * n; for (int k = i; k < w; k += n) { x[k] = x[k] * 3 + y[k]; w--; }",
            "for (int k = i; k < m * n; k += n + (y[i] & 3)) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < m * n - (y[i] & 3); k += n) x[k] = x[k] * 3 + y[k];",
            "for (int k = i; k < m * n; k += n) { x[k] = x[k] * 3 + y[k]; if (y[k] == 7) k += n; }",
            "for (int k = i; k < m * n; k += n) { if (y[k] == 7) break; x[k] = x[k] * 3 + y[k]; }",
            "for (int k = i; k < m * n; k += n) { k += n; x[k] = x[k] * 3 + y[k]; }",
            "o[i] = 5; for (int k = i; k < m * n; k += n) x[k] = x[k] * 3 + y[k];",
            "o[n - 1 - i] = 5; for (int k = i; k < m * n; k += s + 1) o[k] = o[k] * 3 + y[k];",
            "for (int k = n - 1 - i; k < m * n; k += n) x[k] = x[k] * 3 + y[k];",
        ]),
    ];
}
