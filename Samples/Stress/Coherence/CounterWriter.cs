using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Coherence;

/// <summary>Increments counters that it shares with others of its kind.</summary>
/// <param name="number">Which of them it is.</param>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class CounterWriter(int number, CellMemory memory, int seed) : Worker($"counter {number}")
{
    private const int Batch = 1024;

    private readonly long[] _increments = new long[memory.Count];
    private readonly long[] _seen = new long[memory.Count];
    private readonly Random _random = new(seed);

    /// <summary>Checks that every increment is in the counters.</summary>
    /// <param name="writers">All that increment them.</param>
    /// <param name="memory">The cells.</param>
    public static void Verify(IReadOnlyList<CounterWriter> writers, CellMemory memory)
    {
        ReadOnlySpan<long> cells = memory.Array.AsReadOnlySpan();
        for (int cell = 0; cell < memory.Count; cell++)
        {
            long expected = writers.Sum(writer => writer._increments[cell]);
            long found = cells[CellLayout.Place(cell, CellLayout.CounterLane)];
            if (found != expected)
            {
                memory.Findings.Add("counters", cell, CellLayout.CounterLane, found, expected, found < 0 || found > expected);
            }
        }
    }

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("incrementing");
        Span<long> cells = memory.Array.AsSpan();
        for (int i = 0; i < Batch; i++)
        {
            int cell = _random.Next(memory.Count);
            long value = Interlocked.Increment(ref cells[CellLayout.Place(cell, CellLayout.CounterLane)]);
            _increments[cell]++;
            if (value <= _seen[cell])
            {
                memory.Findings.Add(Name, cell, CellLayout.CounterLane, value, _seen[cell] + 1, torn: false);
            }

            _seen[cell] = value;
        }

        Rest();
        return Batch;
    }
}
