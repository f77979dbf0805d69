using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Kernels whose items go along their rows from the end.</summary>
internal static class RecurrenceCases
{
    private const int Rows = 2000;
    private const int Steps = 200;

    /// <summary>Advantages of an episode's steps.</summary>
    public static HostCase Advantages()
    {
        const float Discount = 0.99f, Decay = 0.95f;
        float[] rewards = Values.Of(Rows * Steps), values = [.. Values.Of(Rows * Steps).Reverse()], advantages = Pinned.Zeros<float>(Rows * Steps);
        int[] done = Pinned.Of(Rows * Steps, static step => step % 37 == 5 ? 1 : 0);
        return HostCase.OfRows(
            $"advantages {Rows} × {Steps}", Rows, device => RecurrenceKernels.Advantages(device, Rows, Steps, Discount, Decay, rewards, values, done, advantages), advantages,
            row => RecurrenceKernels.Advantages(row, Steps, Discount, Decay, rewards, values, done, advantages));
    }

    /// <summary>Sums from each element on.</summary>
    public static HostCase SumSuffixes()
    {
        float[] x = Values.Of(Rows * Steps), y = Pinned.Zeros<float>(Rows * Steps);
        return HostCase.OfRows(
            $"sums of suffixes {Rows} × {Steps}", Rows, device => RecurrenceKernels.SumSuffixes(device, Rows, Steps, x, y), y, row => RecurrenceKernels.SumSuffixes(row, Steps, x, y));
    }
}
