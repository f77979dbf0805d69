namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels whose items load at equal distances that only a launch knows.</content>
internal static partial class LaneEdgeKernels
{
    private static IReadOnlyList<(string Subject, string[] Bodies)> Spaced =>
    [
        ("distances that a launch knows",
        [
            "e[i] = f[i * (s & 3)] * 2;",
            "e[i] = f[i * (s & 1) + (t & 3)] * 2;",
            "e[i] = f[(n - 1 - i) * (s & 1)];",
            "o[i] = y[i * ((s & 3) - 1) + n] * 3;",
            "o[i] = y[i * (y[0] & 1)] + y[i * (y[1] & 3) + 1];",
            "o[i] = y[i * s] + 1;",
            "int v = i * (s & 1) - 1; o[i] = v >= 0 ? y[v] : -3;",
            "int v = i * (s & 3) - (t & 7); o[i] = v >= 0 && v < n ? y[v] : -3;",
            "int v = i * (s & 1) - 1; if (v < 0 || v >= n) { o[i] = 7; return; } if (y[v] > 3) o[i] = y[v + 1]; else e[i] = f[v];",
            "float v = 0; for (int k = 0; k < 3; k++) { int w = i * (s & 1) + k - 1; if (w < 0 || w >= n) continue; v += f[w] * f[k]; } e[i] = v;",
            "float v = 0; for (int k = 0; k < m; k++) v += f[(i * (s & 1) + k) * (t & 1)]; e[i] = v;",
            "int v = 0; for (int k = 0; k < 3; k++) { int w = (i + k) * (s & 3) - 2; if (w >= 0) v = v * 3 + y[w]; } o[i] = v;",
            "u[i] = yu[i * (s & 1)] / 3; z[i] = yz[i * (s & 1)]; b[i] = yb[i * (s & 1)]; d[i] = fd[i * (s & 1)];",
            "o[i] = y[i * (s & 1) * 1073741824 * (t & 1) + (i & 3)];",
            "o[i] = y[i * 536870912 * 8 * s + 3];",
        ]),
        ("elements of short tables",
        [
            "o[i] = y[y[i] & 15] * 3;",
            "o[i] = y[y[i] & 7] - y[7 & y[i + 1]];",
            "e[i] = f[yb[i] >> 4] * p; x[i] = y[yb[i] & 15];",
            "e[2 * i] = f[yb[i] >> 4] * p; e[2 * i + 1] = f[yb[i] & 15] * p;",
            "u[i] = yu[(int)(yu[i] >> 28)]; z[i] = yz[(int)(yu[i] >> 29)];",
            "o[i] = y[(int)(yl[i] & 15)] + y[yus[i] >> 12];",
            "o[i] = y[y[i] >> 28 & 15];",
            "o[i] = y[(int)yu[i] >> 28 & 3];",
            "o[i] = y[((int)yu[i] >> 28) + 8];",
            "if (y[i] > 3) o[i] = y[y[i] & 15]; else e[i] = f[y[i] & 7];",
            "int v = 0; for (int k = 0; k < m; k++) v = v * 3 + y[y[i + k] & 15]; o[i] = v;",
            "int v = 0; for (int k = 0; k < m; k++) if (y[k] > 0) v = v * 3 + y[y[i + k] & 15]; o[i] = v;",
            "o[i] = i; x[i] = y[y[i] & 15];",
            "o[i] = y[y[i] & 31] + y[yb[i] >> 2];",
            "d[i] = fd[y[i] & 15]; b[i] = yb[y[i] & 7]; l[i] = yl[yb[i] >> 4];",
            "ReadOnlySpan<int> w = y.Slice(0, 16); o[i] = w[y[i] & 15];",
            "ReadOnlySpan<int> w = y.Slice(t, 8); o[i] = w[y[i] & 7];",
            "o[i] = y[y[i] & 8] + y[y[i] & 16] * 3;",
            "o[i] = y[(byte)y[i] >> 4] - y[(char)y[i] >> 12];",
            "if (ysb[i] >= 0) o[i] = y[ysb[i] >> 4];",
            "o[i] = y[(ysb[i] >> 4) & 15] ^ y[(sbyte)y[i] & 8];",
            "u[i] = yu[(int)(yul[i] & 15)] + yu[yc[i] >> 13];",
        ]),
    ];
}
