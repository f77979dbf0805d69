using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Runs a kernel's blocks, with made-up data in memory, and notes what they touch.</summary>
internal sealed class KernelInterpreter
{
    private const int MostBlocks = 400;

    private readonly KernelModel _kernel;
    private readonly Random _data;
    private readonly long[] _locals;
    private readonly ExpressionEvaluator _expressions;

    /// <summary>Makes an interpreter.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">The scalar arguments, by parameter.</param>
    /// <param name="lengths">The lengths of the spans, by parameter.</param>
    /// <param name="data">What loads give.</param>
    internal KernelInterpreter(KernelModel kernel, int[] arguments, int[] lengths, Random data)
    {
        _kernel = kernel;
        _data = data;
        _locals = new long[kernel.Body.Locals.Count];
        _expressions = new ExpressionEvaluator(_locals, arguments, lengths);
    }

    /// <summary>Runs a work item.</summary>
    /// <param name="item">The work item.</param>
    /// <param name="touches">Where to note the sites and elements.</param>
    /// <returns>Whether it came to its end soon enough.</returns>
    internal bool TryRun(int[] item, List<Touch> touches)
    {
        _expressions.Item = item;
        Array.Clear(_locals);
        return BlockWalk.TryRun(
            _kernel.Body,
            MostBlocks,
            instruction =>
            {
                Run(instruction, touches);
                return true;
            },
            Value);
    }

    private void Run(Instruction instruction, List<Touch> touches)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                _locals[assign.Local] = Value(assign.Value);
                break;
            case LoadInstruction load:
                touches.Add(new Touch(load.Access.Site, _expressions.Item, Value(load.Access.Index)));
                _locals[load.Local] = _data.Next(-3, 8);
                break;
            case StoreInstruction store:
                touches.Add(new Touch(store.Access.Site, _expressions.Item, Value(store.Access.Index)));
                break;
            default:
                throw new NotSupportedException();
        }
    }

    private long Value(Expression expression) => _expressions.Value(expression);

    /// <summary>An access that happens.</summary>
    internal readonly record struct Touch(int Site, int[] Item, long Element);
}
