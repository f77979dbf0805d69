using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Collector;

/// <summary>Allocates objects, and keeps some of them for a while.</summary>
/// <param name="number">Which of its kind it is.</param>
internal sealed class Allocating(int number) : Worker($"allocating {number}")
{
    private const int Batch = 256;

    private readonly object[] _kept = new object[1024];
    private readonly Random _random = new(number);

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("allocating");
        for (int i = 0; i < Batch; i++)
        {
            _kept[_random.Next(_kept.Length)] = new byte[_random.Next(16, 4096)];
        }

        Thread.Sleep(0);
        return Batch;
    }
}
