using System.Runtime.Intrinsics;

namespace HmmGen.Stress.Coherence;

/// <summary>Writes vectors, some of which cross from one page to the next.</summary>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class VectorWriter(CellMemory memory, int seed)
    : CellWriter("vector writer", memory, CellLayout.VectorLane, CellLayout.VectorLanes, seed)
{
    private const int Batch = 1024;

    private readonly long[] _found = new long[CellLayout.VectorLanes];

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("writing vectors");
        Span<long> cells = Memory.Array.AsSpan();
        for (int i = 0; i < Batch; i++)
        {
            int cell = Random.Next(Memory.Count);
            ref long first = ref cells.Slice(CellLayout.Place(cell, Lane), CellLayout.VectorLanes)[0];
            Vector256.LoadUnsafe(ref first).CopyTo(_found);
            Check(cell, _found);
            int sequence = ++Sequences[cell];
            Vector256.Create(
                Value(cell, Lane, sequence), Value(cell, Lane + 1, sequence), Value(cell, Lane + 2, sequence), Value(cell, Lane + 3, sequence))
                .StoreUnsafe(ref first);
        }

        Rest();
        return Batch;
    }
}
