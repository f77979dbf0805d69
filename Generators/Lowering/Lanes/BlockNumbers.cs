using System.Globalization;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>What locals hold on the way through a block, as sums of what they and others held at its begin.</summary>
internal sealed class BlockNumbers
{
    private readonly Dictionary<int, LinearNumber> _numbers = [];
    private int _versions;

    /// <summary>Reads an expression where the block has been followed to.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The number; null as by <see cref="LinearNumber.Of"/>.</returns>
    public LinearNumber? Of(Expression expression) => LinearNumber.Of(expression, NumberOf);

    /// <summary>Follows the block beyond an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    public void Pass(Instruction instruction)
    {
        if (instruction.Target() is >= 0 and int local)
        {
            _numbers[local] = instruction is AssignInstruction { Path.Count: 0 } assign && Of(assign.Value) is { } value ? value : Unknown(local);
        }
    }

    private LinearNumber NumberOf(int local) => _numbers.TryGetValue(local, out LinearNumber? known) ? known : _numbers[local] = Unknown(local);

    // Each value has a name of its own.
    private LinearNumber Unknown(int local)
        => LinearNumber.Unknown($"local{local.ToString(CultureInfo.InvariantCulture)}.{(_versions++).ToString(CultureInfo.InvariantCulture)}");
}
