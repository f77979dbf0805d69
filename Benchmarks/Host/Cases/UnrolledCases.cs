using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Items that take several elements of their row in each turn of a loop.</summary>
internal static class UnrolledCases
{
    private const int Count = 2000;
    private const int Width = 384;

    /// <summary>Distances in four sums.</summary>
    public static HostCase Distance()
    {
        float[] rows = Values.Of(Count * Width), point = Values.Of(Width), distances = Pinned.Zeros<float>(Count);
        return Of(
            "distances in four sums", device => UnrolledKernels.Distance(device, Count, Width, rows, point, distances), row => UnrolledKernels.Distance(row, Width, rows, point, distances), distances);
    }

    /// <summary>Dot products in four sums, over slices.</summary>
    public static HostCase Score()
    {
        float[] rows = Values.Of(Count * Width), query = Values.Of(Width), scores = Pinned.Zeros<float>(Count);
        return Of("scores in four sums by slices", device => UnrolledKernels.Score(device, Count, Width, rows, query, scores), row => UnrolledKernels.Score(row, Width, rows, query, scores), scores);
    }

    /// <summary>Dot products of complex numbers.</summary>
    public static HostCase Complex()
    {
        float[] rows = Values.Of(2 * Count * Width), vector = Values.Of(2 * Width), sizes = Pinned.Zeros<float>(Count);
        return Of("complex products", device => UnrolledKernels.Complex(device, Count, Width, rows, vector, sizes), row => UnrolledKernels.Complex(row, Width, rows, vector, sizes), sizes);
    }

    /// <summary>Sums over structs.</summary>
    public static HostCase Weigh()
    {
        float[] numbers = Values.Of(3 * Count * Width), weights = Values.Of(Width), sums = Pinned.Zeros<float>(Count);
        UnrolledKernels.Point[] points = Pinned.Of(Count * Width, i => new UnrolledKernels.Point { X = numbers[3 * i], Y = numbers[3 * i + 1], Z = numbers[3 * i + 2] });
        return Of("sums over points", device => UnrolledKernels.Weigh(device, Count, Width, points, weights, sums), row => UnrolledKernels.Weigh(row, Width, points, weights, sums), sums);
    }

    /// <summary>Sums over pixels of three bytes.</summary>
    public static HostCase Brightness()
    {
        byte[] image = Values.Bytes(3 * Count * Width);
        int[] sums = Pinned.Zeros<int>(Count);
        return Of("brightness of RGB", device => UnrolledKernels.Brightness(device, Count, Width, image, sums), row => UnrolledKernels.Brightness(row, Width, image, sums), sums);
    }

    private static HostCase Of(string name, Action<HmmDevice> launch, Action<int> item, Array output) => new($"{name} {Count} × {Width}", launch, () => output)
    {
        Peers = [HostTools.Loop(Count, HostTools.Each(item))],
        Goals = [new HostGoal(PeerKind.Loop, 1)],
    };
}
