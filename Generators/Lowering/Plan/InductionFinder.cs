using System.Numerics;
using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Finds the loops whose iterations are known before they run.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control, which is reducible.</param>
internal sealed class InductionFinder(KernelModel kernel, FlowAnalysis flow)
{
    private readonly Dictionary<int, InductionLoop> _found = [];

    /// <summary>Examines all loops.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control, which is reducible.</param>
    /// <returns>The loops that are understood, by their numbers.</returns>
    public static IReadOnlyDictionary<int, InductionLoop> Find(KernelModel kernel, FlowAnalysis flow)
    {
        InductionFinder finder = new(kernel, flow);
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            finder.Examine(loop);
        }

        return finder._found;
    }

    private void Examine(NaturalLoop loop)
    {
        PlanEvaluator evaluator = new(kernel, flow, _found, loop);
        Dictionary<int, (PlanExpression First, AffineForm Growth)> growing = [];
        foreach (int local in evaluator.Assigned(loop).OrderBy(static local => local))
        {
            if (TryGrowth(local, loop, evaluator, out PlanExpression first, out AffineForm growth))
            {
                growing.Add(local, (first, growth));
            }
        }

        foreach ((int test, int outside) in loop.Exits.Where(exit => loop.Latches.All(latch => flow.Dominators.Dominates(exit.From, latch))))
        {
            if (TryTest(loop, evaluator, growing, test, outside) is { } induction)
            {
                AddValues(induction, growing);
                _found.Add(loop.Number, induction);
                return;
            }
        }
    }

    /// <summary>Whether every iteration adds the same to a local.</summary>
    private bool TryGrowth(int local, NaturalLoop loop, PlanEvaluator evaluator, out PlanExpression first, out AffineForm growth)
    {
        ValueKind kind = kernel.Body.Locals[local].Type.Kind;
        first = PlanUnknown.Instance;
        growth = AffineForm.Of(PlanAlgebra.Constant(0));
        if (kind is not (ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64))
        {
            return false;
        }

        first = evaluator.Before(local, loop);
        PlanExpression[] ends = loop.Latches.Select(latch => PlanAlgebra.Unwrap(kind, evaluator.AtEnd(local, latch))).ToArray();
        if (PlanAlgebra.IsUncertain(first) || ends.Any(PlanAlgebra.IsUncertain) || ends.Any(end => end != ends[0]))
        {
            return false;
        }

        growth = AffineForm.Of(ends[0]).Minus(AffineForm.Of(new PlanCarried(local, kind)));
        return growth.Products.All(static product => !IsCarried(product.Part));
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

        if (IsCarried(comparison.Right))
        {
            comparison = new PlanComparison(PlanAlgebra.Mirror(comparison.Operator), comparison.Right, comparison.Left);
        }

        PlanExpression tested = comparison.Left is PlanWrap wrap ? wrap.Operand : comparison.Left;
        AffineForm form = AffineForm.Of(tested);
        if (IsCarried(comparison.Right)
            || form.Products.Count != 1 || form.Products[0].Factor != 1 || form.Products[0].Part is not PlanCarried carried
            || (comparison.Left is PlanWrap outer && outer.Kind != carried.Kind)
            || !growing.TryGetValue(carried.Local, out (PlanExpression First, AffineForm Growth) variable)
            || !variable.Growth.IsConstant || !IsSmall(variable.Growth.Constant) || variable.Growth.Constant.IsZero
            || !IsSmall(form.Constant))
        {
            return null;
        }

        long step = (long)variable.Growth.Constant;
        long ahead = (long)form.Constant - (testsFirst ? 0 : step);
        InductionBounds? bounds = InductionBounds.Find(
            carried.Kind, variable.First, comparison.Operator, comparison.Right, step, ahead, testsFirst);
        if (bounds is null)
        {
            return null;
        }

        PlanLoop declaration = new(
            loop.Number, carried.Local, kernel.Body.Blocks[test].Line, bounds.First, bounds.Limit, step);
        InductionLoop induction = new(loop, declaration, test, stay) { Final = testsFirst ? bounds.Final : null };
        PlanLoopValue value = new(loop.Number, carried.Kind, bounds.Turns);
        induction.Values.Add(carried.Local, PlanAlgebra.Wrap(carried.Kind, value));
        return induction;
    }

    /// <summary>Expresses the other locals that grow evenly by the loop's variable.</summary>
    private void AddValues(InductionLoop induction, Dictionary<int, (PlanExpression First, AffineForm Growth)> growing)
    {
        int leader = induction.Declaration.Local;
        long step = induction.Declaration.Step;
        PlanExpression value = induction.Values[leader].Any(static part => part is PlanLoopValue { Turns: true })
            ? ((PlanWrap)induction.Values[leader]).Operand
            : induction.Values[leader];
        foreach (KeyValuePair<int, (PlanExpression First, AffineForm Growth)> other in growing.Where(pair => pair.Key != leader))
        {
            (PlanExpression first, AffineForm growth) = other.Value;
            PlanExpression times;
            if (growth.IsConstant && growth.Constant % step == 0 && IsSmall(growth.Constant))
            {
                times = PlanAlgebra.Constant((long)growth.Constant / step);
            }
            else if (step is 1 or -1)
            {
                times = step == 1 ? growth.ToExpression() : PlanAlgebra.Negate(growth.ToExpression());
            }
            else
            {
                continue;
            }

            ValueKind kind = kernel.Body.Locals[other.Key].Type.Kind;
            PlanExpression passed = PlanAlgebra.Multiply(PlanAlgebra.Subtract(value, growing[leader].First), times);
            induction.Values.Add(other.Key, PlanAlgebra.Wrap(kind, PlanAlgebra.Add(PlanAlgebra.Unwrap(kind, first), passed)));
        }
    }

    private static bool IsCarried(PlanExpression expression) => expression.Any(static part => part is PlanCarried);

    private static bool IsSmall(BigInteger value) => BigInteger.Abs(value) <= int.MaxValue;
}
