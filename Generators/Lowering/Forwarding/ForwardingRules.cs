using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>
/// The conditions under which a value may be replaced by its definition. Expressions are pure, so only two things can go wrong: a local that the
/// expression reads may have changed since, and the definition may not lie on every way to the use.
/// </summary>
internal static class ForwardingRules
{
    /// <summary>The largest number of parts of a folded expression; beyond it a value keeps its name.</summary>
    public const int MostParts = 16;

    /// <summary>Whether an expression has the same value everywhere in a kernel.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>True when no instruction sets what it reads.</returns>
    public static bool IsConstant(Expression expression) =>
        expression is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression;

    /// <summary>
    /// Whether the one definition of a local lies on every way to a use of it. Then a copy of another local, both with a single definition, can be
    /// replaced by that local: a way that sets the other local again between copy and use passes the copy again, or the copy is not on every way.
    /// </summary>
    /// <param name="dominators">The dominators of the body's blocks.</param>
    /// <param name="definition">The place that sets the local.</param>
    /// <param name="use">The place that reads the local.</param>
    /// <returns>True when it does.</returns>
    public static bool Reaches(DominatorTree dominators, (int Block, int Position) definition, (int Block, int Position) use) =>
        definition.Block == use.Block
            ? definition.Position < use.Position
            : dominators.Dominates(definition.Block, use.Block);

    /// <summary>Whether a value may be folded into a use: the use is its only one, and the expression stays readable.</summary>
    /// <param name="uses">The number of reads of the value.</param>
    /// <param name="parts">The number of parts of the using expression after folding.</param>
    /// <returns>True when it may.</returns>
    public static bool MayFold(int uses, int parts) => uses == 1 && parts <= MostParts;

    /// <summary>Whether the locals that an expression reads have not been set since it was computed.</summary>
    /// <param name="read">The locals with their versions at that time.</param>
    /// <param name="versions">The locals' present versions.</param>
    /// <returns>True when the value is still the same.</returns>
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
