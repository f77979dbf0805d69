namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels that change what they load, so that the last items of their rows run with lanes that rest.</content>
internal static partial class LaneEdgeKernels
{
    /// <summary>The bodies of these kernels, of two dimensions. Items fail in any lane, and spans end there.</summary>
    public static IReadOnlyList<string> Rests { get; } =
    [
        "e[i * n + j] += f[j];",
        "o[i * n + j] ^= y[i * n + j] + j;",
        "e[i * n + j] = MathF.Max(e[i * n + j], 0);",
        "if (e[i * n + j] < f[j]) e[i * n + j] = -1;",
        "if (j % 3 == 1) d[i * n + j] *= 2; else d[i * n + j] -= fd[i];",
        "l[i * n + j] = l[i * n + j] * 3 + yl[i * n + j]; o[i * n + j] += 1;",
        "if (o[i * n + j] > s) { o[i * n + j] = x[i * n + j]; return; } x[i * n + j] -= o[i * n + j];",
        "ul[i * n + j] += (ulong)(y[i * n + j] / (j - s));",
        "o[i * n + j] += y[j] / (i * n + j - s);",
        "o[i * n + j] = checked(o[i * n + j] * 3);",
        "if ((y[i * n + j] & 1) == 0) u[i * n + j] -= yu[j] / (uint)(j & 15 ^ s);",
        "float v = e[i * n + j]; for (int k = 0; k < (s & 7); k++) v = v * v + f[k]; e[i * n + j] = v;",
        "int v = o[i * n + j]; for (int k = 0; k < (j & 3); k++) { v = v * 3 + y[j]; if (v > 99) break; } o[i * n + j] = v; d[i * n + j] += v;",
        "for (int k = 0; k < 3; k++) o[i * n + j] = o[i * n + j] * 5 - k;",
        "e[i * n + j] = 1 / (1 + MathF.Exp(-e[i * n + j]));",
        "int w = i; if (j > 4) w += s; o[i * n + j] = o[i * n + j] + w * j;",
        "bool v = o[i * n + j] > 0; for (int k = 0; k < 2 && v; k++) v = x[i * n + j] > k; if (v) x[i * n + j] = -o[i * n + j]; o[i * n + j]++;",
        "b[i * n + j] += yb[j]; h[i * n + j] -= yh[i * n + j];",
        "r[i * n + j].X += f[j]; r[i * n + j].Y--;",
        "o[i * n + j] += y[y[j] & 31];",
        "e[i * n + j + (y[0] - y[0] / 2 * 2)] += 2;",
        "d[i * n + j] += fd[i * n + j + (y[0] - y[0] / 2 * 2)];",
        "if (j > 3) l[i * n + j + (y[0] - y[0] / 2 * 2)] += y[i * n + j]; else o[i * n + j]++;",
        "Interlocked.Add(ref x[j & 3], y[i * n + j]); o[i * n + j]++;",
    ];
}
