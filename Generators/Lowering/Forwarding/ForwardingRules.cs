using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>
/// When a value may be replaced by what it was computed from: all that forwarding has to prove. Expressions are pure, so that only two things can go
/// wrong: a local that the expression reads may have changed since, and the definition may not lie on every way to the use.
/// </summary>
internal static class ForwardingRules
{
    /// <summary>The most parts an expression is folded to; beyond it a value keeps its name.</summary>
    public const int MostParts = 16;

    /// <summary>Whether an expression gives the same wherever it stands in a kernel, whatever happens.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>True for what no instruction sets.</returns>
    public static bool IsConstant(Expression expression) =>
        expression is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression;

    /// <summary>
    /// Whether one definition of a local lies on every way to a use of it. Then a local that is a copy of another one, both with a single definition, can
    /// be replaced by it: a way on which the other one is set again between copy and use leads over the copy again, or the copy would not lie on every way.
    /// </summary>
    /// <param name="dominators">The dominators of the body's blocks.</param>
    /// <param name="definition">Where the local is set.</param>
    /// <param name="use">Where it is read.</param>
    /// <returns>Whether it does.</returns>
    public static bool Reaches(DominatorTree dominators, (int Block, int Position) definition, (int Block, int Position) use) =>
        definition.Block == use.Block
            ? definition.Position < use.Position
            : dominators.Dominates(definition.Block, use.Block);

    /// <summary>Whether a value may be folded into a use: it is its only one, and the expression stays readable.</summary>
    /// <param name="uses">How often the value is read.</param>
    /// <param name="parts">The parts that the using expression has after it.</param>
    /// <returns>Whether it may.</returns>
    public static bool MayFold(int uses, int parts) => uses == 1 && parts <= MostParts;

    /// <summary>Whether nothing that an expression reads has been set since it was computed.</summary>
    /// <param name="read">The locals that it reads, with their versions then.</param>
    /// <param name="versions">The locals' versions now.</param>
    /// <returns>Whether it still gives the same.</returns>
    public static bool IsUnchanged(IReadOnlyList<(int Local, int Version)> read, IReadOnlyList<int> versions)
    {
        foreach ((int local, int version) in read)
        {
            if (versions[local] != version)
            {
                return false;
            }
        }

        return true;
    }
}
