using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items that read or overwrite what others write, and that fail: as lanes or not, they do what they do one after another. Such kernels race on a device of
/// many processors; a host of one does not. And lanes that part in branches and loops, and meet again.
/// </summary>
public sealed class LaneOrderTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 12;

    private static readonly (string Type, string Name, bool Writes)[] Spans =
        [("int", "x", true), ("int", "o", true), ("Part", "r", true), ("int", "y", false), ("float", "f", false), ("byte", "b", true)];

    private static readonly (int Rank, string Body)[] Kernels =
    [
        (1, "o[i] = o[i + 1];"),
        (1, "o[i + 1] = o[i];"),
        (1, "o[i] = y[i]; o[i + 1] = y[i] * 2;"),
        (1, "o[i + 8] = o[i] + 1;"),
        (1, "o[i] += o[i + 1] * 3;"),
        (1, "o[i] = x[i + 1]; x[i] = y[i];"),
        (1, "o[o.Length - 1 - i] = o[i] + 1;"),
        (1, "o[n - i] = o[n - i] * 5 + 1;"),

        // An index that changes while the item runs.
        (1, "int w = i; int v = o[w]; w = i + 1; o[w] = v * 3 + y[i];"),
        (1, "int w = i; for (int k = 0; k < 3; k++) { o[w] = o[w] * 3 + y[i]; w++; }"),
        (1, "for (int k = 0; k < 4; k++) o[i + k] = o[i + k] * 3 + y[i];"),
        (1, "for (int k = 0; k < 4; k++) o[i + k] = y[i] * 7 + k;"),
        (1, "for (int k = 0; k < (y[i] & 3); k++) o[i + k] = y[i] * 7 + k;"),
        (1, "for (int k = 0; k < 3; k++) o[k * n + i] = o[k * n + i] * 3 + y[i];"),
        (1, "for (int k = 0; k < 3; k++) o[k * s + i] = y[i] * 7 + k;"),
        (1, "for (int k = 0; k < 3; k++) o[i] = o[i] * 3 + y[i];"),
        (1, "for (int k = 0; k < (y[i] & 3); k++) { int w = 2 * i + 1; o[w] = o[w] * 3 + y[k]; }"),

        // Indices that items share.
        (1, "o[y[i] & 15] = i;"),
        (1, "o[y[i] & 15] += i;"),
        (1, "o[y[i] & 15] = o[y[i] & 15] * 3 + i;"),
        (1, "if (y[i] > 2) o[y[i] & 15] = i; else o[y[i] & 15] = -i;"),
        (1, "if (y[i] > 2) o[y[i] & 15] = i;"),
        (1, "for (int k = 0; k < 2 + (i & 3); k++) o[y[i] & 15] = i * 8 + k;"),
        (1, "if (y[i] > 5) o[3] = i;"),
        (1, "o[i / 2] = y[i];"),
        (1, "o[i / 2] += y[i];"),
        (1, "o[i * (s & 1)] = y[i];"),
        (1, "o[i * (s & 1)] += y[i];"),
        (1, "o[(byte)(i * 64)] += y[i];"),
        (1, "b[i & 7] = (byte)y[i];"),

        // Several elements of an item's own, and of a neighbour's.
        (1, "o[2 * i] = y[i]; o[2 * i + 1] = -y[i];"),
        (1, "o[2 * i] += y[i]; o[2 * i + 1] -= o[2 * i];"),
        (1, "o[2 * i] = y[i]; o[2 * i + 2] = -y[i];"),
        (1, "o[2 * i] = y[i]; o[2 * i + 3] = -y[i];"),
        (1, "o[3 * i + 2] = y[i]; o[3 * i] = o[3 * i + 1];"),
        (1, "o[3 * i + 2] = y[i]; o[3 * i] = o[3 * i + 3];"),
        (1, "r[i].X = r[i].Y; r[i].Y = y[i];"),
        (1, "r[i].X = r[i + 1].X;"),
        (1, "r[i].Y = y[i]; r[i + 1].Z = b[i];"),
        (1, "r[i].Y = y[i]; r[i + 1].Y = 5;"),

        // Atomics of several kinds.
        (1, "Interlocked.Add(ref o[3], y[i]); Interlocked.And(ref o[3], 0xffff);"),
        (1, "if (y[i] > 3) Interlocked.Add(ref o[y[i] & 3], i); else Interlocked.Or(ref o[1], i);"),
        (1, "Interlocked.Add(ref o[y[i] & 3], i); x[i] = o[2];"),
        (1, "Interlocked.Add(ref o[s & 3], y[i]); Interlocked.Add(ref o[i & 3], y[i]);"),

        // Some lanes fail, others have effects.
        (1, "if (y[i] > 0) o[i] += 1; else o[i] = t / y[i];"),
        (1, "if (y[i] > 0) Interlocked.Add(ref o[0], 1); else x[i] = t / y[i];"),
        (1, "if (y[i] < 0) { x[i] = t / (y[i] + 1); return; } o[i] += 1;"),
        (1, "o[i] += 1; x[i] = t / y[i];"),
        (1, "Interlocked.Add(ref o[s & 3], 1); x[i] = y[y[i]];"),
        (1, "int v = y[i] != 0 ? t / y[i] : 3; o[i] += v;"),
        (1, "int v = s != 0 ? t / s : 3; o[i] += v * y[i];"),
        (1, "int v = y[i] > 2 && s != 0 ? t / s : 3; o[i] += v;"),
        (1, "int v = y[i] != 0 && t / y[i] > 2 ? 1 : 2; o[i] += v;"),
        (1, "int v = 0; for (int k = 0; k < 4; k++) v += t / y[i + k]; o[i] = v;"),
        (1, "o[i] = y[y[i]];"),
        (1, "o[i] += y[i + t];"),
        (1, "if ((i & 1) == 0) o[i] = y[y[i]];"),
        (1, "if (y[i] == 7) throw new System.InvalidOperationException(\"seven\"); o[i] += 2;"),
        (1, "o[i] = Math.Abs(y[i]);"),
        (1, "o[i] = checked(y[i] * 3);"),
        (1, "o[i] = Math.Clamp(y[i], s, t);"),

        // Rows side by side share what they load.
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * n + j] = sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * n + j] += sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * 2 + j] = sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * 20 + j] = o[i * 20 + j] * 3 + sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * t + j + 8] = o[i * t + j + 8] * 3 + sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[j] = sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[j] = o[j] * 3 + sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[(m - 1 - i) * n + j] += sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[sum & 15] = i * n + j;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * n + (n - 1 - j)] += sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] / y[k * n + j]; o[i * n + j] = sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j + t]; o[i * n + j] = sum;"),
        (3, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[(h * m + i) * n + j] += sum;"),
        (3, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[(h + i) * n + j] = o[(h + i) * n + j] * 3 + sum;"),
        (2, "o[i * n + j] = o[i * n + j + n];"),
        (2, "o[j * m + i] = o[i * n + j];"),

        // Rows and lanes exchanged.
        (2, "o[j * m + i] = y[i * n + j];"),
        (2, "o[j * m + i] = y[i * n + j] * 3 + s; x[i * n + j] = i;"),
        (2, "o[j * m + i] = y[i * n + j]; x[j * m + i] = j;"),
        (2, "o[j * t + i] = i * n + j;"),
        (2, "o[j * (s & 15) + i] = i * n + j;"),
        (2, "o[(n - j) * m + i] = y[i * n + j];"),
        (2, "o[j * m + m - i] = y[i * n + j];"),
        (2, "o[i * n + j] = y[j * m + i] - y[(n - 1 - j) * m + i];"),
        (2, "o[j * m + i] = y[j * m + i] + b[i * n + j];"),
        (2, "o[j * m + i] += y[j * m + i];"),
        (2, "o[j * m + i] = y[j * m + i + t];"),
        (2, "int at = j * m + i; b[at] = (byte)(y[at] * 5); r[i * n + j].Y = y[at];"),
        (2, "b[j * m + i] = b[i * n + j];"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[j * m + i + k] * (k + 2); o[j * m + i] = sum;"),
        (2, "float sum = s; for (int k = 0; k < (s & 7); k++) sum = sum * 0.5f + f[j * m + i + k * n]; o[i * n + j] = (int)sum;"),
        (2, "if (s > 5) o[j * m + i] = y[i * n + j]; else o[j * m + i] = y[j * m + i] + 1;"),
        (2, "if (i > 5) o[j * m + i] = y[i * n + j];"),
        (3, "o[(h * n + j) * m + i] = y[(h * m + i) * n + j];"),
        (3, "x[(h * m + i) * n + j] = y[j * m + i] + h;"),
        (2, "o[j] = o[j] * 3 + y[i];"),

        // Of two accesses with one index, one reaches a member.
        (2, "r[j * m + i].Z = (byte)(y[i * n + j] - (y[i * n + j] & y[j * m + i]));"),

        // Neighbours from a number of the data on, some of which are not there.
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[(y[i + k] & 63) * 4 + j]; o[i * n + j] = sum;"),
        (2, "o[i * n + j] = y[(y[i] & 31) * 9 + j] + y[y[i] + 3 * j + t];"),

        // Rows side by side of which the ends do something else.
        (2, "int sum = 0; if (j == n - 1) { o[(i + 1) * n + 3] = 7; return; } for (int k = 0; k < 3; k++) sum += y[i * 3 + k] * y[k * n + j]; o[i * n + j] = sum;"),
        (2, "if (j == n - 1) { o[i + 2] = 7; return; } o[j * m + i] = y[i * n + j];"),
        (2, "if (j == n - 1) { o[(n - 1) * m + i] = 7; return; } o[j * m + i] = y[i * n + j];"),
        (2, "if (j == 0 || i == 0 || j == n - 1) { o[j * m + i] = 7; return; } o[j * m + i] = y[i * n + j] + y[i * n + j - 1];"),

        // Rows and lanes exchanged in all accesses.
        (2, "o[j * m + i] = y[j * m + i] * 3;"),
        (2, "o[j * m + i] = o[j * m + i + 1] * 3;"),
        (2, "o[j * t + i] = o[j * t + i] * 3 + y[j * m + i];"),
        (2, "o[j * (s & 15) + i] = y[j * m + i];"),
        (2, "o[j * (s & 15) + i] += i * n + j;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[k * m + i] * y[j * 3 + k]; o[j * m + i] = sum;"),
        (2, "int sum = 0; for (int k = 0; k < 3; k++) sum += y[k * m + i] * y[j * 3 + k]; o[j * 9 + i] = o[j * 9 + i] * 3 + sum;"),
        (2, "int at = 2 * (j * m + i); o[at] = y[at + 1]; o[at + 1] = y[at] + i;"),
        (2, "int at = 2 * (j * m + i); o[at] = y[at + 1]; o[at + 2] = y[at] + i;"),
        (2, "o[j * m + i] = t / y[j * m + i];"),
        (2, "if (y[j * m + i] == 7) throw new System.InvalidOperationException(\"seven\"); o[j * m + i] += 2;"),
        (3, "o[(j * m + i) * 3 + h] = y[(j * m + i) * 3 + h] + j;"),
        (3, "o[(j * 3 + h) * m + i] += y[(j * 3 + h) * m + i];"),
        (3, "o[(h * 3 + j) * m + i] += y[(h * 3 + j) * m + i];"),
    ];

    private static readonly (int Rank, string Body)[] Parting =
    [
        (1, "int a = y[i] & 7, v = 0; for (int k = 0; k < a; k++) v += a * k + s; o[i] = v;"),
        (1, "int k = 0; while (k < (y[i] & 7)) k++; o[i] = k;"),
        (1, "int v = y[i], c = 0; while (v > 1) { v = (v & 1) == 0 ? v / 2 : 3 * v + 1; c++; if (c == 20) break; } o[i] = c * 100 + v;"),
        (1, "int a = y[i], last = -1; for (int k = 0; k < 5; k++) { int w = (a >> k) & 3; if (w == 3) { last = w * k + a; break; } } o[i] = last;"),
        (1, "int a = y[i], w = 0; for (int k = 0; k < 6; k++) { w = a * k; if (w > 9) break; a++; } o[i] = w;"),
        (1, "float z = f[i]; int k = 0; do { z = z * 0.5f + 1; k++; } while (z > 3 && k < 9); o[i] = (int)z + k;"),
        (1, "int a = y[i]; if (a < 0) return; int v = 0; for (int k = 0; k < 3; k++) { if (a + k == 5) return; v = v * 3 + a; } o[i] = v;"),
        (1, """
            int a = y[i], v = 0;
            for (int k = 0; k < (a & 3) + 1; k++)
            {
                for (int l = 0; l < (i & 3); l++) { if (a + l == k) break; if (((l + k) & 1) == 0) continue; v = v * 3 + l; }
                if (v > 40) return;
                v++;
            }
            o[i] = v;
            """),
        (1, """
            int a = y[i] & 7, v = 0, w = 1;
            for (int k = 0; k < 4; k++)
            {
                int u = k;
                while (u < a) { u += 2; w += u; if (w > 30) break; }
                if (u == 5) continue;
                v = v * 5 + u + w;
            }
            o[i] = v * 64 + w;
            """),
        (1, "int c = 0; if (y[i] > 2) { c = s; if (s > 10) c = t; } o[i] = c;"),
        (1, "int c = 0, d = 1; if (y[i] > 2) { c = i; if (y[i + 1] > 1) { d = c + 2; } else { c = 9; } } else if (s > 3) { d = i; } o[i] = c * 100 + d;"),
        (1, "int v = 7; switch (y[i] & 3) { case 0: v = i; break; case 1: v += s; goto case 3; case 3: v *= 2; break; } o[i] = v;"),
        (1, "int a = y[i]; bool z = false; for (int k = 0; k < 4 && !z; k++) z = a == k || (a > 3 && k > 1); b[i] = z ? (byte)a : (byte)(a + 100);"),
        (2, "if (i == 0 || j == 0 || i == m - 1 || j == n - 1) { o[i * n + j] = y[i * n + j]; return; } o[i * n + j] = y[i * n + j - 1] + y[i * n + j + 1] + y[i * n + j - n];"),

        // Lanes meet at the header of a loop that all take alike.
        (1, "int k = 0, v = 0; while (k < 3) { k++; if (y[i] > 2) v += k; else v -= k * 3; } o[i] = v;"),
        (1, "int k = 0, v = 0; while (k < 3) { k++; int u = 0; while (u < (y[i] & 7)) { u++; v = v * 3 + u; } } o[i] = v;"),
        (1, "int k = 0, v = 0; while (k < 4) { k++; if (y[i] == k) continue; if (y[i] > k) { v += k; continue; } v = v * 3 + k; } o[i] = v;"),
        (1, "int k = 0, v = 0; while (true) { if (k == s) break; k++; switch (y[i] & 3) { case 0: v += k; continue; case 1: v *= 3; continue; } v ^= k; } o[i] = v;"),
        (1, "int k = 0, v = 0; while (k < 3) { k++; if (s > 9) { if (y[i] > 2) v += k; else v -= 7; } else { if (y[i] < 2) v *= 3; else v += 5 * k; } } o[i] = v;"),
        (2, "int k = 0, v = 0; while (k < m) { k++; if (y[j] > k) { v += k; } else if (f[j] > 0) { v -= k; } else { v ^= k; } } o[i * n + j] = v;"),
        (3, "int v = h; while (v < j && v < 9) v += i + 1; o[(h * m + i) * n + j] = v;"),
    ];

    [Fact]
    public void PartedLanes_MeetAgain() => Try(Parting, isShared: false, atMostWithout: 2);

    [Fact]
    public void Items_DoWhatTheyDoOneAfterAnother() => Try(Kernels, isShared: false, Kernels.Length * 3 / 4);

    [Fact]
    public void SharedMemory_IsSeenAsOneItemAfterAnotherSeesIt() => Try(Kernels, isShared: true, Kernels.Length * 3 / 4);

    private void Try((int Rank, string Body)[] kernels, bool isShared, int atMostWithout)
    {
        int first = TestSeeds.First;
        output.WriteLine($"Seed {first}.");
        using LaneComparison comparison = new();
        LaneKernel[] made = [.. kernels.Select(kernel => new LaneKernel(first, kernel.Rank, Spans, kernel.Body + "\n") { IsShared = isShared })];
        LaneTrial trial = new(made);
        List<string> faults = [];
        for (int number = 0; number < made.Length; number++)
        {
            Random random = new(first);
            for (int run = 0; run < RunsPerKernel; run++)
            {
                if (comparison.Difference(trial, made[number], number, random) is { } difference)
                {
                    faults.Add($"{trial.LanesOf(number)}: {difference}\n{made[number].Body}");
                    break;
                }
            }
        }

        string[] without = [.. made.Where((_, number) => trial.LanesOf(number) is null).Select(static kernel => kernel.Body)];
        output.WriteLine($"{without.Length} of {made.Length} have no lanes.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(without.Length <= atMostWithout, string.Concat(without));
        Assert.Contains(Enumerable.Range(0, made.Length), number => kernels == Parting || trial.LanesOf(number) is { Rows: 4 });
        Assert.Contains(Enumerable.Range(0, made.Length), number => kernels == Parting || trial.LanesOf(number) is { IsCrossed: true });
        Assert.Contains(Enumerable.Range(0, made.Length), number => kernels == Parting || trial.LanesOf(number) is { Turned: 0 });
        Assert.Contains(Enumerable.Range(0, made.Length), number => kernels == Parting || trial.LanesOf(number) is { Turned: 1 });
    }
}
