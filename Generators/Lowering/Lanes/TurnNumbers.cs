using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Writes the instructions of a loop's body in terms of the number of its turn, whose expression takes the place of the loop's variable.</summary>
/// <param name="variable">The variable.</param>
/// <param name="counter">The number of a turn.</param>
/// <param name="body">The body.</param>
/// <param name="steady">The locals that the body sets to the same in each turn; null for none.</param>
internal sealed class TurnNumbers(int variable, Expression counter, IEnumerable<Instruction> body, HashSet<int>? steady = null)
{
    private readonly int[] _targets = [.. body.Select(static instruction => instruction.Target()).Where(static local => local >= 0)];
    private readonly Dictionary<int, Expression> _indices = [];

    /// <summary>Writes an instruction. Locals that stand for numbers made of the variable are written out.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>The new one.</returns>
    public Instruction Renewed(Instruction instruction) => instruction.WithParts(
        (variable, counter, _indices),
        static (expression, known) => ExpressionSimplifier.Replace(
            expression, local => local.Local == known.variable ? known.counter : known._indices.TryGetValue(local.Local, out Expression? index) ? index : null));

    /// <summary>Takes a local for the number that it is set to, where that is made of the variable and of what the body does not change.</summary>
    /// <param name="renewed">The instruction that sets it, written.</param>
    /// <param name="longest">The most parts of the number.</param>
    /// <param name="takesAll">Whether it may also be unsigned or have 64 bits.</param>
    /// <returns>Whether later instructions have the number in its place.</returns>
    public bool TryTake(Instruction renewed, int longest = int.MaxValue, bool takesAll = false)
    {
        if (renewed is not AssignInstruction { Path.Count: 0, Value.Type.Kind: var kind } assign
            || !(kind == ValueKind.Int32 || (takesAll && kind is ValueKind.Int64 or ValueKind.UInt32 or ValueKind.UInt64)) || ExpressionSimplifier.Size(assign.Value) > longest
            || _targets.Any(target => steady?.Contains(target) != true && ExpressionLocals.Reads(assign.Value, target)) || _targets.Count(target => target == assign.Local) != 1)
        {
            return false;
        }

        _indices.Add(assign.Local, assign.Value);
        return true;
    }
}
