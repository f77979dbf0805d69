using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Coherence;

/// <summary>The only writer of some lanes: it knows what it wrote last and checks that before it writes.</summary>
/// <param name="name">Its name.</param>
/// <param name="memory">The cells.</param>
/// <param name="lane">Its first lane.</param>
/// <param name="lanes">How many lanes it has.</param>
/// <param name="seed">The seed of its choices.</param>
internal abstract class CellWriter(string name, CellMemory memory, int lane, int lanes, int seed) : Worker(name)
{
    /// <summary>The cells.</summary>
    protected CellMemory Memory => memory;

    /// <summary>Its first lane.</summary>
    protected int Lane => lane;

    /// <summary>How often each cell has been written.</summary>
    protected int[] Sequences { get; } = new int[memory.Count];

    /// <summary>Its choices.</summary>
    protected Random Random { get; } = new(seed);

    /// <summary>Checks all cells.</summary>
    public void Verify()
    {
        ReadOnlySpan<long> cells = memory.Array.AsReadOnlySpan();
        for (int cell = 0; cell < memory.Count; cell++)
        {
            Check(cell, cells.Slice(CellLayout.Place(cell, lane), lanes));
        }
    }

    /// <summary>Checks a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="found">What is in the writer's lanes.</param>
    protected void Check(int cell, ReadOnlySpan<long> found)
    {
        for (int i = 0; i < found.Length; i++)
        {
            long value = found[i];
            long expected = Value(cell, lane + i, Sequences[cell]);
            if (value != expected)
            {
                memory.Findings.Add(Name, cell, lane + i, value, expected, !CellLayout.Belongs(cell, lane + i, value));
            }
        }
    }

    /// <summary>What is written.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="to">The lane.</param>
    /// <param name="sequence">How often the cell has been written with it.</param>
    /// <returns>The value.</returns>
    protected virtual long Value(int cell, int to, int sequence) => CellStamp.Of(CellLayout.Place(cell, to), sequence);
}
