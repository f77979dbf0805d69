namespace HmmGen.Stress.Coherence;

/// <summary>Writes elements one by one.</summary>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class PlainWriter(CellMemory memory, int seed) : CellWriter("plain writer", memory, CellLayout.PlainLane, 1, seed)
{
    private const int Batch = 1024;

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("writing elements");
        Span<long> cells = Memory.Array.AsSpan();
        for (int i = 0; i < Batch; i++)
        {
            int cell = Random.Next(Memory.Count);
            int place = CellLayout.Place(cell, Lane);
            Check(cell, cells.Slice(place, 1));
            cells[place] = Value(cell, Lane, ++Sequences[cell]);
        }

        Rest();
        return Batch;
    }
}
