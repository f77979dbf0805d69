using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>An innermost loop whose header tests a variable that changes in equal steps.</summary>
internal sealed class CountedLoop
{
    // Larger steps than any element is away from another; sums with them need no care.
    private const int MostStep = 1 << 24;

    private readonly List<Expression> _conditions = [];

    private CountedLoop(LoopValues values, int variable)
    {
        Values = values;
        First = new LocalExpression(ValueType.Int32, variable);
        Last = First;
    }

    /// <summary>How values of the loop follow from its variable.</summary>
    public LoopValues Values { get; }

    /// <summary>The variable; before the loop it has its first value.</summary>
    public Expression First { get; }

    /// <summary>The variable's last value in the body, if nothing but the test ends the loop and <see cref="Conditions"/> hold.</summary>
    public Expression Last { get; private set; }

    /// <summary>What holds before the loop if its body runs and the variable comes to <see cref="Last"/> without leaving its type.</summary>
    public IReadOnlyList<Expression> Conditions => _conditions;

    /// <summary>Recognises a counted loop.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="values">The loop; what its header loads and keeps is noted there.</param>
    /// <returns>The counted loop; null for another one.</returns>
    public static CountedLoop? Find(KernelBody body, LoopValues values)
    {
        NaturalLoop loop = values.Loop;
        if (body.Blocks[loop.Header].Terminator is not BranchTerminator { Condition: BinaryExpression test } branch
            || !test.Operator.IsComparison() || test.Left.Type.Kind != ValueKind.Int32 || test.Right.Type.Kind != ValueKind.Int32
            || loop.Contains(branch.WhenTrue) == loop.Contains(branch.WhenFalse))
        {
            return null;
        }

        BinaryOperator operation = loop.Contains(branch.WhenTrue) ? test.Operator : test.Operator.Opposite();
        List<int> read = [];
        ExpressionLocals.Collect(test, read);
        (int Block, int Position) end = (loop.Header, body.Blocks[loop.Header].Instructions.Count);
        foreach (int local in read.Distinct().Where(values.TryUse))
        {
            if (values.Of(test.Left, end) is not { } left || values.Of(test.Right, end) is not { } right)
            {
                continue;
            }

            CountedLoop counted = new(values, local);
            bool isFound = left.IsVariable && right.IsSame ? counted.TryTest(operation, left.Number, right)
                : right.IsVariable && left.IsSame && counted.TryTest(operation.Swapped(), right.Number, left);
            if (isFound)
            {
                return counted;
            }
        }

        return null;
    }

    // The loop goes on while variable + ahead compares with the bound.
    private bool TryTest(BinaryOperator operation, int ahead, LinearIndex bound)
    {
        int step = Values.Step;
        if (step is < -MostStep or > MostStep || ahead is < 0 or > MostStep || (ahead > 0 && step < 0))
        {
            return false;
        }

        if (operation == BinaryOperator.NotEqual)
        {
            if (step is not (1 or -1) || ahead != 0)
            {
                return false;
            }

            operation = step > 0 ? BinaryOperator.Less : BinaryOperator.Greater;
        }

        int inside = operation switch
        {
            BinaryOperator.Less when step > 0 => -1,
            BinaryOperator.LessOrEqual when step > 0 => 0,
            BinaryOperator.Greater when step < 0 => 1,
            BinaryOperator.GreaterOrEqual when step < 0 => 0,
            _ => 2,
        };
        if (inside == 2)
        {
            return false;
        }

        // The last value that passes the test is the bound, or the one beside it; the conditions say that neither it nor the sum with a step wraps.
        Expression limit = bound.RestWith(bound.Number);
        Expression end = bound.RestWith(unchecked(bound.Number + inside - ahead));
        if (ahead > 0)
        {
            _conditions.Add(Comparison(limit, BinaryOperator.GreaterOrEqual, LinearIndex.NumberOf(int.MinValue + ahead - inside)));
            _conditions.Add(Comparison(First, BinaryOperator.LessOrEqual, end));
        }
        else
        {
            _conditions.Add(Comparison(First, operation, limit));
        }

        // For steps of 1 a strict test ends the loop before the variable leaves its type.
        if (inside == 0 || step is not (1 or -1))
        {
            _conditions.Add(step > 0
                ? Comparison(limit, BinaryOperator.LessOrEqual, LinearIndex.NumberOf(int.MaxValue - step - Math.Min(0, inside)))
                : Comparison(limit, BinaryOperator.GreaterOrEqual, LinearIndex.NumberOf(int.MinValue - step - Math.Max(0, inside))));
        }

        Last = step is 1 or -1
            ? end
            : new CallExpression(ValueType.Int32, DeviceFunction.LastStep, EquatableArray.Of(First, end, LinearIndex.NumberOf(step)));
        return true;
    }

    private static BinaryExpression Comparison(Expression left, BinaryOperator operation, Expression right) => new(ValueType.Boolean, operation, left, right);
}
