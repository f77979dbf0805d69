using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>The definitions of a body's locals, and the numbers of their reads.</summary>
internal sealed class LocalDefinitions
{
    private readonly int[] _definitions;
    private readonly int[] _uses;
    private readonly (int Block, int Position)[] _places;

    /// <summary>Reads a body.</summary>
    /// <param name="locals">The number of locals.</param>
    /// <param name="blocks">The blocks.</param>
    public LocalDefinitions(int locals, IReadOnlyList<MutableBlock> blocks)
    {
        _definitions = new int[locals];
        _uses = new int[locals];
        _places = new (int Block, int Position)[locals];
        List<int> read = [];
        for (int block = 0; block < blocks.Count; block++)
        {
            for (int position = 0; position < blocks[block].Instructions.Count; position++)
            {
                Instruction instruction = blocks[block].Instructions[position];
                int target = instruction.Target();
                if (target >= 0)
                {
                    _definitions[target]++;
                    _places[target] = (block, position);
                }

                read.Clear();
                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    ExpressionLocals.Collect(instruction.Part(part), read);
                }

                Count(read);
            }

            read.Clear();
            ExpressionLocals.Collect((blocks[block].Terminator as BranchTerminator)?.Condition, read);
            Count(read);
        }
    }

    /// <summary>The number of instructions that set a local, wholly or in part.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The number.</returns>
    public int Count(int local) => _definitions[local];

    /// <summary>The number of reads of a local.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The number.</returns>
    public int Uses(int local) => _uses[local];

    /// <summary>Forgets a removed definition; the places of others are unknown from then on.</summary>
    /// <param name="local">The local that it set.</param>
    /// <param name="read">The locals that it read.</param>
    public void Forget(int local, List<int> read)
    {
        _definitions[local]--;
        foreach (int other in read)
        {
            _uses[other]--;
        }
    }

    /// <summary>The place of a local's only definition.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The block and the position in it.</returns>
    public (int Block, int Position) Place(int local) => _places[local];

    private void Count(List<int> read)
    {
        foreach (int local in read)
        {
            _uses[local]++;
        }
    }
}
