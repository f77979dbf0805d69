using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Kernels;
using HmmGen.Planning;
using PlanAccess = HmmGen.Generators.Lowering.Plan.PlanAccess;
using PlanCondition = HmmGen.Planning.PlanCondition;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Does what the printed plan does, over the plan's model; each access has a parameter of its own, numbered as its site.</summary>
internal sealed class PlanRunner
{
    private readonly int[] _arguments;
    private readonly int[] _lengths;
    private readonly LaunchPlan _launch;
    private readonly Dictionary<int, PlanValue> _loops = [];

    private PlanRunner(KernelModel kernel, int[] arguments, int[] lengths, PlanBox box)
    {
        _arguments = arguments;
        _lengths = lengths;
        EquatableArray<SiteModel> sites = kernel.Body.Sites;
        KernelDescriptor descriptor = new()
        {
            Name = "Ops.Test",
            Rank = 2,
            File = "Ops.cs",
            Line = 1,
            Parameters = [.. sites.Select((_, at) => new KernelParameter($"p{at}", 4, true, true))],
            Sites = [.. sites.Select((site, at) => new AccessSite(at, Enum.Parse<AccessKind>(site.Kind.ToString()), "Ops.cs", site.Line))],
            StateSize = 8,
            ScratchSize = 0,
            CanFail = false,
        };
        _launch = new LaunchPlan(descriptor, [.. sites.Select(site => lengths[site.Parameter])], box);
    }

    /// <summary>Makes the plan of a box.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="arguments">The scalar arguments, by parameter.</param>
    /// <param name="lengths">The lengths of the spans, by parameter.</param>
    /// <param name="box">The work items.</param>
    /// <returns>What the box touches.</returns>
    internal static AccessPlan Run(KernelModel kernel, PlanModel plan, int[] arguments, int[] lengths, PlanBox box)
    {
        PlanRunner runner = new(kernel, arguments, lengths, box);
        foreach (PlanLoop loop in plan.Loops)
        {
            runner._loops.Add(
                loop.Number, runner._launch.Loop(runner.Value(loop.First), runner.Value(loop.Limit), runner.Value(loop.Step)));
        }
        foreach (PlanAccess access in plan.Accesses)
        {
            runner._launch.Access(
                access.Site, runner.Value(access.Index), access.Definite, [.. access.Conditions.Select(runner.Condition)]);
        }
        return runner._launch.Complete();
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
        PlanScalar scalar => _arguments[scalar.Parameter],
        PlanLength length => _lengths[length.Parameter],
        PlanLoopValue loop => _loops[loop.Loop],
        PlanUnary { Operator: UnaryOperator.Negate } unary => -Value(unary.Operand),
        PlanUnary unary => ~Value(unary.Operand),
        PlanBinary binary => Binary(binary.Operator, Value(binary.Left), Value(binary.Right)),
        PlanFit { Kind: ValueKind.Int32 } fit => PlanValue.Within(Value(fit.Operand), int.MinValue, int.MaxValue),
        PlanWrap wrap => Wrap(wrap.Kind, Value(wrap.Operand)),
        PlanCall { Function: PlanFunction.Min } call => PlanValue.Min(Value(call.Arguments[0]), Value(call.Arguments[1])),
        PlanCall { Function: PlanFunction.Max } call => PlanValue.Max(Value(call.Arguments[0]), Value(call.Arguments[1])),
        PlanCall call => PlanValue.Abs(Value(call.Arguments[0])),
        PlanUnknown => PlanValue.Unknown,
        _ => throw new NotSupportedException(),
    };

    private static PlanValue Wrap(ValueKind kind, PlanValue value) => kind switch
    {
        ValueKind.SByte => PlanValue.SByte(value),
        ValueKind.Byte => PlanValue.Byte(value),
        ValueKind.Int16 => PlanValue.Int16(value),
        ValueKind.UInt16 => PlanValue.UInt16(value),
        ValueKind.Int32 => PlanValue.Int32(value),
        ValueKind.UInt32 => PlanValue.UInt32(value),
        _ => throw new NotSupportedException($"No kernel here computes with {kind}."),
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
