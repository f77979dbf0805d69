using System.Numerics;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The values of a loop's variable.</summary>
/// <param name="First">The first value.</param>
/// <param name="Limit">The limit, which the variable does not reach.</param>
/// <param name="Final">The value with which the loop ends, when the test comes first; null when unknown.</param>
/// <param name="Turns">Whether these values go on unwrapped where the variable wraps.</param>
internal sealed record InductionBounds(PlanExpression First, PlanExpression Limit, PlanExpression? Final, bool Turns)
{
    /// <summary>Finds the bounds.</summary>
    /// <remarks>
    /// The loop <c>for (int i = a; i &lt; n; i += 4)</c> wraps and goes on below its first value when <c>n + 3</c> exceeds <see cref="int"/>.
    /// Therefore the limit is computed as <c>n + 3</c> within <see cref="int"/>, less 3: it is unknown in that case. And the first value is
    /// at most the limit, which changes nothing for a loop that runs.
    /// </remarks>
    /// <param name="algebra">Makes the bounds.</param>
    /// <param name="kind">The variable's type.</param>
    /// <param name="first">The variable's value before the loop.</param>
    /// <param name="comparison">The operator that compares the tested value with <paramref name="bound"/> while the loop goes on.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="step">The step of each iteration.</param>
    /// <param name="ahead">The tested value less the variable's value at the beginning of the iteration that the test allows.</param>
    /// <param name="testsFirst">Whether the test also comes before the first iteration.</param>
    /// <returns>The bounds, or null.</returns>
    public static InductionBounds? Find(
        PlanAlgebra algebra,
        ValueKind kind,
        PlanExpression first,
        BinaryOperator comparison,
        PlanExpression bound,
        long step,
        long ahead,
        bool testsFirst)
    {
        if (comparison == BinaryOperator.NotEqual)
        {
            return testsFirst && ahead == 0 && step is 1 or -1 ? UpToEqual(algebra, kind, first, bound, step) : null;
        }

        bool rises = step > 0;
        if (comparison != (rises ? BinaryOperator.Less : BinaryOperator.Greater)
            && comparison != (rises ? BinaryOperator.LessOrEqual : BinaryOperator.GreaterOrEqual))
        {
            return null;
        }

        if (!testsFirst && ahead != 0)
        {
            return null;
        }

        long direction = rises ? 1 : -1;
        long over = step - direction;
        PlanExpression limit = MeetsLimit(comparison) ? Plus(algebra, bound, direction) : bound;
        bool isSeen = IsSeenByLaunch(kind, bound, step, ahead);
        limit = isSeen ? limit
            : ahead * direction >= 0 ? Plus(algebra, Fit(algebra, kind, limit, over), -ahead)
            : Fit(algebra, kind, Plus(algebra, limit, -ahead), over);
        PlanExpression start = ahead == 0 ? first : Fit(algebra, kind, first, ahead);
        bool mayTurn = !isSeen && MayLeave(kind, bound, comparison, step, ahead);
        if (!testsFirst)
        {
            limit = Further(algebra, limit, Plus(algebra, Fit(algebra, kind, first, step), direction), rises);
            mayTurn |= !Plus(algebra, first, step).Range.IsIn(PlanRange.Of(kind));
        }

        PlanExpression begin = mayTurn && start != limit ? Nearer(algebra, start, limit, rises) : start;

        // Where the tested value lags behind, the variable can wrap before the test ends the loop.
        PlanExpression? final = mayTurn && ahead * direction < 0 ? null
            : step is 1 or -1 ? Further(algebra, start, limit, rises)
            : Last(algebra, start, limit, step);
        return IsUnfit(begin) || IsUnfit(limit) ? null : new(begin, limit, final, false);
    }

    /// <summary>Finds the bounds of a loop that tests first and whose step only a launch knows. The launch sees steps that can leave the type.</summary>
    /// <param name="algebra">Makes the bounds.</param>
    /// <param name="kind">The variable's type.</param>
    /// <param name="first">The variable's value before the loop.</param>
    /// <param name="comparison">The operator that compares the variable with <paramref name="bound"/> while the loop goes on.</param>
    /// <param name="bound">The bound.</param>
    /// <returns>The bounds, or null.</returns>
    public static InductionBounds? FindForAnyStep(
        PlanAlgebra algebra, ValueKind kind, PlanExpression first, BinaryOperator comparison, PlanExpression bound)
    {
        if (kind != ValueKind.Int32 || comparison is BinaryOperator.Equal or BinaryOperator.NotEqual || !bound.Range.IsIn(PlanRange.Of(kind)))
        {
            return null;
        }

        PlanExpression limit = comparison switch
        {
            BinaryOperator.LessOrEqual => algebra.Fit(kind, Plus(algebra, bound, 1)),
            BinaryOperator.GreaterOrEqual => algebra.Fit(kind, Plus(algebra, bound, -1)),
            _ => bound,
        };
        return IsUnfit(first) || IsUnfit(limit) ? null : new(first, limit, null, false);
    }

    /// <summary>A loop that ends when the variable equals the bound. The unsigned difference gives the number of steps, by wrapping if need be.</summary>
    private static InductionBounds? UpToEqual(PlanAlgebra algebra, ValueKind kind, PlanExpression first, PlanExpression bound, long step)
    {
        ValueKind unsigned = kind is ValueKind.Int32 or ValueKind.UInt32 ? ValueKind.UInt32 : ValueKind.UInt64;
        PlanExpression difference = step > 0 ? algebra.Subtract(bound, first) : algebra.Subtract(first, bound);
        PlanExpression distance = algebra.Wrap(unsigned, difference);
        PlanExpression limit = step > 0 ? algebra.Add(first, distance) : algebra.Subtract(first, distance);
        if (IsUnfit(first) || IsUnfit(limit) || bound.Range is var range && !range.IsIn(PlanRange.Of(kind)))
        {
            return null;
        }

        // If the bound is not below the first value, the variable never wraps. A constant distance may include a wrap.
        bool turns = !ReferenceEquals(distance, difference);
        return new(first, turns ? limit : bound, turns ? limit : bound, turns);
    }

    /// <summary>A value that becomes unknown when its sum with a number leaves the type.</summary>
    private static PlanExpression Fit(PlanAlgebra algebra, ValueKind kind, PlanExpression value, long added)
        => Plus(algebra, algebra.Fit(kind, Plus(algebra, value, added)), -added);

    /// <summary>Whether the variable, or the tested value, can leave its type in the last step.</summary>
    private static bool MayLeave(ValueKind kind, PlanExpression bound, BinaryOperator comparison, long step, long ahead)
    {
        PlanRange range = bound.Range;
        PlanRange all = PlanRange.Of(kind);
        BigInteger most = BigInteger.Abs(step) - (MeetsLimit(comparison) ? 0 : 1) + (ahead * Math.Sign(step) < 0 ? BigInteger.Abs(ahead) : 0);
        return step > 0 ? !(range.Highest + most <= all.Highest) : !(range.Lowest - most >= all.Lowest);
    }

    /// <summary>Whether the runtime itself detects that the variable can leave its type, as it does for steps of an <see cref="int"/>.</summary>
    private static bool IsSeenByLaunch(ValueKind kind, PlanExpression bound, long step, long ahead)
        => kind == ValueKind.Int32 && step is not (1 or -1) && ahead == 0 && bound.Range.IsIn(PlanRange.Of(kind));

    /// <summary>The first value that fails the test, for steps other than 1.</summary>
    private static PlanExpression Last(PlanAlgebra algebra, PlanExpression first, PlanExpression limit, long step)
    {
        long size = Math.Abs(step);
        PlanExpression distance = step > 0 ? algebra.Subtract(limit, first) : algebra.Subtract(first, limit);
        PlanExpression steps = algebra.Binary(
            BinaryOperator.Divide, Plus(algebra, algebra.Max(distance, algebra.Constant(0)), size - 1), algebra.Constant(size));
        return algebra.Add(first, algebra.Multiply(steps, algebra.Constant(step)));
    }

    private static PlanExpression Further(PlanAlgebra algebra, PlanExpression left, PlanExpression right, bool rises)
        => rises ? algebra.Max(left, right) : algebra.Min(left, right);

    private static PlanExpression Nearer(PlanAlgebra algebra, PlanExpression left, PlanExpression right, bool rises)
        => rises ? algebra.Min(left, right) : algebra.Max(left, right);

    private static PlanExpression Plus(PlanAlgebra algebra, PlanExpression value, long number) => algebra.Add(value, algebra.Constant(number));

    private static bool MeetsLimit(BinaryOperator comparison) => comparison is BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual;

    /// <summary>Whether a launch cannot evaluate a bound.</summary>
    private static bool IsUnfit(PlanExpression bound) => bound.HasUnknown;
}
