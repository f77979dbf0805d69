using HmmGen.Base;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Kernels;
using HmmGen.Planning;
using Xunit;
using PlanAccess = HmmGen.Generators.Lowering.Plan.PlanAccess;
using PlanCondition = HmmGen.Planning.PlanCondition;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>
/// Evaluates a plan's model, and demands that its text says the same. Each access has a parameter of its own, so that what it touches can be seen; these
/// follow the kernel's spans, whose lengths the text may name.
/// </summary>
internal sealed class PlanRunner
{
    private readonly int[] _arguments;
    private readonly int[] _lengths;
    private readonly LaunchPlan _launch;
    private readonly Dictionary<int, PlanValue> _loops = [];
    private readonly Dictionary<PlanExpression, PlanValue> _named = [];

    private PlanRunner(KernelModel kernel, int[] arguments, int[] lengths, WorkBox box)
    {
        _arguments = arguments;
        _lengths = lengths;
        int[] spans = Spans(kernel);
        EquatableArray<SiteModel> sites = kernel.Body.Sites;
        KernelDescriptor descriptor = new()
        {
            Name = "Ops.Test",
            Rank = kernel.Indices.Count,
            File = "Ops.cs",
            Line = 1,
            Parameters = [.. Enumerable.Range(0, spans.Length + sites.Count).Select(at => new KernelParameter($"p{at}", 4, true, true))],
            Sites = [.. sites.Select((site, at) => new AccessSite(spans.Length + at, Enum.Parse<AccessKind>(site.Kind.ToString()), "Ops.cs", site.Line))],
            StateSize = 8,
            ScratchSize = 0,
            HasGuards = false,
        };
        IEnumerable<int> parameters = spans.Concat(sites.Select(static site => site.Parameter));
        _launch = new LaunchPlan(descriptor, [.. parameters.Select(parameter => parameter < 0 ? 0 : lengths[parameter])], box);
    }

    /// <summary>Makes the plan of a box.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="arguments">The scalar arguments, by parameter.</param>
    /// <param name="lengths">The lengths of the spans, by parameter.</param>
    /// <param name="box">The work items.</param>
    /// <returns>What the box touches, as if nothing came before its accesses.</returns>
    internal static AccessPlan Run(KernelModel kernel, PlanModel plan, int[] arguments, int[] lengths, WorkBox box)
        => Run(kernel, plan, new PlanText(kernel, plan), arguments, lengths, box);

    /// <summary>Makes the plan of a box.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="text">The plan as it is printed.</param>
    /// <param name="arguments">The scalar arguments, by parameter.</param>
    /// <param name="lengths">The lengths of the spans, by parameter.</param>
    /// <param name="box">The work items.</param>
    /// <returns>What the box touches, as if nothing came before its accesses.</returns>
    internal static AccessPlan Run(KernelModel kernel, PlanModel plan, PlanText text, int[] arguments, int[] lengths, WorkBox box)
    {
        PlanRunner late = new(kernel, arguments, lengths, box);
        foreach (int site in LateSites.Of(kernel.Body)) late._launch.AfterEffects(site);
        PlanRunner read = new(kernel, arguments, lengths, box);
        read._launch.Follow(string.Join('\n', text.Lines), [.. text.Numbers.Select(scalar => arguments[scalar.Parameter])]);
        AssertSame(late.Follow(plan), read._launch.Complete());
        return new PlanRunner(kernel, arguments, lengths, box).Follow(plan);
    }

    /// <summary>What a box touches at one site.</summary>
    /// <param name="plan">The plan of the box.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="site">The site.</param>
    /// <returns>The plan of the site's parameter.</returns>
    internal static ParameterPlan At(AccessPlan plan, KernelModel kernel, int site) => plan.Parameters[Spans(kernel).Length + site];

    private static int[] Spans(KernelModel kernel)
        => [.. Enumerable.Range(0, kernel.Parameters.Count).Where(at => kernel.Parameters[at].Span >= 0).OrderBy(at => kernel.Parameters[at].Span)];

    private static void AssertSame(AccessPlan expected, AccessPlan actual)
    {
        Assert.Equal((expected.Refusal?.Site, expected.Refusal?.Element), (actual.Refusal?.Site, actual.Refusal?.Element));
        Assert.Equal(expected.Refusal?.Item, actual.Refusal?.Item);
        for (int at = 0; at < expected.Parameters.Count; at++)
        {
            ParameterPlan left = expected.Parameters[at];
            ParameterPlan right = actual.Parameters[at];
            Assert.True((left.MayIsKnown, left.InBounds, left.MayIsMust, left.MayIsMustFor(0)) == (right.MayIsKnown, right.InBounds, right.MayIsMust, right.MayIsMustFor(0)));
            foreach (int shift in (int[])[0, 2])
            {
                Assert.True(left.ReadPages(3, shift).Equals(right.ReadPages(3, shift)));
                Assert.True(left.WrittenPages(3, shift).Equals(right.WrittenPages(3, shift)));
                Assert.True(left.CoveredPages(3, shift, long.MaxValue).Equals(right.CoveredPages(3, shift, long.MaxValue)));
            }
        }
    }

    private AccessPlan Follow(PlanModel plan)
    {
        foreach (PlanLoop loop in plan.Loops)
        {
            _loops.Add(loop.Number, _launch.Loop(Value(WhereItRuns(loop)), Value(loop.Limit), Value(loop.Step)));
        }
        foreach (PlanAccess access in plan.Accesses)
        {
            _launch.Access(access.Site, Value(access.Index), access.IsMust, [.. access.Conditions.SelectMany(Conditions)]);
        }
        return _launch.Complete();
    }

    /// <summary>The first value of a loop that runs, as the reader of a printed plan finds it.</summary>
    private static PlanExpression WhereItRuns(PlanLoop loop)
    {
        if (loop is not { Step: PlanConstant step, First: PlanCall { Arguments.Count: 2 } nearer }
            || nearer.Function != (step.Value > 0 ? PlanFunction.Min : PlanFunction.Max))
        {
            return loop.First;
        }

        return nearer.Arguments[1].Equals(loop.Limit) ? nearer.Arguments[0] : nearer.Arguments[0].Equals(loop.Limit) ? nearer.Arguments[1] : loop.First;
    }

    // An unsigned comparison says two things of an int.
    private PlanCondition[] Conditions(Generators.Lowering.Plan.PlanCondition condition)
    {
        if (condition is not PlanCompareCondition { Comparison: { Operator: BinaryOperator.Less or BinaryOperator.Greater } comparison })
        {
            return [Condition(condition)];
        }

        (PlanExpression less, PlanExpression greater) = comparison.Operator == BinaryOperator.Less ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left);
        if (less is not PlanWrap { Kind: ValueKind.UInt32 } wrap)
        {
            return [Condition(condition)];
        }

        PlanValue value = Value(wrap.Operand), limit = Value(greater);
        bool isSigned = !value.IsUnknown && value.Lowest >= int.MinValue && value.Highest <= int.MaxValue && !limit.IsUnknown && limit.Highest <= int.MaxValue;
        return isSigned ? [PlanCondition.GreaterOrEqual(value, 0), PlanCondition.Less(value, limit)] : [Condition(condition)];
    }

    private PlanCondition Condition(Generators.Lowering.Plan.PlanCondition condition) => condition switch
    {
        PlanRunsCondition runs => PlanCondition.Runs(_loops[runs.Loop]),
        PlanCompareCondition { Comparison: var comparison } => Compare(
            comparison.Operator, Value(comparison.Left), Value(comparison.Right)),
        PlanNeverCondition => PlanCondition.NotEqual(0, 0),
        _ => PlanCondition.Unknown,
    };

    private static PlanCondition Compare(BinaryOperator operation, PlanValue left, PlanValue right) => operation switch
    {
        BinaryOperator.Less => PlanCondition.Less(left, right),
        BinaryOperator.LessOrEqual => PlanCondition.LessOrEqual(left, right),
        BinaryOperator.Greater => PlanCondition.Greater(left, right),
        BinaryOperator.GreaterOrEqual => PlanCondition.GreaterOrEqual(left, right),
        BinaryOperator.Equal => PlanCondition.Equal(left, right),
        BinaryOperator.NotEqual => PlanCondition.NotEqual(left, right),
        _ => throw new NotSupportedException($"{operation} compares nothing."),
    };

    private PlanValue Value(PlanExpression expression) => expression switch
    {
        PlanConstant constant => constant.Value,
        PlanIndex index => _launch.Index(index.Dimension),
        PlanScalar { Kind: ValueKind.UInt64 } scalar => (ulong)(long)_arguments[scalar.Parameter],
        PlanScalar scalar => _arguments[scalar.Parameter],
        PlanLength length => _lengths[length.Parameter],
        PlanLoopValue loop => _loops[loop.Loop],
        PlanUnary { Operator: UnaryOperator.Negate } unary => -Value(unary.Operand),
        PlanUnary unary => ~Value(unary.Operand),
        PlanBinary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } part => Named(part),
        PlanBinary binary => Binary(binary.Operator, Value(binary.Left), Value(binary.Right)),
        PlanFit fit => Fit(fit.Kind, Value(fit.Operand)),
        PlanWrap wrap => Wrap(wrap.Kind, Value(wrap.Operand)),
        PlanCall { Function: PlanFunction.Min } call => PlanValue.Min(Value(call.Arguments[0]), Value(call.Arguments[1])),
        PlanCall { Function: PlanFunction.Max } call => PlanValue.Max(Value(call.Arguments[0]), Value(call.Arguments[1])),
        PlanCall call => PlanValue.Abs(Value(call.Arguments[0])),
        PlanSelect { Condition: PlanComparison condition } select => PlanValue.Choose(
            Compare(condition.Operator, Value(condition.Left), Value(condition.Right)), Value(select.WhenTrue), Value(select.WhenFalse)),
        PlanSelect select => PlanValue.Choose(PlanCondition.Unknown, Value(select.WhenTrue), Value(select.WhenFalse)),
        PlanUnknown => PlanValue.Unknown,
        _ => throw new NotSupportedException(),
    };

    // Equal quotients are the same number.
    private PlanValue Named(PlanBinary part)
    {
        if (!_named.TryGetValue(part, out PlanValue value))
        {
            value = _launch.Named(Binary(part.Operator, Value(part.Left), Value(part.Right)));
            _named.Add(part, value);
        }

        return value;
    }

    private static PlanValue Wrap(ValueKind kind, PlanValue value) => kind switch
    {
        ValueKind.SByte => PlanValue.SByte(value),
        ValueKind.Byte => PlanValue.Byte(value),
        ValueKind.Int16 => PlanValue.Int16(value),
        ValueKind.UInt16 => PlanValue.UInt16(value),
        ValueKind.Int32 => PlanValue.Int32(value),
        ValueKind.UInt32 => PlanValue.UInt32(value),
        ValueKind.Char => PlanValue.UInt16(value),
        ValueKind.Int64 => PlanValue.Int64(value),
        ValueKind.UInt64 => PlanValue.UInt64(value),
        _ => throw new NotSupportedException($"No kernel here computes with {kind}."),
    };

    private static PlanValue Fit(ValueKind kind, PlanValue value) => kind switch
    {
        ValueKind.SByte => PlanValue.Within(value, sbyte.MinValue, sbyte.MaxValue),
        ValueKind.Byte => PlanValue.Within(value, byte.MinValue, byte.MaxValue),
        ValueKind.Int16 => PlanValue.Within(value, short.MinValue, short.MaxValue),
        ValueKind.UInt16 or ValueKind.Char => PlanValue.Within(value, ushort.MinValue, ushort.MaxValue),
        ValueKind.Int32 => PlanValue.Within(value, int.MinValue, int.MaxValue),
        ValueKind.UInt32 => PlanValue.Within(value, uint.MinValue, uint.MaxValue),
        _ => PlanValue.Within(value, long.MinValue, long.MaxValue),
    };

    private static PlanValue Binary(BinaryOperator operation, PlanValue left, PlanValue right) => operation switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.Remainder => left % right,
        BinaryOperator.And => left & right,
        BinaryOperator.Or => left | right,
        BinaryOperator.ExclusiveOr => left ^ right,
        BinaryOperator.ShiftLeft => left << right,
        BinaryOperator.ShiftRight => left >> right,
        _ => throw new NotSupportedException($"No plan computes {operation}."),
    };
}
