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
            || !IsSmall(form.Constant))
        {
            return null;
        }

        PlanExpression step = StepOf(carried.Kind, variable.Growth, comparison.Operator);
        InductionBounds? bounds = step switch
        {
            PlanUnknown => null,
            PlanConstant constant => InductionBounds.Find(
                carried.Kind,
                variable.First,
                comparison.Operator,
                comparison.Right,
                constant.Value,
                (long)form.Constant - (testsFirst ? 0 : constant.Value),
                testsFirst),
            _ when testsFirst && form.Constant.IsZero
                => InductionBounds.FindForAnyStep(carried.Kind, variable.First, comparison.Operator, comparison.Right),
            _ => null,
        };
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

    /// <summary>
    /// What each iteration adds to a variable that rises or falls as a test wants it; 0 for a launch where it does not. Unknown
    /// when it is not the same for a whole launch.
    /// </summary>
    private static PlanExpression StepOf(ValueKind kind, AffineForm growth, string comparison)
    {
        if (growth.IsConstant)
        {
            return IsSmall(growth.Constant) && !growth.Constant.IsZero ? PlanAlgebra.Constant((long)growth.Constant) : PlanUnknown.Instance;
        }

        PlanExpression step = PlanAlgebra.Wrap(kind, growth.ToExpression());
        return step.Any(static part => part is PlanUnknown or PlanIndex or PlanLoopValue) ? PlanUnknown.Instance
            : comparison is "<" or "<=" ? PlanAlgebra.Max(step, PlanAlgebra.Constant(0))
            : PlanAlgebra.Min(step, PlanAlgebra.Constant(0));
    }

    /// <summary>Expresses the other locals that grow evenly by the loop's variable.</summary>
    private void AddValues(InductionLoop induction, Dictionary<int, (PlanExpression First, AffineForm Growth)> growing)
    {
        int leader = induction.Declaration.Local;
        PlanExpression value = induction.Values[leader].Any(static part => part is PlanLoopValue { Turns: true })
            ? ((PlanWrap)induction.Values[leader]).Operand
            : induction.Values[leader];
        PlanExpression passed = PlanAlgebra.Subtract(value, growing[leader].First);
        foreach (KeyValuePair<int, (PlanExpression First, AffineForm Growth)> other in growing.Where(pair => pair.Key != leader))
        {
            (PlanExpression first, AffineForm growth) = other.Value;
            ValueKind kind = kernel.Body.Locals[other.Key].Type.Kind;
            PlanExpression grown = Grown(passed, induction.Declaration.Step, growing[leader].Growth, growth);
            induction.Values.Add(other.Key, PlanAlgebra.Wrap(kind, PlanAlgebra.Add(PlanAlgebra.Unwrap(kind, first), grown)));
        }
    }

    /// <summary>How far a local has grown when the loop's variable has by so much; a launch divides without a rest.</summary>
    private static PlanExpression Grown(PlanExpression passed, PlanExpression step, AffineForm leading, AffineForm growth)
    {
        if (growth.Minus(leading) is { IsConstant: true, Constant.IsZero: true })
        {
            return passed;
        }

        if (step is not PlanConstant { Value: var number })
        {
            return PlanAlgebra.Multiply(PlanAlgebra.Binary("/", passed, step), growth.ToExpression());
        }

        return growth.IsConstant && growth.Constant % number == 0 && IsSmall(growth.Constant)
            ? PlanAlgebra.Multiply(passed, PlanAlgebra.Constant((long)growth.Constant / number))
            : number == -1
                ? PlanAlgebra.Multiply(passed, PlanAlgebra.Negate(growth.ToExpression()))
                : PlanAlgebra.Multiply(PlanAlgebra.Binary("/", passed, step), growth.ToExpression());
    }

    private static bool IsCarried(PlanExpression expression) => expression.Any(static part => part is PlanCarried);

    private static bool IsSmall(BigInteger value) => BigInteger.Abs(value) <= int.MaxValue;
}
