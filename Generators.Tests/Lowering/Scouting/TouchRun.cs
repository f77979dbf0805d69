using HmmGen.Generators.Model;
using HmmGen.Kernels;

namespace HmmGen.Generators.Tests.Lowering.Scouting;

/// <summary>Runs one work item of a kernel, or its scout for one item or for a row of them, over made-up contents, and notes the elements that it touches or marks.</summary>
internal sealed class TouchRun
{
    private const int MostBlocks = 600;

    private readonly KernelModel _kernel;
    private readonly HashSet<int> _noted;
    private readonly int[] _lengths;
    private readonly long[] _locals;
    private readonly ExpressionEvaluator _expressions;
    private readonly SortedSet<(int Parameter, long Element, bool Write)> _touches = [];

    private TouchRun(KernelModel kernel, HashSet<int> noted, int[] arguments, int[] lengths, int[] item, int row)
    {
        _kernel = kernel;
        _noted = noted;
        _lengths = lengths;
        _locals = new long[kernel.Body.Locals.Count];
        _expressions = new ExpressionEvaluator(_locals, arguments, lengths) { Item = item, Row = row };
    }

    /// <summary>The elements: of which parameter, and whether they may be written.</summary>
    internal IReadOnlyCollection<(int Parameter, long Element, bool Write)> Touches => _touches;

    /// <summary>Whether an index was out of range. The item has ended there.</summary>
    internal bool IsOutside { get; private set; }

    /// <summary>Whether a scout cannot tell how often a loop runs.</summary>
    internal bool IsUncounted { get; private set; }

    /// <summary>Whether it came to an end soon enough.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Runs an item.</summary>
    /// <param name="kernel">The kernel, or one whose body is a scout.</param>
    /// <param name="noted">The parameters whose elements are noted and checked.</param>
    /// <param name="arguments">The scalar arguments, by parameter.</param>
    /// <param name="lengths">The lengths of the spans, by parameter.</param>
    /// <param name="item">The work item.</param>
    /// <param name="row">The number of work items that a scout of rows stands for, from this one on.</param>
    /// <returns>What it did.</returns>
    internal static TouchRun Of(KernelModel kernel, HashSet<int> noted, int[] arguments, int[] lengths, int[] item, int row = 1)
    {
        TouchRun run = new(kernel, noted, arguments, lengths, item, row);
        run.Run();
        return run;
    }

    private void Run() => HasEnded = BlockWalk.TryRun(_kernel.Body, MostBlocks, RunOn, Value);

    private bool RunOn(Instruction instruction)
    {
        Run(instruction);
        return !IsOutside && !IsUncounted;
    }

    private void Run(Instruction instruction)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                _locals[assign.Local] = Value(assign.Value);
                break;
            case LoadInstruction load:
                long element = Value(load.Access.Index);
                Note(load.Access.Parameter, element, load.ForUpdate);
                _locals[load.Local] = new Random(HashCode(load.Access.Parameter, element)).Next(-3, 8);
                break;
            case StoreInstruction store:
                Note(store.Access.Parameter, Value(store.Access.Index), write: true);
                break;
            case MarkInstruction mark:
                Note(mark.Access.Parameter, Value(mark.Access.Index), mark.Writes);
                break;
            case MarkRangeInstruction mark:
                Note(mark);
                break;
            default:
                throw new NotSupportedException();
        }
    }

    private void Note(MarkRangeInstruction mark)
    {
        long turns = ScoutLoop.Turns((int)Value(mark.From), Value(mark.Limit) + (mark.IsInclusive ? 1 : 0), mark.Step);
        IsUncounted = turns < 0;
        long first = Value(mark.Access.Index);
        long distance = Value(mark.Second) - first;
        for (long turn = 0; turn < (distance == 0 ? Math.Min(1, turns) : turns) && !IsOutside; turn++) Note(mark.Access.Parameter, first + turn * distance, mark.Writes);
    }

    private void Note(int parameter, long element, bool write)
    {
        if (!_noted.Contains(parameter)) return;
        IsOutside |= element < 0 || element >= _lengths[parameter];
        _touches.Add((parameter, element, write));
    }

    private static int HashCode(int parameter, long element) => unchecked((int)(element * 31 + parameter));

    private long Value(Expression expression) => _expressions.Value(expression);
}
