using HmmGen.Generators.Model;
using Op = HmmGen.Generators.Model.BinaryOperator;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Makes a kernel's blocks of statements, as the parser makes them of C#.</summary>
internal sealed class KernelBuilder
{
    private readonly List<List<Instruction>> _instructions = [];
    private readonly List<Terminator?> _terminators = [];
    private readonly List<SiteModel> _sites = [];
    private int _current;
    private int _line = 10;

    /// <summary>Makes a kernel of two dimensions.</summary>
    /// <param name="scalars">How many <see cref="int"/> parameters it has; they come first.</param>
    /// <param name="spans">How many span parameters it has.</param>
    /// <param name="locals">How many <see cref="int"/> locals it has; one more is a <see cref="bool"/>.</param>
    /// <param name="statements">Its code.</param>
    /// <returns>The kernel.</returns>
    internal static KernelModel Make(int scalars, int spans, int locals, params Statement[] statements)
    {
        KernelBuilder builder = new();
        builder._current = builder.NewBlock();
        builder.Append(statements, -1, -1);
        builder.End(new ReturnTerminator());
        KernelBody body = new(
            Enumerable.Range(0, locals).Select(local => new LocalModel($"v{local}", ValueType.Int32, LocalRole.Variable))
                .Append(new LocalModel("flag", ValueType.Boolean, LocalRole.Variable)).ToEquatable(),
            EquatableArray<LocalArrayModel>.Empty,
            builder._sites.ToEquatable(),
            EquatableArray<ExceptionModel>.Empty,
            builder._instructions
                .Select((block, at) => new BlockModel(at, block.ToEquatable(), builder._terminators[at] ?? new ReturnTerminator()))
                .ToEquatable());
        IEnumerable<ParameterModel> parameters =
        [
            .. Enumerable.Range(0, scalars).Select(at => new ParameterModel($"n{at}", ParameterKind.Scalar, ValueType.Int32, -1, false, false)),
            .. Enumerable.Range(0, spans).Select(at => new ParameterModel($"x{at}", ParameterKind.Span, Ir.Float, at, true, true)),
        ];
        return new KernelModel(
            "", EquatableArray<TypeDeclaration>.Empty, "public", "Test", "TestKernel", "Ops.Test", "", "Ops.cs", 1, 24,
            EquatableArray.Of("i", "j"), parameters.ToEquatable(), EquatableArray<DeviceStructModel>.Empty, EquatableArray<string>.Empty, body);
    }

    private int NewBlock()
    {
        _instructions.Add([]);
        _terminators.Add(null);
        return _instructions.Count - 1;
    }

    private void End(Terminator terminator) => _terminators[_current] ??= terminator;

    private void Jump(int target) => End(new JumpTerminator(target));

    private void Branch(Expression condition, int whenTrue, int whenFalse)
    {
        if (condition is BinaryExpression { Operator: Op.Both or Op.Either } logic)
        {
            int second = NewBlock();
            if (logic.Operator == Op.Both) Branch(logic.Left, second, whenFalse);
            else Branch(logic.Left, whenTrue, second);
            _current = second;
            Branch(logic.Right, whenTrue, whenFalse);
        }
        else
        {
            End(new BranchTerminator(condition, whenTrue, whenFalse));
        }
    }

    private Access AccessOf(SiteKind kind, int parameter, Expression index)
    {
        _sites.Add(new SiteModel(parameter, kind, "Ops.cs", _line));
        return new Access(_sites.Count - 1, parameter, index, Ir.Float, EquatableArray<string>.Empty, Ir.Float);
    }

    private void Append(Statement[] statements, int onBreak, int onContinue)
    {
        foreach (Statement statement in statements)
        {
            _line++;
            Append(statement, onBreak, onContinue);
        }
    }

    private void Append(Statement statement, int onBreak, int onContinue)
    {
        List<Instruction> instructions = _instructions[_current];
        switch (statement)
        {
            case Statement.Set set:
                instructions.Add(new AssignInstruction(_line, set.Local, EquatableArray<string>.Empty, set.Value));
                break;
            case Statement.Load load:
                instructions.Add(new LoadInstruction(_line, load.Local, AccessOf(SiteKind.Read, load.Parameter, load.Index), false));
                break;
            case Statement.Store store:
                instructions.Add(new StoreInstruction(_line, AccessOf(SiteKind.Write, store.Parameter, store.Index), Ir.Number(0)));
                break;
            case Statement.If choice:
                AppendIf(choice, onBreak, onContinue);
                break;
            case Statement.For loop:
                AppendFor(loop);
                break;
            case Statement.Do loop:
                AppendDo(loop);
                break;
            default:
                if (statement is Statement.Return) End(new ReturnTerminator());
                else Jump(statement is Statement.Break ? onBreak : onContinue);
                _current = NewBlock();
                break;
        }
    }

    private void AppendIf(Statement.If choice, int onBreak, int onContinue)
    {
        int then = NewBlock();
        int after = NewBlock();
        int otherwise = choice.Otherwise.Length == 0 ? after : NewBlock();
        Branch(choice.Condition, then, otherwise);
        _current = then;
        Append(choice.Then, onBreak, onContinue);
        Jump(after);
        if (otherwise != after)
        {
            _current = otherwise;
            Append(choice.Otherwise, onBreak, onContinue);
            Jump(after);
        }
        _current = after;
    }

    private void AppendFor(Statement.For loop)
    {
        Append(loop.First, -1, -1);
        int test = NewBlock();
        int body = NewBlock();
        int next = NewBlock();
        int after = NewBlock();
        Jump(test);
        _current = test;
        Branch(loop.Condition, body, after);
        _current = body;
        Append(loop.Body, after, next);
        Jump(next);
        _current = next;
        Append(loop.Next, after, next);
        Jump(test);
        _current = after;
    }

    private void AppendDo(Statement.Do loop)
    {
        int body = NewBlock();
        int test = NewBlock();
        int after = NewBlock();
        Jump(body);
        _current = body;
        Append(loop.Body, after, test);
        Jump(test);
        _current = test;
        Branch(loop.Condition, body, after);
        _current = after;
    }
}
