namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>Kernels of one dimension whose values have up to 32 bits, so that they may have wide lanes.</content>
internal static partial class LaneEdgeKernels
{
    private static IReadOnlyList<(string Subject, string[] Bodies)> Wide =>
    [
        ("functions of wide lanes",
        [
            "e[i] = MathF.Log(f[i], f[i + 1]) * 2 + f[i + 2] * f[i + 3] - 1;",
            "for (int k = 0; k < m; k++) e[i * m + k] = MathF.Log(f[i * m + k], 3f) * p;",
            "e[i] = MathF.Tan(f[i]) * 3 + MathF.Sinh(f[i]) * f[i + 1] - MathF.Cosh(f[i + 2]) + f[i] * f[i] * p;",
            "e[i] = MathF.Atan2(f[i], f[i + 1]) * 3 + f[i + 2] - f[i + 3] + f[i] * f[i] * p + 3 * f[i + 1] - f[i + 4];",
            "e[i] = MathF.CopySign(f[i], f[i + 1]) + MathF.FusedMultiplyAdd(f[i], p, 3f) + Math.Clamp(f[i], -1f, p) + f[i] % f[i + 1] + f[i] % 3f;",
            "e[i] = MathF.Sign(f[i] > -9 ? f[i] : 3f) * f[i + 1] - Math.Sign(y[i]) * 3 + float.DegreesToRadians(f[i]) * float.RadiansToDegrees(f[i + 2]);",
            "e[i] = 0.9f * e[i] - p * MathF.Sign(f[i] * p + 0.1f * f[i + 1]);",
            "e[i] = BitConverter.Int32BitsToSingle(y[i]) * 3 + f[i] * f[i + 1] + BitConverter.UInt32BitsToSingle((uint)i * 3);",
            "o[i] = BitConverter.SingleToInt32Bits(f[i]) * 3 + y[i] * y[i + 1] + (int)BitConverter.SingleToUInt32Bits(f[i + 1]);",
            "o[i] = Math.Clamp(y[i], s & 3, 9) * 3 + Math.Max(y[i], s) - Math.Min(y[i + 1], i) * 5;",
            "u[i] = Math.Max(yu[i], 3u) * Math.Clamp(yu[i], 3u, 8u) + Math.Min(yu[i], (uint)s) * 7 + (uint)i;",
            "o[i] = Math.Max(yb[i], (byte)3) + Math.Min(ysb[i], (sbyte)s) + Math.Max(yh[i], yh[i + 1]) + Math.Clamp(yus[i], (ushort)2, (ushort)9);",
            "u[i] = yu[i] / 7 * 3 + yu[i] % 8 + yu[i] / (uint)(s | 1) + 9u % (yu[i + 1] | 1) + yu[i] % (uint)(s | 3) + yu[i] / 16;",
            "o[i] = y[i] / (y[i + 1] ^ (s & 8)) * 3 + y[i] % (y[i + 1] ^ (s & 8));",
            "int v = 0; for (int k = 0; k < m; k++) v += BitOperations.PopCount(yu[i * m + k]); o[i] = v;",
        ]),
        ("types of wide lanes",
        [
            "c[i] = (char)(yc[i] * 3 + yb[i] * 5 - ysb[i] + yh[i] * yus[i]);",
            "c[i] = (char)(yu[i] * 3 + yb[i] * 5); us[i] = (ushort)(yu[i] * 7);",
            "z[i] = f[i] * 3 > f[i + 1] * p == yz[i] ^ (yb[i] > ysb[i]) | yc[i] == yus[i] & yu[i] >= 3u;",
            "z[i] = s > 3 ? yz[i] : y[i] * 3 > 3 + y[i + 1] * 7; z[i] ^= y[i] > 3 ? s > 3 : yz[i + 1];",
            "if (y[i] * 3 > 7) { r[i].V = yr[i].V; r[i].Z = yr[y[i] & 7].Z; r[i].X = yr[2 * i].X * 3; } else { b[i] = yb[y[i] & 7]; z[i] = yz[y[i] & 7]; }",
            "bool v = false; for (int k = 0; k <= i; k++) v ^= f[k] > p; z[i] = v;",
            "for (int k = 0; k < 5; k++) { bool v = false; for (int w = 0; w < m; w++) v ^= yz[i * m + w] ^ yz[k * m + w]; z[i * 5 + k] = v; }",
            "for (int k = 0; k < m; k++) e[i * m + k] = (float)(f[i * m + k] * fd[i]);",
            "for (int k = 0; k < m; k++) e[i * m + k] = f[i * m + k] * (float)(g * 3);",
            "int v = 0, w = 7; while (v < w) { int k = (v + w) / 2; if (yz[k] ^ yz[i]) v = k + 1; else w = k; } z[i] = v > 3;",
        ]),
    ];
}
