// Safety: pointers are into arrays that are fixed for the loops, whose length is a multiple of the number of lanes.
using System.Diagnostics;

namespace HmmGen.Benchmarks.Lanes;

/// <summary>A function over an array: by a loop of C#, in lanes with the same bits, and in fast lanes.</summary>
/// <param name="Loop">Nanoseconds an element of the loop.</param>
/// <param name="Lanes">Of lanes.</param>
/// <param name="Fast">Of fast lanes.</param>
internal sealed unsafe record LaneFigures(double Loop, double Lanes, double Fast)
{
    private const int Length = 1 << 16, Rounds = 60;

    /// <summary>Measures a function.</summary>
    /// <param name="scalar">The loop, from arguments to results.</param>
    /// <param name="lanes">The same in lanes.</param>
    /// <param name="fast">The same in fast lanes.</param>
    /// <param name="least">The least argument.</param>
    /// <param name="most">The greatest one.</param>
    /// <returns>The least times of rounds that take turns.</returns>
    public static LaneFigures Measure(Pass scalar, Pass lanes, Pass fast, float least, float most)
    {
        Random random = new(1);
        float[] arguments = [.. Enumerable.Range(0, Length).Select(_ => least + (most - least) * random.NextSingle())], results = new float[Length];
        double[] times = [double.MaxValue, double.MaxValue, double.MaxValue];
        Pass[] passes = [scalar, lanes, fast];
        fixed (float* from = arguments, to = results)
        {
            for (int round = 0; round < Rounds; round++)
            {
                for (int pass = 0; pass < passes.Length; pass++)
                {
                    long start = Stopwatch.GetTimestamp();
                    passes[pass](from, to, Length);
                    times[pass] = Math.Min(times[pass], Stopwatch.GetElapsedTime(start).TotalNanoseconds / Length);
                }
            }
        }

        return new(times[0], times[1], times[2]);
    }

    /// <summary>One pass over an array.</summary>
    internal delegate void Pass(float* from, float* to, int length);
}
