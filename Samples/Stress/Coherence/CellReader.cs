using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Coherence;

/// <summary>Reads what others write: whatever it finds belongs there.</summary>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class CellReader(CellMemory memory, int seed) : Worker("reader")
{
    private const int Batch = 128;

    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("reading");
        ReadOnlySpan<long> cells = memory.Array.AsReadOnlySpan();
        for (int i = 0; i < Batch; i++)
        {
            int cell = _random.Next(memory.Count);
            for (int lane = 0; lane < CellLayout.Lanes; lane++)
            {
                // The operating system writes its lanes byte by byte.
                if (lane == CellLayout.FileLane)
                {
                    lane += CellLayout.FileLanes;
                }

                long value = Volatile.Read(in cells[CellLayout.Place(cell, lane)]);
                if (!CellLayout.Belongs(cell, lane, value))
                {
                    memory.Findings.Add(Name, cell, lane, value, null, torn: true);
                }
            }
        }

        Rest();
        return Batch;
    }
}
