namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels of one dimension with small local arrays.</content>
internal static partial class LaneEdgeKernels
{
    private static IReadOnlyList<(string Subject, string[] Bodies)> Arrays =>
    [
        ("small local arrays",
        [
            "Span<int> a = stackalloc int[4]; a[y[i] & 3] = 5; a[yb[i] & 3] += 2; o[i] = a[0] + a[1] * 3 + a[2] * 5 + a[3] * 7;",
            "Span<float> a = stackalloc float[4]; for (int k = 0; k < 4; k++) a[k] = f[i + k]; for (int w = 0; w < 3; w++) for (int k = 0; k < 3 - w; k++) if (a[k] > a[k + 1]) { float v = a[k]; a[k] = a[k + 1]; a[k + 1] = v; } e[i] = a[1] + a[2];",
            "Span<double> a = stackalloc double[3]; for (int k = 0; k < 3; k++) a[k] = fd[i + k] * k; for (int k = 0; k < (y[i] & 7); k++) a[k % 3] -= a[(k + 1) % 3]; d[i] = a[y[i + 1] & 1];",
            "Span<long> a = stackalloc long[5]; a.Fill(g); if (y[i] > 0) a.Clear(); if (y[i] > 9) a[y[i] % 5] = 3; l[i] = a[0] * 3 + a[4];",
            "Span<byte> a = stackalloc byte[4]; a[y[i] & 3] = (byte)y[i + 1]; a[1] += 200; o[i] = a[yb[i] & 3] + a[1];",
            "Span<sbyte> a = stackalloc sbyte[2]; a[y[i] & 1]--; a[0] -= 127; o[i] = a[0] * 3 + a[1];",
            "Span<ushort> a = stackalloc ushort[2]; a[y[i] & 1]--; o[i] = a[0] * 3 + a[1];",
            "Span<bool> a = stackalloc bool[4]; a[y[i] & 3] = true; a[y[i + 1] & 3] ^= y[i] > 0; o[i] = (a[0] ? 1 : 0) + (a[1] ? 2 : 0) + (a[yb[i] & 3] ? 4 : 0);",
            "Span<uint> a = stackalloc uint[6]; for (int k = 0; k < 6; k++) a[k] = yu[i + k]; uint v = 0; for (int k = 5; k >= 0; k--) v = v * 3 + a[k]; u[i] = v;",
            "Span<int> a = stackalloc int[4]; a[y[i] % 4] = 1; o[i] = a[1];",
            "Span<int> a = stackalloc int[4]; o[i] = 1; a[(int)(yu[i] % 5)] = 1; o[i] = a[1];",
            "Span<int> a = stackalloc int[3]; for (int w = 0; w < 3; w++) { Span<int> v = stackalloc int[2]; v[y[i + w] & 1]++; a[w] = v[0] * 5 + v[1]; } o[i] = a[0] * 100 + a[1] * 10 + a[2];",
            "Span<float> a = stackalloc float[3]; a.Fill(float.NegativeInfinity); for (int w = 0; w < 20; w++) { float v = f[i + w]; if (v > a[2]) { int k = 2; for (; k > 0 && a[k - 1] < v; k--) a[k] = a[k - 1]; a[k] = v; } } e[i] = a[0] - a[1] + a[2];",
            "int v = y[i] & 15; top: Span<int> a = stackalloc int[2]; a[0] += v; v -= 3; if (v > 3) a[1] += 7; if (v > 0) goto top; o[i] = a[0] * 31 + a[1];",
            "int v = 0; for (int k = 0; k < 5; k++) { if (y[i + k] > 0) continue; Span<int> a = stackalloc int[2]; a[k & 1] += y[i + k]; v = v * 3 + a[0] - a[1]; } o[i] = v;",
            "Span<int> a = stackalloc int[300]; a[y[i] & 255] = 3; o[i] = a[y[i + 1] & 255];",
            "Span<int> a = stackalloc int[600]; a[y[i] & 511] = 3; o[i] = a[y[i + 1] & 255];",
            "Span<int> a = stackalloc int[4], w = stackalloc int[4]; for (int k = 0; k < t; k++) { a[k & 3] += y[i * t + k]; w[(k + i) & 3] -= y[k]; } o[i] = a[0] ^ a[1] ^ w[2] ^ w[3];",
            "Span<int> a = stackalloc int[4]; int v = y[i]; while (v > 0) { a[v & 3]++; if (a[v & 3] > 5) break; v -= 7; } o[i] = a[0] | a[1] << 4 | a[2] << 8 | a[3] << 12;",
            "Span<double> a = stackalloc double[3]; if (y[i] > 0) a[2] = q; a[y[i] & 1] = 1.5; o[i] = y[i] * 3;",
            "Span<double> a = stackalloc double[2]; for (int k = 0; k < 4; k++) if (y[i + k] > 0) a[k & 1] = -1E+300; e[i] = f[i] * p;",
            "Span<long> a = stackalloc long[2]; a[y[i] & 1] = g; if (y[i] > 3) a.Clear(); o[i] = y[i] ^ s;",
            "Span<ulong> a = stackalloc ulong[4]; a.Fill(7); for (int k = 0; k < 4; k++) x[i] += y[i + k] * a.Length;",
        ]),
    ];
}
