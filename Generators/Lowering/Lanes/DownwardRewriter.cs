using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>What those share who let loops count upwards that count downwards.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
internal abstract class DownwardRewriter(KernelModel kernel, FlowAnalysis flow) : LoopRewriter(kernel, flow)
{
    /// <summary>Recognizes a loop whose variable nobody asks for after it.</summary>
    /// <param name="loop">An innermost loop.</param>
    /// <returns>The loop; null for others.</returns>
    protected DownwardLoop? Find(NaturalLoop loop)
        => DownwardLoop.Find(Kernel.Body, Flow, Uses, loop) is { } down && !loop.Exits.Any(exit => Live[exit.To].Contains(down.Variable)) ? down : null;

    /// <summary>Writes a loop with a counter in place of its variable.</summary>
    /// <param name="down">The loop.</param>
    /// <param name="before">What comes before it.</param>
    /// <param name="counter">The counter, which grows by one in each turn.</param>
    /// <param name="test">For what the loop goes on.</param>
    /// <param name="number">The variable, by the counter, before the turn takes one from it.</param>
    protected void Renew(DownwardLoop down, List<Instruction> before, Expression counter, Expression test, Expression number)
    {
        NaturalLoop loop = down.Loop;
        int line = Blocks[down.Before].Line;
        Expression less = Sum(number, BinaryOperator.Subtract, LinearIndex.NumberOf(1));
        foreach (int block in loop.Blocks.Where(block => block != loop.Header))
        {
            Expression NumberAt(int at) => down.IsBehindGrowth(new CodePlace(block, at), Flow) ? less : number;
            BlockModel old = Blocks[block];
            Blocks[block] = old with
            {
                Instructions = old.Instructions.Select((instruction, at) => instruction.WithParts((down.Variable, NumberAt(at)), Replaced))
                    .Where((_, at) => new CodePlace(block, at) != down.Growth).ToEquatable(),
                Terminator = Replaced(old.Terminator, (down.Variable, NumberAt(old.Instructions.Count))),
            };
        }

        BranchTerminator ends = (BranchTerminator)Blocks[loop.Header].Terminator;
        (int inside, int outside) = loop.Ways(ends);
        Blocks[loop.Header] = Blocks[loop.Header] with { Instructions = [], Terminator = new BranchTerminator(test, inside, outside) };
        List<Instruction> next = [];
        Set(next, line, counter, Sum(counter, BinaryOperator.Add, LinearIndex.NumberOf(1)));
        Append(loop.Latches[0], next);
        Append(down.Before, before);
    }

    /// <summary>Sets a local.</summary>
    /// <param name="instructions">Gets the instruction.</param>
    /// <param name="line">Its line.</param>
    /// <param name="local">The local.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The local.</returns>
    protected static Expression Set(List<Instruction> instructions, int line, Expression local, Expression value)
    {
        instructions.Add(new AssignInstruction(line, ((LocalExpression)local).Local, [], value));
        return local;
    }

    /// <summary>A sum of numbers, or their difference.</summary>
    /// <param name="left">The left number.</param>
    /// <param name="operation">Which of both.</param>
    /// <param name="right">The right number.</param>
    /// <returns>The expression.</returns>
    protected static BinaryExpression Sum(Expression left, BinaryOperator operation, Expression right) => new(ValueType.Int32, operation, left, right);

    /// <summary>A comparison of numbers.</summary>
    /// <param name="left">The left number.</param>
    /// <param name="operation">How they compare.</param>
    /// <param name="right">The right number.</param>
    /// <returns>The expression.</returns>
    protected static BinaryExpression Comparison(Expression left, BinaryOperator operation, Expression right) => new(ValueType.Boolean, operation, left, right);

}
