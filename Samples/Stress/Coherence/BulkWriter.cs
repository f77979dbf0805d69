namespace HmmGen.Stress.Coherence;

/// <summary>Fills and copies spans.</summary>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class BulkWriter(CellMemory memory, int seed)
    : CellWriter("span writer", memory, CellLayout.BulkLane, CellLayout.BulkLanes, seed)
{
    private const int Batch = 128;

    private readonly long[] _values = new long[CellLayout.BulkLanes];

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("filling and copying spans");
        Span<long> cells = Memory.Array.AsSpan();
        for (int i = 0; i < Batch; i++)
        {
            int cell = Random.Next(Memory.Count);
            Span<long> lanes = cells.Slice(CellLayout.Place(cell, Lane), CellLayout.BulkLanes);
            lanes.CopyTo(_values);
            Check(cell, _values);
            int sequence = ++Sequences[cell];
            if ((sequence & 1) == 0)
            {
                lanes.Fill(Value(cell, Lane, sequence));
                continue;
            }

            for (int lane = 0; lane < _values.Length; lane++)
            {
                _values[lane] = Value(cell, Lane + lane, sequence);
            }

            _values.CopyTo(lanes);
        }

        Rest();
        return Batch;
    }

    /// <inheritdoc/>
    protected override long Value(int cell, int to, int sequence) => CellLayout.BulkValue(cell, to, sequence);
}
