using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>
/// Makes up bodies as the parser makes them: one operation an instruction, values set once on every way to their uses, variables set anywhere. Blocks
/// follow each other as they like, so there are loops with two entries too. Each operation has a type of its own name, by which a test finds it again.
/// </summary>
internal sealed class RandomBody
{
    private const int Variables = 4;
    private const int MostBlocks = 7;
    private const int MostInstructions = 9;

    private static readonly Op[] Operators = [Op.Add, Op.Add, Op.Subtract, Op.Multiply, Op.And, Op.ExclusiveOr];

    private readonly Random _random;
    private readonly BodyMaker _body = new();
    private readonly int _pair;
    private readonly List<int>[] _values;
    private readonly FlowGraph _graph;
    private readonly DominatorTree _dominators;
    private readonly Terminator[] _ends;
    private int _block;
    private int _operations;

    private RandomBody(Random random)
    {
        _random = random;
        for (int n = 0; n < Variables; n++) _body.Variable($"v{n}");
        _pair = _body.Variable("pair", BodyMaker.Pair);
        _body.Array();
        _body.Array();
        int blocks = random.Next(1, MostBlocks + 1);
        _ends = [.. Enumerable.Range(0, blocks).Select(_ => End(blocks))];
        _graph = new FlowGraph(_ends.Select(static (end, at) => new BlockModel(at, EquatableArray<Instruction>.Empty, end)).ToEquatable());
        _dominators = DominatorTree.Of(_graph);
        _values = [.. _ends.Select(static _ => new List<int>())];
    }

    /// <summary>Makes up a body.</summary>
    /// <param name="random">Decides all.</param>
    /// <returns>The body.</returns>
    internal static KernelBody Make(Random random)
    {
        RandomBody made = new(random);
        foreach (Terminator end in made._ends) made._body.Block(end);
        foreach (int block in made._graph.Order) made.Fill(block);
        KernelBody body = made._body.Build();
        return body with { Blocks = body.Blocks.Select((block, at) => block with { Terminator = made._ends[at] }).ToEquatable() };
    }

    private Terminator End(int blocks) => _random.Next(6) switch
    {
        0 => new ReturnTerminator(),
        1 or 2 => new JumpTerminator(_random.Next(blocks)),
        _ => new BranchTerminator(Truth(true), _random.Next(blocks), _random.Next(blocks)),
    };

    private void Fill(int block)
    {
        _block = block;
        for (int n = _random.Next(MostInstructions + 1); n > 0; n--) Instruction();
        if (_ends[block] is BranchTerminator branch)
        {
            Expression condition = Compute(ValueType.Boolean, type => new BinaryExpression(type, Op.Less, Atom(), Atom()));
            _ends[block] = branch with { Condition = condition };
        }
    }

    private void Instruction()
    {
        switch (_random.Next(20))
        {
            case 0 or 1 or 2 or 3:
                Compute(ValueType.Int32, type => new BinaryExpression(type, Operators[_random.Next(Operators.Length)], Atom(), Atom()));
                break;
            case 4 or 5:
                Read(_random.Next(Variables));
                break;
            case 6 or 7 or 8:
                Set(_random.Next(Variables), Atom());
                break;
            case 9:
                Set(_pair, Atom(), _random.Next(2) == 0 ? "X" : "Y");
                break;
            case 10:
                Compute(ValueType.Int32, type => new FieldExpression(type, new LocalExpression(BodyMaker.Pair, _pair), _random.Next(2) == 0 ? "X" : "Y"));
                break;
            case 11:
                Expression condition = Compute(ValueType.Boolean, type => new BinaryExpression(type, Op.Equal, Atom(), Atom()));
                Expression opposite = Compute(ValueType.Boolean, type => new UnaryExpression(type, UnaryOperator.Not, condition));
                Compute(ValueType.Int32, type => new SelectExpression(type, _random.Next(2) == 0 ? condition : opposite, Atom(), Atom()));
                break;
            case 12:
                Compute(ValueType.Int32, type => new ConvertExpression(type, Compute(Ir.Byte, narrow => new ConvertExpression(narrow, Atom()))));
                break;
            case 13:
                Expression failing = Compute(ValueType.Boolean, type => new BinaryExpression(type, Op.Equal, Atom(), Number(77)));
                Add(line => new GuardInstruction(line, _body.Site(SiteKind.Guard, -1), failing, ErrorKind.DivideByZero, null));
                break;
            case 14:
                OnArray();
                break;
            default:
                OnElement();
                break;
        }
    }

    private void OnArray()
    {
        int array = _random.Next(2);
        Expression index = Compute(ValueType.Int32, type => new BinaryExpression(type, Op.And, Atom(), Number(BodyMaker.ArrayLength - 1)));
        switch (_random.Next(3))
        {
            case 0:
                Add(line => new ArrayClearInstruction(line, array));
                break;
            case 1:
                Expression value = Atom();
                Add(line => new ArrayStoreInstruction(line, array, index, EquatableArray<string>.Empty, value));
                break;
            default:
                Give(ValueType.Int32, (line, local) => new ArrayLoadInstruction(
                    line, local, array, index, EquatableArray<string>.Empty, ValueType.Int32));
                break;
        }
    }

    // An element is fixed, and then, perhaps after other things, loaded, stored or changed.
    private void OnElement()
    {
        int parameter = _random.Next(BodyMaker.First, BodyMaker.Structs + 1);
        Expression index = Atom();
        if (_random.Next(4) > 0)
        {
            Add(line => new BoundsInstruction(
                line, _body.Site(SiteKind.Guard, parameter), parameter, index, new LengthExpression(parameter), index));
        }

        if (_random.Next(3) == 0) Instruction();
        string[] path = parameter == BodyMaker.Structs ? [_random.Next(2) == 0 ? "X" : "Y"] : [];
        Expression value = Atom();
        switch (_random.Next(4))
        {
            case 0:
                Add(line => new StoreInstruction(line, _body.AccessTo(SiteKind.ReadWrite, parameter, index, path), value));
                break;
            case 1:
                Access access = _body.AccessTo(SiteKind.ReadWrite, parameter, index, path);
                if (_random.Next(2) == 0)
                {
                    Add(line => new AtomicInstruction(line, -1, AtomicOperator.Add, access, EquatableArray.Of(value)));
                    break;
                }

                Give(ValueType.Int32, (line, local) => new AtomicInstruction(line, local, AtomicOperator.Add, access, EquatableArray.Of(value)));
                break;
            case 2 when parameter == BodyMaker.Structs:
                // A whole struct goes straight into the variable.
                Access whole = _body.AccessTo(SiteKind.Read, parameter, index);
                Add(line => new LoadInstruction(line, _pair, whole, false));
                break;
            default:
                Give(ValueType.Int32, (line, local) => new LoadInstruction(
                    line, local, _body.AccessTo(SiteKind.Read, parameter, index, path), false));
                break;
        }
    }

    private Expression Atom() => _random.Next(9) switch
    {
        0 => Number(_random.Next(-1, 5)),
        1 => Index(),
        2 => Argument(_random.Next(2)),
        3 => Length(BodyMaker.First),
        4 => Read(_random.Next(Variables)),
        5 when _random.Next(3) == 0 => Local(_random.Next(Variables)),
        _ => Known() ?? Read(_random.Next(Variables)),
    };

    // A value that was computed on every way to here.
    private LocalExpression? Known()
    {
        int[] known =
        [
            .. _graph.Order.Where(block => _dominators.Dominates(block, _block)).SelectMany(block => _values[block])
                .Where(local => _body.Locals[local].Type.Kind == ValueKind.Int32),
        ];
        return known.Length == 0 ? null : new LocalExpression(ValueType.Int32, known[_random.Next(known.Length)]);
    }

    private Expression Read(int variable) => Give(ValueType.Int32, (line, local) =>
        new AssignInstruction(line, local, EquatableArray<string>.Empty, Local(variable)));

    private Expression Compute(ValueType type, Func<ValueType, Expression> operation)
    {
        Expression computed = operation(type with { Name = $"operation{_operations++}" });
        return Give(type, (line, local) => new AssignInstruction(line, local, EquatableArray<string>.Empty, computed));
    }

    private LocalExpression Give(ValueType type, Func<int, int, Instruction> instruction)
    {
        int local = _body.Value($"t{_body.Locals.Count}", type);
        Add(line => instruction(line, local));
        _values[_block].Add(local);
        return new LocalExpression(type, local);
    }

    private void Set(int local, Expression value, params string[] path)
        => Add(line => new AssignInstruction(line, local, EquatableArray.Of(path), value));

    private void Add(Func<int, Instruction> instruction) => _body.Add(instruction, _block);
}
