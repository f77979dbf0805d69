using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The blocks from which the way leads back to a header that dominates them.</summary>
internal sealed class NaturalLoop
{
    private readonly HashSet<int> _blocks;

    /// <summary>Describes a loop.</summary>
    /// <param name="number">The loop's number in its forest.</param>
    /// <param name="header">The block through which the loop is entered.</param>
    /// <param name="blocks">Its blocks.</param>
    /// <param name="graph">The graph.</param>
    public NaturalLoop(int number, int header, HashSet<int> blocks, FlowGraph graph)
    {
        Number = number;
        Header = header;
        _blocks = blocks;
        Blocks = blocks.OrderBy(graph.Position).ToArray();
        Latches = graph.Predecessors(header).Where(blocks.Contains).ToArray();
        Entries = graph.Predecessors(header).Where(block => !blocks.Contains(block)).ToArray();
        Exits = Blocks
            .SelectMany(block => graph.Successors(block).Where(next => !blocks.Contains(next)).Select(next => (block, next)))
            .ToArray();
    }

    /// <summary>The loop's number in its forest; loops around it have lower ones.</summary>
    public int Number { get; }

    /// <summary>The block through which the loop is entered.</summary>
    public int Header { get; }

    /// <summary>The blocks, in reverse postorder.</summary>
    public IReadOnlyList<int> Blocks { get; }

    /// <summary>The blocks that lead back to the header.</summary>
    public IReadOnlyList<int> Latches { get; }

    /// <summary>The blocks outside that lead to the header.</summary>
    public IReadOnlyList<int> Entries { get; }

    /// <summary>The edges that leave the loop.</summary>
    public IReadOnlyList<(int From, int To)> Exits { get; }

    /// <summary>Whether a block belongs to the loop.</summary>
    /// <param name="block">The block.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(int block) => _blocks.Contains(block);

    /// <summary>The two ways of a test, one of which leaves the loop.</summary>
    /// <param name="test">The test.</param>
    /// <returns>The block where the loop goes on, and the one behind it.</returns>
    public (int Inside, int Outside) Ways(BranchTerminator test) => Contains(test.WhenTrue) ? (test.WhenTrue, test.WhenFalse) : (test.WhenFalse, test.WhenTrue);
}
