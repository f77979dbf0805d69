using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the loads of one element for all lanes in the loops of a tile of rows.</summary>
/// <param name="kernel">The kernel. All its accesses are in bounds wherever it runs in tiles.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
internal sealed class RowLoadFinder(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
{
    private readonly BodyUses _uses = new(kernel.Body);
    private readonly IReadOnlyList<LocalSet> _live = LiveLocals.AtEntries(kernel.Body);

    /// <summary>Finds them.</summary>
    /// <returns>The loads.</returns>
    public IReadOnlyList<RowLoad> Find() => [.. flow.Loops.Loops.SelectMany(Of)];

    // The variable is an int that starts at a number and grows, so that adding it in 64 bits is adding it in 32.
    private IEnumerable<RowLoad> Of(NaturalLoop loop)
    {
        if (loop.Blocks.Count != 2 || CountedLoop.Find(kernel.Body, flow, _uses, loop) is not { Step: 1, First: ConstantExpression { Integer: >= 0 } } counted)
        {
            yield break;
        }

        int body = counted.Growth.Block;
        EquatableArray<Instruction> instructions = kernel.Body.Blocks[body].Instructions;
        LoopValues values = new(kernel.Body, flow, loop);
        if (kernel.Body.Blocks[body].Terminator is not JumpTerminator || counted.Growth.Position != instructions.Count - 1 || !values.TryUse(counted.Variable))
        {
            yield break;
        }

        for (int at = 0; at < instructions.Count; at++)
        {
            if (instructions[at] is LoadInstruction { Access: { Path.Count: 0 } access } load && spreads.Of(access.Index).IsUniform && access.Value.IsFloating
                && UserOf(loop, instructions, at, load.Local) is { } user
                && values.Of(access.Index, (body, at)) is { Factor: ConstantExpression { Integer: 1 }, Rest: not null } form && IsPlain(form.RestWith(form.Number)))
            {
                yield return new RowLoad(load, body, at, user, counted.Before, form.RestWith(form.Number), counted.Variable);
            }
        }
    }

    // The element is read in one later vector and nowhere else, and in between nothing is stored and no index changes.
    private int? UserOf(NaturalLoop loop, EquatableArray<Instruction> instructions, int at, int local)
    {
        int[] users = [.. Enumerable.Range(0, instructions.Count).Where(other => ExpressionLocals.Reads(instructions[other], local))];
        return users.Length == 1 && users[0] > at && users[0] < instructions.Count - 1
            && instructions[users[0]] is AssignInstruction { Path.Count: 0 } user && spreads.Of(user.Local).IsVector && IsWhole(user.Value, local)
            && !_live[loop.Header].Contains(local) && !loop.Exits.Any(exit => _live[exit.To].Contains(local))
            && instructions.Count(one => one.Target() == local) == 1
            && Enumerable.Range(at, users[0] - at).All(between => instructions[between] is LoadInstruction or AssignInstruction or BoundsInstruction)
            ? users[0]
            : null;
    }

    // Parts that all lanes share are computed as scalars.
    private bool IsWhole(Expression value, int local)
        => value is LocalExpression || (spreads.Of(value).IsVector ? Enumerable.Range(0, value.PartCount()).All(part => IsWhole(value.Part(part), local))
            : !ExpressionLocals.Reads(value, local));

    // It is computed before the loop even where the loop makes no turn.
    private static bool IsPlain(Expression expression)
        => expression is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression or LocalExpression
            or BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply }
        && Enumerable.Range(0, expression.PartCount()).All(part => IsPlain(expression.Part(part)));
}
