using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>
/// In the printed code only loops jump back. The C# compiler took more than forty minutes for a kernel in which borders of a <c>switch</c> did so too
/// (<c>HMMGEN_SEED=482529282</c>, <c>LaneTests</c>).
/// </summary>
public sealed class BlockOrderTests
{
    private const string Kernel = """
        using System.Numerics;

        static partial class Ops
        {
            [HmmKernel(Rank = 1)] public static void K34(int i, int n, int m, int s, int t, long g, float p, double q, ReadOnlySpan<int> xint, ReadOnlySpan<long> xlong, ReadOnlySpan<ushort> xushort, Span<int> oint)
            {
                unchecked
                {
                    int v0 = ((xint[t & 7] * xushort[2 * (i)]) & Math.Min((int)n, (int)oint[i]));
                    int v1 = v0;
                    for (int k2 = 0; k2 < (s & 7); k2++)
                    {
                        v1 *= (-((xushort[i + 3] | xushort[i])));
                        v0 = xushort[i + 2];
                        v1 = ((-((-(k2)))) + ((v1 * k2) >> 63));
                    }
                    switch (Math.Min((int)v0, (int)v0) & 3)
                    {
                        case 0:
                        {
                            switch (((i % 3 == 1) ? v1 : oint[i]) & 3)
                            {
                                case 0:
                                {
                                    uint v3 = 0x80000001u;
                                    v3 += (uint)((xint[i] * xushort[s & 15]));
                                }
                                break;
                                case 1:
                                case 3:
                                {
                                    v0 = Math.Min((int)v1, (int)((-(xushort[3 * (i) + 2])) + (v0 % 6)));
                                    v1 = Math.Max((int)(-(oint[i])), (int)((true ? xint[i] : v0) + BitOperations.LeadingZeroCount((uint)s)));
                                }
                                break;
                                default:
                                {
                                    v0 = (Math.Abs((int)(v1 * v1)) - v1);
                                    v0 = Math.Min((int)(int)((-(float.NaN))), (int)((false && true) ? (byte)(0x8000000000000003ul) : xushort[i + (s & 7)]));
                                }
                                break;
                            }
                        }
                        break;
                        case 1:
                        case 3:
                        {
                            switch (oint[i] & 3)
                            {
                                case 0:
                                {
                                    v0 = ((double.IsFinite(-1e300) ? (xushort[s & 15] % (xushort[t & 7] ^ (int)(s & 8))) : (byte)((uint)s)) - ((true ? v1 : v1) & (false ? xushort[i + (s & 7)] : xint[i + 4])));
                                }
                                break;
                                case 1:
                                case 3:
                                {
                                    v0 += v1;
                                    uint v4 = (uint)i;
                                }
                                break;
                                case 2:
                                {
                                    v1 += (v1 + (int)(xint[i]));
                                }
                                break;
                            }
                        }
                        break;
                        default:
                        {
                            if ((float.IsNaN(0.5f) && (xushort[(int)((uint)(Math.Max((int)v0, (int)v1)) % (uint)xushort.Length)] < xint[i + t])))
                            {
                                v1 += BitOperations.PopCount((uint)i);
                                v0 -= (((uint)s <= 0x80000001u) ? BitOperations.PopCount((uint)i) : v0);
                            }
                            else
                            {
                                v0 = xushort[s & 15];
                            }
                            switch ((sbyte)(-3L) & 3)
                            {
                                case 0:
                                {
                                    v0 = (BitOperations.PopCount((0x80000001u & (uint)i)) - Math.Abs((int)(-(v0))));
                                    v0 += (xushort[xushort.Length - 1 - (i)] / (v0 ^ (int)(s & 8)));
                                }
                                break;
                                case 1:
                                case 3:
                                {
                                    v0 *= xint[2 * (i)];
                                    v1 = ((Math.Min((int)xushort[i], (int)xint[t & 7]) % 5) + (xushort[i] | (xint[i + 2] / (xint[i] ^ (int)(s & 8)))));
                                }
                                break;
                                default:
                                {
                                    v1 = (((v1 + v0) / 7) % (Math.Max((int)(v0 + v0), (int)(xint[i] & v1)) ^ (int)(s & 8)));
                                }
                                break;
                            }
                        }
                        break;
                    }
                    if ((((uint)s != 0x80000001u) != ((uint)i < 0x80000001u)))
                    {
                        v1 = (v1 & ((v0 * xushort[i]) >>> 42));
                        v0 *= v0;
                    }
                    oint[i] = v1;
                }
            }
        }
        """;

    [Fact]
    public void OnlyLoops_JumpBack()
    {
        string text = new TestProject(files: [("Ops.cs", Kernel)]).Generated;
        int begin = text.IndexOf("void Run<TMemory>", StringComparison.Ordinal);
        string run = text[begin..text.IndexOf("void Plan(", begin, StringComparison.Ordinal)];
        string[] back = [.. Regex.Matches(run, @"goto (Block\d+);").Where(jump => run.IndexOf($"{jump.Groups[1].Value}:\n", StringComparison.Ordinal) < jump.Index)
            .Select(static jump => jump.Groups[1].Value)];
        Assert.Single(back);
    }
}
