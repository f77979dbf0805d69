using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>
/// The conditions around accesses. A condition that keeps an index in a range (<c>i &lt; n - 1</c>) leaves neighbours on both sides of it. Any other
/// condition may pick single items (<c>i % 2 == 0</c>), and then the lints report nothing.
/// </summary>
/// <param name="code">The kernel.</param>
internal sealed class Guards(KernelCode code)
{
    /// <summary>Whether items leave the kernel early only where their index leaves a range.</summary>
    public bool ExitsAreRanges { get; } = code.Operations
        .Where(o => o is IReturnOperation { IsImplicit: false } or IThrowOperation or IBranchOperation { BranchKind: BranchKind.GoTo })
        .All(exit => exit is IReturnOperation && Conditions(exit) is { } around && around.All(c => IsRange(code, c.Condition, !c.Holds)));

    /// <summary>Whether every item, except at the borders, makes both of two accesses.</summary>
    /// <param name="one">The first access.</param>
    /// <param name="other">The second access.</param>
    /// <returns>True when it does.</returns>
    public bool HappenTogether(IOperation one, IOperation other)
    {
        if (Conditions(one) is not { } first || Conditions(other) is not { } second)
        {
            return false;
        }

        (IOperation Condition, bool Holds)[] firstUniform = [.. first.Where(c => !IsRange(code, c.Condition, c.Holds))];
        (IOperation Condition, bool Holds)[] secondUniform = [.. second.Where(c => !IsRange(code, c.Condition, c.Holds))];
        return firstUniform.All(IsUniform) && firstUniform.SequenceEqual(secondUniform);
    }

    // The conditions on the way to an operation, innermost first; null when they cannot be named.
    private static List<(IOperation Condition, bool Holds)>? Conditions(IOperation operation)
    {
        List<(IOperation Condition, bool Holds)> conditions = [];
        for (IOperation child = operation; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation choice when choice.Condition != child:
                    conditions.Add((choice.Condition, choice.WhenTrue == child));
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when both.RightOperand == child:
                    conditions.Add((both.LeftOperand, true));
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when either.RightOperand == child:
                    conditions.Add((either.LeftOperand, false));
                    break;
                case ISwitchOperation or ISwitchExpressionOperation or ITryOperation or ILockOperation or IAnonymousFunctionOperation
                    or ILocalFunctionOperation or ICoalesceOperation or IConditionalAccessOperation or IWhileLoopOperation:
                    return null;
            }
        }

        return conditions;
    }

    // The condition is the same for all items of a launch.
    private bool IsUniform((IOperation Condition, bool Holds) guard) => guard.Condition is IBinaryOperation comparison
        && code.Reader.Read(comparison.LeftOperand) is { } left
        && code.Reader.Read(comparison.RightOperand) is { } right
        && !code.DependsOnIndex(left)
        && !code.DependsOnIndex(right);

    private static bool IsRange(KernelCode code, IOperation condition, bool holds)
    {
        if (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
        {
            return IsRange(code, not.Operand, !holds);
        }

        if (condition is not IBinaryOperation comparison)
        {
            return false;
        }

        if (comparison.OperatorKind == (holds ? BinaryOperatorKind.ConditionalAnd : BinaryOperatorKind.ConditionalOr))
        {
            return IsRange(code, comparison.LeftOperand, holds) && IsRange(code, comparison.RightOperand, holds);
        }

        if (code.Reader.Read(comparison.LeftOperand) is not { } left
            || code.Reader.Read(comparison.RightOperand) is not { } right
            || left.Plus(right, -1) is not { } difference
            || !code.DependsOnIndex(difference))
        {
            return false;
        }

        return comparison.OperatorKind switch
        {
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => HasManyAbove(code, difference, holds),
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => HasManyAbove(code, difference, !holds),
            BinaryOperatorKind.NotEquals => holds,
            BinaryOperatorKind.Equals => !holds,
            _ => false,
        };
    }

    // i > 0 leaves many items, i < 1 only one. i < n counts as leaving many: that is the purpose of n.
    private static bool HasManyAbove(KernelCode code, Polynomial difference, bool above) =>
        code.Indices.Any(i => difference.CoefficientOf(code.Reader.Unknown(i))?.Constant is not { } step
            || (step != 0 && (above == step > 0 || !OnlyIndices(code, difference))));

    private static bool OnlyIndices(KernelCode code, Polynomial difference)
    {
        Polynomial rest = difference;
        foreach (IParameterSymbol index in code.Indices)
        {
            Polynomial unknown = Polynomial.Unknown(code.Reader.Unknown(index));
            if (rest.CoefficientOf(code.Reader.Unknown(index)) is not { } coefficient
                || coefficient.Times(unknown) is not { } part
                || rest.Plus(part, -1) is not { } without)
            {
                return false;
            }

            rest = without;
        }

        return rest.Constant is not null;
    }
}
