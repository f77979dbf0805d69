using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>
/// Finds accesses that each iteration of an innermost counted loop makes, at indices that grow evenly. Their pages are known before the loop, so one mark of a
/// range stands for all iterations.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="uses">What sets its locals.</param>
/// <param name="slice">The slice so far: loads that it keeps stay in the loop.</param>
internal sealed class LoopMarksFinder(KernelModel kernel, FlowAnalysis flow, BodyUses uses, ScoutSlice slice)
{
    /// <summary>Finds them in all loops.</summary>
    /// <returns>The marks of each loop that has any.</returns>
    public IReadOnlyList<LoopMarks> FindAll()
        => [.. flow.Loops.Loops.Select(loop => CountedLoop.Find(kernel.Body, flow, uses, loop)).OfType<CountedLoop>().Select(Find).Where(static marks => marks.Marks.Count > 0)];

    private LoopMarks Find(CountedLoop counted)
    {
        LoopInvariants invariants = new(kernel.Body, flow, uses, counted.Loop);
        List<MarkRangeInstruction> marks = [];
        List<CodePlace> places = [];
        foreach (int block in counted.Loop.Blocks)
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int position = 0; position < instructions.Count; position++)
            {
                CodePlace place = new(block, position);
                Instruction instruction = instructions[position];
                if (instruction.SpanAccess() is { } access && slice.MayHoist(place, access)
                    && invariants.OfIteration(access.Index, place, counted) is { } index
                    && EvenGrowth.Holds(index, part => part is LocalExpression local && local.Local == counted.Variable))
                {
                    marks.Add(Mark(instruction, access, index, counted));
                    places.Add(place);
                }
            }
        }

        return new LoopMarks(counted.Before, counted.Loads, marks, places);
    }

    private MarkRangeInstruction Mark(Instruction instruction, Access access, Expression index, CountedLoop counted)
    {
        ConstantExpression step = new(Model.ValueType.Int32, counted.Step.ToString(System.Globalization.CultureInfo.InvariantCulture), counted.Step);
        Expression grown = new BinaryExpression(Model.ValueType.Int32, BinaryOperator.Add, counted.First, step);
        Expression first = ExpressionSimplifier.Replace(index, local => local.Local == counted.Variable ? counted.First : null);
        Expression second = ExpressionSimplifier.Replace(index, local => local.Local == counted.Variable ? grown : null);
        bool writes = instruction is not LoadInstruction { ForUpdate: false };
        return new MarkRangeInstruction(instruction.Line, access with { Index = first }, second, counted.First, counted.Limit, counted.Step, counted.IsInclusive, writes)
        {
            File = instruction.File,
        };
    }
}
