using System.Diagnostics;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Kernels that lanes do not suit: a launch takes what a loop over the method takes, after equal launches have found that out.</summary>
internal static class LoopCases
{
    private static readonly TimeSpan Trials = TimeSpan.FromSeconds(2);

    /// <summary>A permutation.</summary>
    public static HostCase Permute()
    {
        const int Count = 200_000;
        float[] x = Values.Of(Count), y = Pinned.Zeros<float>(Count);
        int[] places = Places(Count);
        return Case(
            $"permute {Count}", device => LoopKernels.Permute(device, Count, x, places, y), () => y,
            Count, (from, end) => PermuteItems(from, end, x, places, y));
    }

    /// <summary>Two halves between each other.</summary>
    public static HostCase Interleave()
    {
        const int Count = 100_000;
        float[] x = Values.Of(Count), y = Pinned.Zeros<float>(Count);
        return Case(
            $"interleave {Count}", device => LoopKernels.Interleave(device, Count, Count / 2, x, y), () => y,
            Count, (from, end) => InterleaveItems(from, end, Count / 2, x, y));
    }

    /// <summary>Images of few channels.</summary>
    /// <param name="channels">The channels, known to no compiler.</param>
    public static HostCase Scale(int channels)
    {
        const int Height = 200, Width = 300;
        float[] x = Values.Of(Height * Width * channels), bias = Values.Of(channels), y = Pinned.Zeros<float>(Height * Width * channels);
        return Case(
            $"scale {Height} × {Width} × {channels}", device => LoopKernels.Scale(device, (Height, Width, channels), Width, channels, x, bias, y), () => y,
            Height, (from, end) => ScaleRows(from, end, Width, channels, x, bias, y));
    }

    /// <summary>A matrix whose rows and columns change places.</summary>
    public static HostCase Shuffle()
    {
        const int Height = 2000, Width = 100;
        float[] x = Values.Of(Height * Width), y = Pinned.Zeros<float>(Height * Width);
        int[] rows = Places(Height), columns = Places(Width);
        return Case(
            $"shuffle {Height} × {Width}", device => LoopKernels.Shuffle(device, (Height, Width), Width, x, rows, columns, y), () => y,
            Height, (from, end) => ShuffleRows(from, end, Width, x, rows, columns, y));
    }

    private static int[] Places(int count)
    {
        int[] places = Pinned.Zeros<int>(count);
        for (int i = 0; i < count; i++)
        {
            places[i] = count - 1 - i;
        }

        return places;
    }

    // Spans outside the loops, as one writes them by hand.
    private static void PermuteItems(int from, int end, ReadOnlySpan<float> x, ReadOnlySpan<int> places, Span<float> y)
    {
        for (int i = from; i < end; i++)
        {
            LoopKernels.Permute(i, x, places, y);
        }
    }

    private static void InterleaveItems(int from, int end, int half, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = from; i < end; i++)
        {
            LoopKernels.Interleave(i, half, x, y);
        }
    }

    private static void ScaleRows(int from, int end, int width, int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> bias, Span<float> y)
    {
        for (int row = from; row < end; row++)
        {
            for (int column = 0; column < width; column++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    LoopKernels.Scale(row, column, channel, width, channels, x, bias, y);
                }
            }
        }
    }

    private static void ShuffleRows(int from, int end, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, Span<float> y)
    {
        for (int row = from; row < end; row++)
        {
            for (int column = 0; column < width; column++)
            {
                LoopKernels.Shuffle(row, column, width, x, rows, columns, y);
            }
        }
    }

    private static HostCase Case(string name, Action<HmmDevice> launch, Func<float[]> results, int rows, Action<int, int> loop)
        => new(name, Tried(launch), () => results()) { Peers = [HostTools.Loop(rows, loop)], Goals = [new HostGoal(PeerKind.Loop, 1.1)] };

    private static Action<HmmDevice> Tried(Action<HmmDevice> launch)
    {
        HashSet<HmmDevice> tried = [];
        return device =>
        {
            if (tried.Add(device))
            {
                for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Trials;)
                {
                    launch(device);
                }
            }

            launch(device);
        };
    }
}
