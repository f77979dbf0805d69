using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Runs a body over real memory, and notes all that others can see of it.</summary>
internal sealed class BodyRun
{
    private const int MostBlocks = 60;

    private readonly KernelBody _body;
    private readonly int _mostBlocks;
    private readonly long[] _locals;
    private readonly long[][] _arrays;
    private readonly long[][] _memory;
    private readonly ExpressionEvaluator _expressions;
    private readonly List<string> _loads = [];
    private readonly List<string> _changes = [];

    private BodyRun(KernelBody body, int[] arguments, long[][] memory, int mostBlocks, int[] item)
    {
        _body = body;
        _mostBlocks = mostBlocks;
        _locals = new long[body.Locals.Count];
        _arrays = [.. body.Arrays.Select(static array => new long[array.Length])];
        _memory = [.. memory.Select(static span => span.ToArray())];
        int[] lengths = [0, 0, .. memory.Select(static span => span.Length)];
        _expressions = new ExpressionEvaluator(_locals, arguments, lengths) { Item = item };
    }

    /// <summary>The loads, in order.</summary>
    internal IReadOnlyList<string> Loads => _loads;

    /// <summary>The stores and atomic changes, in order.</summary>
    internal IReadOnlyList<string> Changes => _changes;

    /// <summary>Why the work item ended early; null when it did not.</summary>
    internal ErrorKind? Error { get; private set; }

    /// <summary>The line of the instruction that ended it early.</summary>
    internal int Line { get; private set; }

    /// <summary>How many accesses a test before a loop had proved.</summary>
    internal int Unchecked { get; private set; }

    /// <summary>Such an access that was out of bounds all the same; null for none.</summary>
    internal string? LeftBounds { get; private set; }

    /// <summary>Whether it came to an end soon enough.</summary>
    internal bool Ended { get; private set; }

    /// <summary>The memory at the end.</summary>
    internal IEnumerable<long> Memory => _memory.SelectMany(static span => span);

    /// <summary>Runs a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="memory">The spans, which stay as they are.</param>
    /// <param name="mostBlocks">After how many blocks the run is given up.</param>
    /// <param name="item">The indices of the work item.</param>
    /// <returns>What happened.</returns>
    internal static BodyRun Of(KernelBody body, int[] arguments, long[][] memory, int mostBlocks = MostBlocks, int[]? item = null)
    {
        BodyRun run = new(body, arguments, memory, mostBlocks, item ?? [2, 1]);
        run.Run();
        return run;
    }

    private void Run() => Ended = BlockWalk.TryRun(_body, _mostBlocks, RunOn, Value);

    private bool RunOn(Instruction instruction)
    {
        Run(instruction);
        if (Error is not null) Line = instruction.Line;
        return Error is null;
    }

    private void Run(Instruction instruction)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                _locals[assign.Local] = ExpressionEvaluator.With(_locals[assign.Local], assign.Path, Value(assign.Value));
                break;
            case LoadInstruction load when Reach(load.Access, out long[] span, out long at):
                _loads.Add($"{load.Access.Parameter}[{at}]");
                _locals[load.Local] = ExpressionEvaluator.Part(span[at], load.Access.Path);
                break;
            case StoreInstruction store when Reach(store.Access, out long[] span, out long at):
                Change(store.Access, span, at, Value(store.Value));
                break;
            case AtomicInstruction atomic when Reach(atomic.Access, out long[] span, out long at):
                long old = ExpressionEvaluator.Part(span[at], atomic.Access.Path);
                Change(atomic.Access, span, at, unchecked((int)(old + Value(atomic.Arguments[0]))));
                if (atomic.Local >= 0) _locals[atomic.Local] = old;
                break;
            case GuardInstruction guard:
                Error = Value(guard.Condition) != 0 ? guard.Error : null;
                break;
            case BoundsInstruction bounds:
                Error = Value(bounds.Index) is >= 0 and long index && index < Value(bounds.Length) ? null : ErrorKind.OutOfRange;
                break;
            case ArrayLoadInstruction load:
                _locals[load.Local] = _arrays[load.Array][Value(load.Index)];
                break;
            case ArrayStoreInstruction store:
                _arrays[store.Array][Value(store.Index)] = Value(store.Value);
                break;
            case ArrayClearInstruction clear:
                Array.Clear(_arrays[clear.Array]);
                break;
        }
    }

    // An access checks its index itself.
    private bool Reach(Access access, out long[] span, out long at)
    {
        span = _memory[access.Parameter - BodyMaker.First];
        at = Value(access.Index);
        Unchecked += access.IsInside ? 1 : 0;
        if (at >= 0 && at < span.Length) return true;
        LeftBounds = access.IsInside ? $"{access.Parameter}[{at}]" : null;
        Error = ErrorKind.OutOfRange;
        return false;
    }

    private void Change(Access access, long[] span, long at, long value)
    {
        span[at] = ExpressionEvaluator.With(span[at], access.Path, value);
        _changes.Add($"{access.Parameter}[{at}] = {span[at]}");
    }

    private long Value(Expression expression) => _expressions.Value(expression);
}
