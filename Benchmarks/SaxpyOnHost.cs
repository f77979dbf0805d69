using BenchmarkDotNet.Attributes;

namespace HmmGen.Benchmarks;

/// <summary>The host path against the loop that a user would write by hand.</summary>
public class SaxpyOnHost
{
    private const int Length = 1 << 24;
    private readonly float[] _x = new float[Length];
    private readonly float[] _y = new float[Length];

    /// <summary>The method, called for one index after the other on all cores.</summary>
    [Benchmark(Baseline = true)]
    public void ParallelLoop()
        => Parallel.For(0, Environment.ProcessorCount, part =>
        {
            int first = (int)((long)Length * part / Environment.ProcessorCount);
            int end = (int)((long)Length * (part + 1) / Environment.ProcessorCount);
            ReadOnlySpan<float> x = _x;
            Span<float> y = _y;
            for (int i = first; i < end; i++)
            {
                Kernels.Saxpy(i, 2, x, y);
            }
        });

    /// <summary>The generated launch.</summary>
    [Benchmark]
    public void HmmGen() => Kernels.Saxpy(HmmDevice.Host, Length, 2, _x, _y);
}
