// Safety: tells the core that a device is lost, with a mirror that the device has.
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Tests.Shared;

namespace HmmGen.Tests.Child;

/// <summary>Small arrays share mappings, and nothing else.</summary>
internal static unsafe class SmallArrays
{
    private const int Length = 100;
    private const int MostMappings = 8_000;
    private static readonly Random Random = new(20);

    /// <summary>Many more arrays than the system has mappings for live at the same time, and go when nobody refers to them.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        int before = Mappings();
        Live(space, device, RunSize.IsLong ? 200_000 : 70_000);
        for (int wait = 0; wait < 1000 && Mappings() > before + 500; wait++)
        {
            GC.Collect();
            Thread.Sleep(20);
        }

        Console.WriteLine($"{before} mappings before, {Mappings()} after");
        Check(Mappings() <= before + 500, "mappings go with their arrays");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Check(device.Session.Memory.MirrorCount == 0, "and so do mirrors");
        return ExitCodes.Right;
    }

    /// <summary>Arrays of one slab are used, protected, lost and ended, each for itself.</summary>
    public static int Ends(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        for (int round = 0; round < (RunSize.IsLong ? 200 : 60); round++)
        {
            HmmArray<int>[] arrays = [.. Enumerable.Range(0, 40).Select(_ => space.Allocate<int>(Random.Next(1, 6000)))];
            int[] values = new int[arrays.Length];
            for (int i = 0; i < arrays.Length; i++)
            {
                Fill(arrays[i], values[i] = Random.Next(1, 1000));
            }

            for (int step = 0; step < 60; step++)
            {
                int chosen = Random.Next(arrays.Length);
                HmmArray<int> array = arrays[chosen];
                switch (Random.Next(7))
                {
                    case 0:
                        Kernels.Add(device, (int)array.Length, 1, array);
                        values[chosen]++;
                        break;
                    case 1:
                        array.AsSpan().Fill(values[chosen] = Random.Next(1, 1000));
                        break;
                    case 2:
                        array.Prefetch(device, HmmRange.All);
                        break;
                    case 3:
                        EndUnderSpan(array, protect: Random.Next(3) == 0);
                        arrays[chosen] = space.Allocate<int>(Random.Next(1, 6000));
                        Check(arrays[chosen].AsReadOnlySpan().IndexOfAnyExcept(0) < 0, "a new array is zero");
                        Fill(arrays[chosen], values[chosen] = Random.Next(1, 1000));
                        break;
                    case 4:
                        // Dropped: its pages are never another's.
                        arrays[chosen] = space.Allocate<int>(Random.Next(1, 6000));
                        values[chosen] = 0;
                        break;
                    case 5:
                        array.Discard(HmmRange.All);
                        values[chosen] = 0;
                        break;
                    default:
                        Check(array.AsReadOnlySpan().IndexOfAnyExcept(values[chosen]) < 0, "an array has what was written to it");
                        break;
                }

                if (Random.Next(200) == 0)
                {
                    GC.Collect(Random.Next(3));
                }
            }

            for (int i = 0; i < arrays.Length; i++)
            {
                Check(arrays[i].AsReadOnlySpan().IndexOfAnyExcept(values[i]) < 0, "no array has changed with another");
                if (Random.Next(2) == 0)
                {
                    arrays[i].Dispose();
                }
            }
        }

        return ExitCodes.Right;
    }

    /// <summary>A device is lost that had pages of some arrays of a slab.</summary>
    public static int Lost(HmmSpace space)
    {
        HmmDevice device = HmmDevice.Simulated();
        HmmArray<int>[] arrays = [.. Enumerable.Range(0, 10).Select(_ => space.Allocate<int>(Length))];
        foreach (HmmArray<int> array in arrays)
        {
            Fill(array, 5);
        }

        Kernels.Add(device, Length, 1, arrays[4]);
        Kernels.Add(device, Length, 1, arrays[5]);
        Lose(device, arrays[4]);
        Throws(() => arrays[4].AsSpan());
        Span<int> neighbour = arrays[3].AsSpan();
        Check(neighbour.IndexOfAnyExcept(5) < 0, "only what was lost is lost");
        arrays[4].Dispose();
        arrays[5].Discard(HmmRange.All);
        Check(arrays[5].AsSpan().IndexOfAnyExcept(0) < 0, "what was lost is zero after it was discarded");
        Check(arrays[6].AsSpan().IndexOfAnyExcept(5) < 0 && neighbour.IndexOfAnyExcept(5) < 0, "its neighbours are as they were");
        return ExitCodes.Right;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Live(HmmSpace space, HmmDevice device, int count)
    {
        HmmArray<int>[] arrays = new HmmArray<int>[count];
        for (int i = 0; i < count; i++)
        {
            arrays[i] = space.Allocate<int>(Length);
            arrays[i].AsSpan().Fill(i);
        }

        Console.WriteLine($"{Mappings()} mappings with {count} arrays");
        Check(Mappings() < MostMappings, "arrays share mappings");
        for (int i = 0; i < count; i += 997)
        {
            Kernels.Add(device, Length, 1, arrays[i]);
        }

        for (int i = 0; i < count; i++)
        {
            Check(arrays[i][Length - 1] == (i % 997 == 0 ? i + 1 : i), "each array has its own values");
        }
    }

    private static void EndUnderSpan(HmmArray<int> array, bool protect)
    {
        Span<int> span = array.AsSpan();
        if (protect)
        {
            array.Protect(HmmRange.All, HmmProtection.ReadOnly);
        }

        array.Dispose();
        Check(span.IndexOfAnyExcept(0) < 0, "a span over an array that was disposed of reads zeros");
        span.Fill(-1);
        Check(span.IndexOfAnyExcept(-1) < 0, "and may be written");
    }

    private static void Fill(HmmArray<int> array, int value) => array.AsSpan().Fill(value);

    private static void Lose(HmmDevice device, HmmArray<int> array)
        => CoreFunctions.Current->LoseDevice(device.Session.Memory.MirrorOf(array.Region!).Core->Device);

    private static int Mappings() => File.ReadLines("/proc/self/maps").Count();

    private static void Throws(Action action)
    {
        try
        {
            action();
        }
        catch (HmmDeviceException)
        {
            return;
        }

        Check(false, "what is lost is refused");
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"this does not hold: {what}");
        }
    }
}
