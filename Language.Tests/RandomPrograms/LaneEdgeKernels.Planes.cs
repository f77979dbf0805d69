namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels of two dimensions.</content>
internal static partial class LaneEdgeKernels
{
    /// <summary>Bodies of kernels of two dimensions.</summary>
    public static IReadOnlyList<string> Planes { get; } =
    [
        "int v = j * (s & 3) - 1 + (t & 1); e[i * m + j] = i * (s & 3) > 0 && v >= 0 && v < m ? f[i * m + v] : p;",
        "float v = 0; for (int k = 0; k < 3; k++) { int row = i * (s & 1) + k - 1; if (row < 0 || row >= n) continue; for (int w = 0; w < 3; w++) { int at = j * (s & 1) + w - 1; if (at < 0 || at >= m) continue; v += f[row * m + at] * f[k * 3 + w]; } } e[i * m + j] = v;",
        "float v = 0; for (int k = 0; k < 3; k++) for (int w = 0; w < 3; w++) { int row = i * s + k - 1, at = j * s + w - 1; if ((uint)row < (uint)n && (uint)at < (uint)m) v += f[row * m + at]; } e[i * m + j] = v;",
        "int row = i % 3 - 1 + j / 3, at = i / 3 - 1 + j; o[i * m + j] = row >= 0 && row < n && at >= 0 && at < m ? y[row * m + at] : -7;",
        "o[i * n + j] = y[j] + y[i];",
        "o[i * n + j] = (i * n + j) * (i - j);",
        "if (i == j) return; o[i * n + j] = i < j ? y[j] : -y[i];",
        "e[i * n + j] = f[j] * f[i] + e[i * n + j];",
        "o[i * n + j] = y[(i + j) & 31];",
        "l[i * n + j] = (long)(i * n + j) << 33;",
        "float v = 0; for (int k = 0; k < m; k++) v += f[i * m + k] * f[k * n + j]; e[i * n + j] = v;",
        "double v = 0; for (int k = 0; k < m; k++) v += fd[i * m + k] * f[k * n + j]; d[i * n + j] = v;",
        "int v = 0; for (int k = 0; k < m; k++) { if (y[k * n + j] > i) v += k; else v ^= y[i]; } o[i * n + j] = v;",
        "int v = 0; for (int w = -1; w <= 1; w++) { int a = j + w; if (a < 0 || a >= n) continue; v = v * 3 + y[i * n + a]; } o[i * n + j] = v;",
        "int a = Math.Clamp(j - 2, 0, n - 1), w = Math.Clamp(i + 1, 0, m - 1); o[i * n + j] = y[w * n + a];",
        "b[i * n + j] = (byte)(i * 31 + j * 7); h[i * n + j] = (short)(yh[j] * i);",
        "o[i * n + j] = checked(y[i] * y[j]);",
        "o[i * n + j] = y[i] / y[j];",
        "o[i * n + j] = y[i * n + j] / (n - j - 1 - (y[i] & 63));",
        "if (j == 0 || j == n - 1) { o[i * n + j] = -1; return; } o[i * n + j] = (y[i * n + j - 1] + y[i * n + j + 1]) / (n - j - 2 - (y[i] & 31));",
        "if (j < 3) { o[i * n + j] = -1; return; } o[i * n + j] = y[i * n + j - 3] + 100 / (n - j - 2 - (y[i] & 63));",
        "int v = 0; for (int k = 0; k < m; k++) v += y[i * m + k] * y[k * n + j]; o[i * n + j] = v / (n - j - 1 - (y[i] & 63));",
        "Interlocked.Add(ref x[j & 3], y[i * n + j]);",
        "if (j > i) { e[i * n + j] = float.NegativeInfinity; return; } float v = 0; for (int k = 0; k < 17; k++) v += f[i + k] * f[j * 2 + k]; e[i * n + j] = v * p;",
        "if (j > i) return; float v = 0; for (int k = 0; k < m; k++) v += f[i * m + k] * f[j + k]; e[i * n + j] = v * p;",
        "if (j <= i) { int v = 0; for (int k = 0; k < m; k++) v = v * 3 + y[j * 2 + k] * y[i + k]; o[i * n + j] += v; } else o[i * n + j] = -7;",
        "if (j > i || j < i - 9) return; float v = 0; for (int k = 0; k < 17; k++) v += f[i + k] * f[j * 2 + k]; e[i * n + j] -= v;",
        "if (i + j < n && j != i) { double v = 0; for (int k = 0; k < m; k++) v += fd[j * 2 + k] * i; d[i * n + j] = v; }",
        "if (!(j >= i * 2 + 1)) { int v = s; for (int k = 0; k < 11; k++) v += y[j * 3 + k] / (k - 11 + i + y.Length); o[i * n + j] = v; } else { o[i * n + j] = y[i]; }",
        "if (j > i) { int v = 0; for (int k = 0; k < 9; k++) v = v * 5 - y[j * 2 + k]; o[i * n + j] = v; } else { int v = 0; for (int k = 0; k < 9; k++) v = v * 3 - y[j * 3 + k]; o[i * n + j] = v; }",
        "if (j <= i) { int v = 0; for (int k = 0; k < m; k++) v += y[j * m + k]; o[i * n + j] = v; } x[i * n + j] ^= j > i ? 3 : y[j];",
    ];
}
