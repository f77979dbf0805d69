using System.Diagnostics;
using System.Runtime.CompilerServices;
using HmmGen.Tests.Shared;

namespace HmmGen.Tests.Child;

/// <summary>Arrays that nobody refers to any more but through spans, and arrays that are disposed of under spans.</summary>
internal static class Lifetimes
{
    private const int Length = 65536;
    private static readonly int Seconds = RunSize.IsLong ? 2 : 1;
    private static readonly Random Random = new(7);

    /// <summary>A span is all that is left of an array.</summary>
    public static int Spans(HmmSpace space)
    {
        Garbage.Start();
        for (long end = End(); Stopwatch.GetTimestamp() < end;)
        {
            Span<int> span = space.Allocate<int>(Length).AsSpan();
            Check(span.IndexOfAnyExcept(0) < 0, "a new array is zero");
            FillAndCheck(span);
            FillAndCheck(space.Allocate<int>(Random.Next(1, 200_000)).Memory.Span);
            FillAndCheck(space.Allocate<int>(Random.Next(1, 5000)).Slice(0, 1).AsSpan());
            Memory<int> memory = space.Allocate<int>(Random.Next(1, 5000)).Memory;
            FillAndCheck(memory.Span);
            FillAndCheck(memory.Span);
        }

        return ExitCodes.Right;
    }

    /// <summary>A call is all that is left of an array.</summary>
    public static int Calls(HmmSpace space)
    {
        Garbage.Start();
        using HmmDevice device = HmmDevice.Simulated();
        for (long end = End(); Stopwatch.GetTimestamp() < end;)
        {
            space.Allocate<int>(Any()).Prefetch(HmmDevice.Host, HmmRange.All);
            space.Allocate<int>(Any()).Prefetch(device, HmmRange.All);
            space.Allocate<int>(Any())[0] = 1;
            Check(space.Allocate<int>(Any())[0] == 0, "an element of a new array is zero");
            space.Allocate<int>(Any()).Discard(HmmRange.All);
            space.Allocate<int>(Any()).Prefetch(HmmDevice.Host, HmmRange.All);
            space.Allocate<int>(Any()).Protect(HmmRange.All, HmmProtection.ReadOnly);
            Check(space.Allocate<int>(Any()).Snapshot(device, HmmRange.All).Count > 0, "a snapshot has pages");
            space.Allocate<int>(Any()).Flush();
            space.Allocate<int>(Any()).Pin().Dispose();
            Kernels.Add(device, 1000, 1, space.Allocate<int>(Any()));
            HmmArray<int> used = space.Allocate<int>(Any());
            Kernels.Add(device, 1000, 1, used);
            Check(used[999] == 1, "what a device wrote is read");
        }

        return ExitCodes.Right;
    }

    /// <summary>An array is disposed of under its spans.</summary>
    public static int Disposals(HmmSpace space)
    {
        Garbage.Start();
        using HmmDevice device = HmmDevice.Simulated();
        for (long end = End(); Stopwatch.GetTimestamp() < end;)
        {
            HmmArray<int> array = space.Allocate<int>(Any());
            Kernels.Add(device, 1000, 1, array);
            Span<int> span = array.AsSpan();
            span.Fill(5);
            if (Random.Next(2) == 0)
            {
                Kernels.Add(device, 1000, 1, array);
            }

            array.Dispose();
            Check(span.IndexOfAnyExcept(0) < 0, "a span over an array that was disposed of reads zeros");
            FillAndCheck(span);
        }

        return ExitCodes.Right;
    }

    /// <summary>A device has the pages of an array of which a span is all that is left.</summary>
    public static int Outlived(HmmSpace space)
    {
        Garbage.Start();
        using HmmDevice device = HmmDevice.Simulated();
        for (long end = End(); Stopwatch.GetTimestamp() < end;)
        {
            Span<int> span = OnDevice(space, device, Any());
            for (int i = Random.Next(3); i > 0; i--)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Check(span[..1000].IndexOfAnyExcept(4) < 0 && span[1000..].IndexOfAnyExcept(3) < 0, "a device's pages come back to a span");
            FillAndCheck(span);
        }

        return ExitCodes.Right;
    }

    /// <summary>Devices are dropped, with arrays or before them, and nothing is disposed of.</summary>
    public static int DevicesDropped(HmmSpace space)
    {
        Garbage.Start();
        for (long end = End(); Stopwatch.GetTimestamp() < end;)
        {
            Use(space, HmmDevice.Simulated());
            Span<int> span = OnDevice(space, HmmDevice.Simulated(), Any());
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Check(span[..1000].IndexOfAnyExcept(4) < 0, "a span keeps its device");
        }

        return ExitCodes.Right;
    }

    /// <summary>Many arrays are dropped beside a device that lives on.</summary>
    public static int Dropped(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        Use(space, device);
        long before = Environment.WorkingSet;
        long most = 0;
        for (int i = 0; i < (RunSize.IsLong ? 500 : 150); i++)
        {
            Use(space, device);
            most = Math.Max(most, Environment.WorkingSet - before);
        }

        Console.WriteLine($"{(Environment.WorkingSet - before) >> 20} MiB more, at most {most >> 20}, {device.Session.Memory.MirrorCount} arrays known, {GC.CollectionCount(2)} collections");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Console.WriteLine($"{(Environment.WorkingSet - before) >> 20} MiB more, {device.Session.Memory.MirrorCount} arrays known");
        return device.Session.Memory.MirrorCount <= 1 && most < 64 << 20 ? ExitCodes.Right : ExitCodes.WrongValue;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(HmmSpace space, HmmDevice device)
    {
        HmmArray<int> array = space.Allocate<int>(1 << 18);
        array.AsSpan().Fill(3);
        Kernels.Add(device, 1 << 18, 1, array);
        Check(array[1000] == 4, "what a device wrote is read");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<int> OnDevice(HmmSpace space, HmmDevice device, int length)
    {
        HmmArray<int> array = space.Allocate<int>(length);
        Span<int> span = array.AsSpan();
        span.Fill(3);
        Kernels.Add(device, 1000, 1, array);
        return space.HostMode == HmmHostMode.Scopes ? array.AsSpan() : span;
    }

    private static int Any() => Random.Next(1000, 100_000);

    private static long End() => Stopwatch.GetTimestamp() + Seconds * Stopwatch.Frequency;

    private static void FillAndCheck(Span<int> span)
    {
        int value = Random.Next();
        span.Fill(value);
        if (Random.Next(8) == 0)
        {
            GC.Collect(Random.Next(3));
        }

        Check(span.IndexOfAnyExcept(value) < 0, "a span keeps what was written to it");
        span.Fill(value + 1);
        Check(span.IndexOfAnyExcept(value + 1) < 0, "and what is written then");
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"this does not hold: {what}");
        }
    }
}
