using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Walks the blocks of a body as the kernel would.</summary>
internal static class BlockWalk
{
    /// <summary>Runs a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="mostBlocks">How many blocks it may run.</param>
    /// <param name="run">Runs an instruction, and says whether to go on.</param>
    /// <param name="value">Evaluates a condition.</param>
    /// <returns>Whether it came to its end.</returns>
    internal static bool TryRun(KernelBody body, int mostBlocks, Func<Instruction, bool> run, Func<Expression, long> value)
    {
        int block = 0;
        for (int ran = 0; ran < mostBlocks; ran++)
        {
            foreach (Instruction instruction in body.Blocks[block].Instructions)
            {
                if (!run(instruction)) return false;
            }

            switch (body.Blocks[block].Terminator)
            {
                case JumpTerminator jump:
                    block = jump.Target;
                    break;
                case BranchTerminator branch:
                    block = value(branch.Condition) != 0 ? branch.WhenTrue : branch.WhenFalse;
                    break;
                default:
                    return true;
            }
        }

        return false;
    }
}
