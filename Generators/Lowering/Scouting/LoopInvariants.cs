using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>Expresses values inside a loop by what does not change in it.</summary>
/// <param name="body">The kernel's body.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="uses">What sets its locals.</param>
/// <param name="loop">The loop.</param>
internal sealed class LoopInvariants(KernelBody body, FlowAnalysis flow, BodyUses uses, NaturalLoop loop)
{
    private const int MostParts = 32;

    /// <summary>The limit of the loop's test, as its value before the loop.</summary>
    /// <param name="expression">The limit, at the end of the header.</param>
    /// <param name="loads">Receives the loads of the header that the limit needs, in order.</param>
    /// <returns>The limit; null when iterations may change it.</returns>
    public Expression? OfTest(Expression expression, List<LoadInstruction> loads)
        => OfTest(expression, body.Blocks[loop.Header].Instructions.Count, loads);

    /// <summary>A value in an iteration, in which nothing but the loop's variable changes.</summary>
    /// <param name="expression">The value.</param>
    /// <param name="at">The instruction that uses it.</param>
    /// <param name="counted">The loop.</param>
    /// <returns>The value; null when more changes.</returns>
    public Expression? OfIteration(Expression expression, CodePlace at, CountedLoop counted)
        => !counted.RunsBeforeGrowth(at, flow) ? null : Express(
            expression,
            (local, place) => local.Local == counted.Variable ? local
                : IsBefore(place, at) && body.Blocks[place.Block].Instructions[place.Position] is AssignInstruction { Path.Count: 0 } assign
                    ? OfIteration(assign.Value, place, counted)
                    : null);

    private Expression? OfTest(Expression expression, int position, List<LoadInstruction> loads)
    {
        EquatableArray<Instruction> header = body.Blocks[loop.Header].Instructions;
        return Express(expression, (local, place) => place.Block != loop.Header || place.Position >= position ? null : header[place.Position] switch
        {
            AssignInstruction { Path.Count: 0 } assign => OfTest(assign.Value, place.Position, loads),
            LoadInstruction load when OfTest(load.Access.Index, place.Position, loads) is { } index
                => Loaded(local, load with { Access = load.Access with { Index = index } }, loads),
            _ => null,
        });
    }

    private static Expression Loaded(LocalExpression local, LoadInstruction load, List<LoadInstruction> loads)
    {
        if (!loads.Any(known => known.Local == load.Local))
        {
            loads.Add(load with { ForUpdate = false });
        }

        return local;
    }

    /// <summary>Replaces each local that the loop sets.</summary>
    private Expression? Express(Expression expression, Func<LocalExpression, CodePlace, Expression?> replace)
    {
        bool isKnown = true;
        Expression known = ExpressionSimplifier.Replace(expression, local =>
        {
            IReadOnlyList<CodePlace> setting = uses.Setting(local.Local);
            CodePlace[] inside = [.. setting.Where(place => loop.Contains(place.Block))];
            if (inside.Length == 0)
            {
                return null;
            }

            // The variable is set before the loop too. Any other local must have its one value from the iteration.
            Expression? found = inside.Length == 1 ? replace(local, inside[0]) : null;
            isKnown &= found is not null && (setting.Count == 1 || found == local);
            return found;
        });
        return isKnown && ExpressionSimplifier.Size(known) <= MostParts ? known : null;
    }

    private bool IsBefore(CodePlace place, CodePlace at)
        => place.Block == at.Block ? place.Position < at.Position : flow.Dominators.Dominates(place.Block, at.Block);
}
