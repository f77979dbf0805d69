using System.Numerics;
using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Finds the loops whose iterations are known before they run.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control, which is reducible.</param>
/// <param name="values">Evaluates locals; it sees the loops as soon as they are found.</param>
/// <param name="found">Receives the induction loops, by their numbers.</param>
internal sealed class InductionFinder(KernelModel kernel, FlowAnalysis flow, PlanEvaluator values, Dictionary<int, InductionLoop> found)
{
    /// <summary>How many loops inside one another are examined for an iteration of the outermost of them.</summary>
    private const int Deepest = 3;

    private readonly PlanAlgebra _algebra = values.Algebra;

    /// <summary>Examines all loops; a loop comes after those before it and around it.</summary>
    public void FindAll()
    {
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            if (Examine(loop, values, 1) is { } induction)
            {
                found.Add(loop.Number, induction);
            }
        }
    }

    /// <remarks>
    /// What a local gains in an iteration may come from a loop inside: <c>k++</c> there adds the number of that loop's iterations. So the loops inside are
    /// examined too, as far as a value depends on them, with the values that locals have in one iteration of this one.
    /// </remarks>
    private InductionLoop? Examine(NaturalLoop loop, PlanEvaluator around, int depth)
    {
        PlanEvaluator evaluator = around.Examining(loop, depth < Deepest ? (inner, here) => Examine(inner, here, depth + 1) : null);
        Dictionary<int, (PlanExpression First, AffineForm Growth)> growing = [];
        foreach (int local in around.Definitions.Assigned(loop).Where(IsCarried).OrderBy(static local => local))
        {
            if (TryGrowth(local, loop, evaluator, out PlanExpression first, out AffineForm growth))
            {
                growing.Add(local, (first, growth));
            }
        }

        int turn = loop.Latches.Aggregate(flow.Dominators.Common);
        foreach ((int test, int outside) in loop.Exits.Where(exit => flow.Dominators.Dominates(exit.From, turn)))
        {
            if (TryTest(loop, evaluator, growing, test, outside) is { } induction)
            {
                AddValues(induction, growing);
                return induction;
            }
        }

        return null;
    }

    /// <summary>Whether every iteration adds the same value to a local.</summary>
    private bool TryGrowth(int local, NaturalLoop loop, PlanEvaluator evaluator, out PlanExpression first, out AffineForm growth)
    {
        ValueKind kind = kernel.Body.Locals[local].Type.Kind;
        first = _algebra.Constant(0);
        growth = _algebra.Affine(first);
        if (kind is not (ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64))
        {
            return false;
        }

        first = evaluator.Before(local, loop);
        if (first.HasUnknown)
        {
            return false;
        }

        PlanExpression[] ends = loop.Latches.Select(latch => PlanAlgebra.Unwrap(kind, evaluator.AtEnd(local, latch))).ToArray();
        if (ends.Any(end => end.HasUnknown || end != ends[0]))
        {
            return false;
        }

        growth = _algebra.Affine(ends[0]).Minus(_algebra.Affine(_algebra.Nodes.Carried(loop.Number, local, kind)));
        return growth.Products.All(product => !product.Part.IsCarriedBy(loop.Number));
    }

    private InductionLoop? TryTest(
        NaturalLoop loop,
        PlanEvaluator evaluator,
        Dictionary<int, (PlanExpression First, AffineForm Growth)> growing,
        int test,
        int outside)
    {
        int stay = flow.Graph.Successors(test).First(next => next != outside);
        bool testsFirst = stay != loop.Header;
        if (!loop.Contains(stay) || (!testsFirst && loop.Latches.Count != 1)
            || evaluator.Condition(test, stay) is not PlanComparison comparison)
        {
            return null;
        }

        if (comparison.Right.IsCarriedBy(loop.Number))
        {
            comparison = _algebra.Nodes.Comparison(comparison.Operator.Swapped(), comparison.Right, comparison.Left);
        }

        PlanExpression tested = comparison.Left is PlanWrap wrap ? wrap.Operand : comparison.Left;
        AffineForm form = _algebra.Affine(tested);
        if (comparison.Right.IsCarriedBy(loop.Number)
            || form.Products.Count != 1 || form.Products[0].Factor != 1 || form.Products[0].Part is not PlanCarried carried || carried.Loop != loop.Number
            || (comparison.Left is PlanWrap outer && outer.Kind != carried.Kind)
            || !growing.TryGetValue(carried.Local, out (PlanExpression First, AffineForm Growth) variable)
            || !IsSmall(form.Constant))
        {
            return null;
        }

        PlanExpression step = StepOf(carried.Kind, variable.Growth, comparison.Operator);
        InductionBounds? bounds = step switch
        {
            PlanUnknown => null,
            PlanConstant constant => InductionBounds.Find(
                _algebra,
                carried.Kind,
                variable.First,
                comparison.Operator,
                comparison.Right,
                constant.Value,
                (long)form.Constant - (testsFirst ? 0 : constant.Value),
                testsFirst),
            _ when testsFirst && form.Constant.IsZero
                => InductionBounds.FindForAnyStep(_algebra, carried.Kind, variable.First, comparison.Operator, comparison.Right),
            _ => null,
        };
        if (bounds is null)
        {
            return null;
        }

        PlanLoop declaration = new(
            loop.Number, carried.Local, kernel.Body.Blocks[test].Line, bounds.First, bounds.Limit, step);
        InductionLoop induction = new(loop, declaration, test, stay) { Final = testsFirst ? bounds.Final : null };
        PlanLoopValue value = _algebra.Nodes.LoopValue(loop.Number, carried.Kind, bounds.Turns);
        induction.Values.Add(carried.Local, _algebra.Wrap(carried.Kind, value));
        return induction;
    }

    /// <summary>
    /// The step of a variable that moves towards the test's bound; 0 in a launch where it moves the other way. Unknown when the step is not the same
    /// for a whole launch.
    /// </summary>
    private PlanExpression StepOf(ValueKind kind, AffineForm growth, BinaryOperator comparison)
    {
        if (growth.IsConstant)
        {
            return IsSmall(growth.Constant) && !growth.Constant.IsZero ? _algebra.Constant((long)growth.Constant)
                : _algebra.Unknown(PlanCause.Loop);
        }

        PlanExpression step = _algebra.Wrap(kind, growth.ToExpression(_algebra));
        return step.Has(PlanTraits.Unknown | PlanTraits.Index | PlanTraits.LoopValue | PlanTraits.Select) ? _algebra.Unknown(PlanCause.Loop)
            : comparison is BinaryOperator.Less or BinaryOperator.LessOrEqual ? _algebra.Max(step, _algebra.Constant(0))
            : _algebra.Min(step, _algebra.Constant(0));
    }

    /// <summary>Expresses the other evenly growing locals by the loop's variable.</summary>
    private void AddValues(InductionLoop induction, Dictionary<int, (PlanExpression First, AffineForm Growth)> growing)
    {
        int leader = induction.Declaration.Local;
        PlanExpression value = induction.Values[leader].Has(PlanTraits.TurningLoopValue)
            ? ((PlanWrap)induction.Values[leader]).Operand
            : induction.Values[leader];
        PlanExpression passed = _algebra.Subtract(value, growing[leader].First);
        foreach (KeyValuePair<int, (PlanExpression First, AffineForm Growth)> other in growing.Where(pair => pair.Key != leader))
        {
            (PlanExpression first, AffineForm growth) = other.Value;
            ValueKind kind = kernel.Body.Locals[other.Key].Type.Kind;
            PlanExpression grown = Grown(passed, induction.Declaration.Step, growing[leader].Growth, growth);
            induction.Values.Add(other.Key, _algebra.Wrap(kind, _algebra.Add(PlanAlgebra.Unwrap(kind, first), grown)));
        }
    }

    /// <summary>The growth of a local for a given growth of the loop's variable; a launch divides without a remainder.</summary>
    private PlanExpression Grown(PlanExpression passed, PlanExpression step, AffineForm leading, AffineForm growth)
    {
        if (growth.Minus(leading) is { IsConstant: true, Constant.IsZero: true })
        {
            return passed;
        }

        if (step is not PlanConstant { Value: var number })
        {
            return _algebra.Multiply(_algebra.Binary(BinaryOperator.Divide, passed, step), growth.ToExpression(_algebra));
        }

        return growth.IsConstant && growth.Constant % number == 0 && IsSmall(growth.Constant)
            ? _algebra.Multiply(passed, _algebra.Constant((long)growth.Constant / number))
            : number == -1
                ? _algebra.Multiply(passed, _algebra.Negate(growth.ToExpression(_algebra)))
                : _algebra.Multiply(_algebra.Binary(BinaryOperator.Divide, passed, step), growth.ToExpression(_algebra));
    }

    // A value that is set once before every use does not pass from one iteration to the next.
    private bool IsCarried(int local) => kernel.Body.Locals[local].Role != LocalRole.Value;

    private static bool IsSmall(BigInteger value) => BigInteger.Abs(value) <= int.MaxValue;
}
