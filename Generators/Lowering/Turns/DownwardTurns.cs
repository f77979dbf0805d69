using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Lets a loop that counts downwards make its turns in the opposite order: <c>for (k = n - 1; k >= 0; k--)</c> becomes <c>for (k = 0; k &lt;= n - 1; k++)</c>. That is the
/// same only where no turn fails or reaches what another one stores: whoever asks for it has to know.
/// </summary>
internal sealed class DownwardTurns : DownwardRewriter
{
    private DownwardTurns(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Turns each such loop around by itself.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>For each loop a way to do it, which takes the kernel or one in which other loops are turned around; it gives the kernel and the local that counts then.</returns>
    public static IEnumerable<Func<KernelModel, (KernelModel Kernel, int Counter)?>> Of(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        return CanRewrite(kernel, flow) ? flow.Loops.Loops.Where(flow.Loops.IsInnermost).Select(static loop => (Func<KernelModel, (KernelModel, int)?>)(other => Around(other, loop.Header))) : [];
    }

    private static (KernelModel Kernel, int Counter)? Around(KernelModel kernel, int header)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        DownwardTurns turns = new(kernel, flow);
        return turns.Find(flow.Loops.HeadedBy(header)!) is { } down ? turns.Around(down) : null;
    }

    private (KernelModel Kernel, int Counter) Around(DownwardLoop down)
    {
        int line = Blocks[down.Before].Line, more = (down.IsInclusive ? 0 : 1) + (down.TestsLess ? 1 : 0);
        List<Instruction> before = [];
        Expression variable = new LocalExpression(ValueType.Int32, down.Variable);
        if (down.Limit is not ConstantExpression { Integer: <= short.MaxValue })
        {
            Refuse(before, line, BinaryOperator.Greater, down.Limit, LinearIndex.NumberOf(int.MaxValue - more));
        }

        if (down.TestsLess)
        {
            Refuse(before, line, BinaryOperator.Equal, Forms.WithoutLocals(down.First) ?? variable, LinearIndex.NumberOf(int.MinValue));
        }

        Expression last = Forms.WithoutLocals(down.First) ?? Set(before, line, Local(down.Variable, "Last"), variable);
        LocalExpression counter = Local(down.Variable, "Up");
        Set(before, line, counter, down.Limit is ConstantExpression { Integer: <= short.MaxValue and { } least } ? LinearIndex.NumberOf((int)(least + more))
            : more == 0 ? down.Limit : Sum(down.Limit, BinaryOperator.Add, LinearIndex.NumberOf(more)));
        Renew(down, before, counter, Comparison(counter, BinaryOperator.LessOrEqual, last), counter);
        return (Result(), counter.Local);
    }
}
