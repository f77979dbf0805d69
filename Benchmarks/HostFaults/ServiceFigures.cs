// Safety: reads one byte at offsets within a span's length.
using System.Diagnostics;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Paging;

namespace HmmGen.Benchmarks.HostFaults;

/// <summary>Measures our fault service as the floor program measures itself, under the same names.</summary>
internal static class ServiceFigures
{
    private const long MiB = 1L << 20;
    private const int Rounds = 3;

    /// <summary>Measures everything.</summary>
    /// <returns>The figures, by name.</returns>
    public static Dictionary<string, double> Measure()
    {
        Dictionary<string, double> figures = [];
        foreach (int unit in (ReadOnlySpan<int>)[4096, 65536, 2097152])
        {
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = unit });
            Latency(figures, device, unit, (unit == 4096 ? 64 : 256) * MiB);
            Scan(figures, device, unit);
            if (unit == 4096)
            {
                WriteFaults(figures, device);
            }
        }

        Protect(figures);
        return figures;
    }

    private static void Latency(Dictionary<string, double> figures, HmmDevice device, int unit, long bytes)
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(bytes / sizeof(int));
        double[] middles = new double[Rounds];
        double[] tails = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            Kernels.Fill(device, array.Length, round + 1, array);
            double[] times = Touch(array, unit, round + 1, write: false);
            (middles[round], tails[round]) = (times[times.Length / 2], times[times.Length * 99 / 100]);
        }

        Array.Sort(middles);
        Array.Sort(tails);
        figures[$"fault_unit_{unit}_p50_nanoseconds"] = middles[Rounds / 2];
        figures[$"fault_unit_{unit}_p99_nanoseconds"] = tails[Rounds / 2];
    }

    private static double[] Touch(HmmArray<int> array, int unit, int expected, bool write)
    {
        Span<int> span = array.AsSpan();
        int step = unit / sizeof(int);
        int[] order = [.. Enumerable.Range(0, span.Length / step)];
        new Random(1).Shuffle(order);
        double[] times = new double[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ref int element = ref span[order[i] * step];
            long started = Stopwatch.GetTimestamp();
            int value = Volatile.Read(ref element);
            if (write)
            {
                Volatile.Write(ref element, value);
            }

            times[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
            if (value != expected)
            {
                throw new InvalidOperationException($"{value} was read in place of {expected}.");
            }
        }

        Array.Sort(times);
        return times;
    }

    private static void Scan(Dictionary<string, double> figures, HmmDevice device, int unit)
    {
        using HmmArray<long> array = HmmSpace.Shared.Allocate<long>(512 * MiB / sizeof(long));
        Kernels.FillLong(device, array.Length, 3, array);
        long started = Stopwatch.GetTimestamp();
        long sum = Sum(array.AsReadOnlySpan());
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (sum != 3 * array.Length)
        {
            throw new InvalidOperationException("The scan read something wrong.");
        }

        figures[$"sequential_first_touch_unit_{unit}_bytes_per_second"] = 512 * MiB / seconds;
    }

    private static long Sum(ReadOnlySpan<long> values)
    {
        long a = 0, b = 0, c = 0, d = 0;
        for (int i = 0; i + 3 < values.Length; i += 4)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }

        return a + b + c + d;
    }

    private static void WriteFaults(Dictionary<string, double> figures, HmmDevice device)
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(64 * MiB / sizeof(int));
        array.AsSpan().Fill(5);
        array.Prefetch(device, HmmRange.All);
        double[] times = Touch(array, 4096, 5, write: true);
        figures["synchronous_write_protect_fault_unit_4096_p50_nanoseconds"] = times[times.Length / 2];
    }

    /// <summary>The protecting part of mirroring 1 GiB of resident memory for reading: no contents are copied.</summary>
    private static unsafe void Protect(Dictionary<string, double> figures)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 2097152 });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(1024 * MiB / sizeof(int));
        array.AsSpan().Fill(1);
        RegionMirror mirror = device.Session.Memory.MirrorOf(array.Region!);
        CoreTable* functions = CoreFunctions.Current;
        long[] all = [.. Enumerable.Range(0, (int)mirror.PageCount)];
        int[] frames = new int[mirror.PageCount];
        EnterFlags[] none = new EnterFlags[mirror.PageCount];
        MirrorRun run = new(0, mirror.PageCount);
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            fixed (long* pages = all)
            fixed (int* first = frames)
            fixed (EnterFlags* flags = none)
            {
                functions->Enter(mirror.Core, pages, first, flags, mirror.PageCount);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalNanoseconds);
            functions->Leave(mirror.Core, &run, 1, LeaveMode.Discard);
            array.AsSpan().Fill(round);
        }

        figures["write_protect_1_gib_unit_2097152_nanoseconds"] = best;
    }
}
