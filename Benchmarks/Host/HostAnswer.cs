using System.Runtime.InteropServices;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host;

/// <summary>A copy of an output.</summary>
internal sealed class HostAnswer
{
    private readonly Array _elements;

    /// <summary>Copies.</summary>
    /// <param name="output">The output.</param>
    public HostAnswer(Array output) => _elements = (Array)output.Clone();

    /// <summary>How far another answer is from this one.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>0 for the same bits; else the largest difference, relative to the larger number or to 1; infinity where that cannot be said.</returns>
    public double DifferenceFrom(HostAnswer other)
        => (_elements, other._elements) switch
        {
            (float[] mine, float[] others) => Largest(mine, others),
            (Body[] mine, Body[] others) => Largest(MemoryMarshal.Cast<Body, float>(mine), MemoryMarshal.Cast<Body, float>(others)),
            (int[] mine, int[] others) => Exact<int>(mine, others),
            (byte[] mine, byte[] others) => Exact<byte>(mine, others),
            _ => throw new NotSupportedException($"Outputs of {_elements.GetType()} are not compared."),
        };

    private static double Exact<T>(ReadOnlySpan<T> mine, ReadOnlySpan<T> others)
        where T : IEquatable<T>
        => mine.SequenceEqual(others) ? 0 : double.PositiveInfinity;

    private static double Largest(ReadOnlySpan<float> mine, ReadOnlySpan<float> others)
    {
        double largest = 0;
        for (int i = 0; i < mine.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(mine[i]) == BitConverter.SingleToInt32Bits(others[i]))
            {
                continue;
            }

            double difference = Math.Abs((double)mine[i] - others[i]) / Math.Max(1, Math.Max(Math.Abs(mine[i]), Math.Abs(others[i])));
            largest = double.IsFinite(difference) ? Math.Max(largest, Math.Max(difference, double.Epsilon)) : double.PositiveInfinity;
        }

        return largest;
    }
}
