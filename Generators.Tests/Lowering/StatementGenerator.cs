using HmmGen.Generators.Model;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Makes up kernels: two scalars, two spans, six numbers of which the last one comes from memory, and a flag.</summary>
/// <param name="random">Decides all.</param>
internal sealed class StatementGenerator(Random random)
{
    private const int Data = 5;
    private const int FlagLocal = 6;
    private static readonly Op[] Comparisons = [Op.Less, Op.LessOrEqual, Op.Greater, Op.GreaterOrEqual, Op.Equal, Op.NotEqual];
    private static readonly Op[] Shifts = [Op.ShiftLeft, Op.ShiftRight, Op.ShiftRightUnsigned];
    private static readonly Op[] Bits = [Op.And, Op.Or, Op.ExclusiveOr];
    private static readonly ValueKind[] Narrows = [ValueKind.SByte, ValueKind.Int16, ValueKind.UInt16, ValueKind.UInt32];
    private static readonly int[] Steps = [1, 1, 1, 2, 3, -1, -2];

    private int _left = 22;

    /// <summary>Makes up a kernel.</summary>
    /// <returns>The kernel.</returns>
    internal KernelModel Next() => KernelBuilder.Make(2, 2, 6, Body(3, false));

    private Expression Atom() => random.Next(9) switch
    {
        0 => Index(0),
        1 => Index(1),
        2 => Argument(0),
        3 => Argument(1),
        4 => Number(random.Next(-2, 5)),
        5 => Length(2),
        _ => Local(random.Next(0, 6)),
    };

    private Expression Value(int depth = 2) => depth == 0 || random.Next(3) == 0 ? Atom() : random.Next(20) switch
    {
        0 => Binary(Atom(), Op.Multiply, Number(random.Next(-2, 4))),
        1 => Binary(Value(depth - 1), Op.Subtract, Value(depth - 1)),
        2 => ToByte(Value(depth - 1)),
        3 => Binary(Value(depth - 1), Op.And, Number(3)),
        4 => Binary(Value(depth - 1), Op.ShiftRight, Number(1)),
        5 => Unary(random.Next(2) == 0 ? UnaryOperator.Negate : UnaryOperator.Complement, Value(depth - 1)),
        6 => Binary(Value(depth - 1), Op.Remainder, Number(3)),
        7 => Binary(Value(depth - 1), Op.Divide, Number(2)),
        8 => Call(random.Next(2) == 0 ? DeviceFunction.Min : DeviceFunction.Max, Value(depth - 1), Value(depth - 1)),
        9 => Binary(Number(random.Next(-2, 9)), Shifts[random.Next(3)], Value(depth - 1)),
        10 => Binary(Value(depth - 1), Shifts[random.Next(3)], Value(depth - 1)),
        11 => Narrow(Narrows[random.Next(Narrows.Length)], Value(depth - 1)),
        12 or 13 => Choose(Comparison(depth - 1), Value(depth - 1), Value(depth - 1)),
        14 => Binary(Value(depth - 1), Bits[random.Next(3)], Value(depth - 1)),
        _ => Binary(Value(depth - 1), Op.Add, Value(depth - 1)),
    };

    private Expression Comparison(int depth = 1) => Binary(Value(depth), Comparisons[random.Next(6)], Value(depth));

    private Expression Condition() => random.Next(8) switch
    {
        0 => Logic(Comparison(), Op.Both, Comparison()),
        1 => Logic(Comparison(), Op.Either, Comparison()),
        2 => Flag(FlagLocal),
        3 => Unary(UnaryOperator.Not, Comparison()),
        4 => Logic(Comparison(), random.Next(2) == 0 ? Op.And : Op.Or, Comparison()),
        _ => Comparison(),
    };

    private Statement[] Body(int depth, bool inLoop)
        => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => One(depth, inLoop))];

    private Statement One(int depth, bool inLoop)
    {
        if (--_left < 0 || depth == 0) return random.Next(2) == 0 ? Store(3, Value()) : Set(random.Next(0, 5), Value());
        switch (random.Next(19))
        {
            case 0 or 1 or 2:
                return Store(3, Value());
            case 3:
                return Set(random.Next(0, 5), Value());
            case 4:
                return Load(Data, 2, Value());
            case 5:
                return Set(FlagLocal, Comparison());
            case 6 or 7:
                return If(Condition(), Body(depth - 1, inLoop), random.Next(2) == 0 ? [] : Body(depth - 1, inLoop));
            case 8:
                return Choice();
            case 9:
                return If(Condition(), [Leave(inLoop)], []);
            case 10:
                int counter = random.Next(0, 5);
                return Do(
                    [.. Body(depth - 1, true), Add(counter, random.Next(1, 3))],
                    Binary(Local(counter), random.Next(2) == 0 ? Op.Less : Op.LessOrEqual, Atom()));
            case 12:
                return Border();
            case 13:
                return Chain(random.Next(2, 4));
            case 14:
                return Running(random.Next(2, 4));
            case 11:
                return For([], Condition(), [], [.. Body(depth - 1, true), Add(random.Next(0, 5), 1)]);
            default:
                return Loop(depth);
        }
    }

    /// <summary>A minimum or a maximum, perhaps.</summary>
    private Statement Choice()
    {
        int local = random.Next(0, 5);
        BinaryExpression comparison = (BinaryExpression)Comparison();
        return If(
            comparison,
            [Set(local, random.Next(2) == 0 ? comparison.Left : Value(1))],
            [Set(local, random.Next(2) == 0 ? comparison.Right : Value(1))]);
    }

    /// <summary>A neighbour beyond a border: moved around, kept at the border, or reflected.</summary>
    private Statement Border()
    {
        int local = random.Next(0, 5);
        Expression end = random.Next(3) == 0 ? Length(2) : Argument(random.Next(0, 2));
        Expression last = Binary(end, Op.Subtract, Number(1));
        (Statement below, Statement above) = random.Next(3) switch
        {
            0 => (Add(local, end), Subtract(local, end)),
            1 => (Set(local, Number(0)), Set(local, last)),
            _ => (
                Set(local, Unary(UnaryOperator.Negate, Local(local))),
                Set(local, Binary(Binary(Number(2), Op.Multiply, last), Op.Subtract, Local(local)))),
        };
        Statement otherwise = If(Binary(Local(local), Op.GreaterOrEqual, end), [above], []);
        Statement[] moves = random.Next(3) switch
        {
            0 => [If(Binary(Local(local), Op.Less, Number(0)), [below], [otherwise])],
            1 => [If(Binary(Local(local), Op.Less, Number(0)), [below], []), otherwise],
            _ => [otherwise],
        };
        Expression first = Binary(Index(random.Next(2)), random.Next(2) == 0 ? Op.Add : Op.Subtract, Atom());
        return If(Truth(true), [Set(local, first), .. moves, Store(3, random.Next(3) == 0 ? Value() : Local(local))], []);
    }

    /// <summary>One of several values, as a chain of conditions or a switch chooses it.</summary>
    private Statement Chain(int length)
    {
        int local = random.Next(0, 5);
        Expression chosen = random.Next(2) == 0 ? Index(0) : Argument(0);
        bool isSwitch = random.Next(2) == 0;
        Statement[] chain = [Set(local, Value(1))];
        for (int at = 0; at < length; at++)
        {
            chain = [If(isSwitch ? Binary(chosen, Op.Equal, Number(at)) : Condition(), [Set(local, Value(1))], chain)];
        }

        return chain[0];
    }

    /// <summary>Loops inside one another, through which a local runs on.</summary>
    private Statement Running(int depth)
    {
        int running = random.Next(0, 5);
        Statement[] body = [Store(3, random.Next(4) == 0 ? Value() : Local(running)), Step(running)];
        for (int level = 0; level < depth; level++)
        {
            int counter = (running + 1 + level) % 5;
            Expression bound = random.Next(5) == 0 ? Value(1) : random.Next(3) == 0 ? Argument(random.Next(2)) : Number(random.Next(1, 4));
            Statement loop = random.Next(5) == 0
                ? For([Set(counter, bound)], Binary(Local(counter), Op.Greater, Number(0)), [Add(counter, -1)], body)
                : For([Set(counter, Number(random.Next(-1, 2)))], Binary(Local(counter), Op.Less, bound), [Add(counter, random.Next(1, 3))], body);
            body = random.Next(6) switch
            {
                0 => [Set(running, Value(1)), loop],
                1 => [loop, Step(running)],
                2 => [If(Comparison(), [loop], [])],
                3 => [loop, Store(3, Local(running))],
                _ => [loop],
            };
        }

        return If(Truth(true), [Set(running, Value(1)), .. body, Store(3, Local(running))], []);

        Statement Step(int local) => random.Next(4) switch
        {
            0 => Add(local, Argument(random.Next(2))),
            1 => Subtract(local, Binary(Argument(0), Op.Add, Number(1))),
            _ => Add(local, random.Next(-1, 4)),
        };
    }

    private Statement Leave(bool inLoop)
    {
        int choice = random.Next(3);
        return !inLoop || choice == 0 ? new Statement.Return() : choice == 1 ? new Statement.Break() : new Statement.Continue();
    }

    /// <summary>A loop that counts, most of the time; now and then by steps that only the launch knows, or together with other locals.</summary>
    private Statement Loop(int depth)
    {
        int local = random.Next(0, 5);
        int step = Steps[random.Next(Steps.Length)];
        Statement next = random.Next(4) == 0 ? ByArgument(local, step > 0) : Add(local, step);
        bool meetsEqual = random.Next(6) == 0;
        bool meetsLimit = random.Next(3) == 0;
        Op sign = meetsEqual ? Op.NotEqual
            : step > 0 ? (meetsLimit ? Op.LessOrEqual : Op.Less)
            : (meetsLimit ? Op.GreaterOrEqual : Op.Greater);
        Expression tested = random.Next(5) == 0 ? Binary(Local(local), Op.Add, Number(random.Next(-2, 3))) : Local(local);
        Expression test = Binary(tested, sign, Value(1));
        if (random.Next(6) == 0) test = Logic(test, Op.Both, Comparison());
        List<Statement> body = [.. Body(depth - 1, true)];
        List<Statement> ending = [next];
        if (random.Next(4) == 0)
        {
            body.Insert(random.Next(body.Count + 1), next);
            ending.Clear();
        }
        if (random.Next(4) == 0)
        {
            int other = random.Next(0, 5);
            ending.Add(random.Next(3) == 0 ? Add(other, Argument(random.Next(0, 2))) : Add(other, random.Next(1, 4)));
        }
        return For([Set(local, Value(1))], test, [.. ending], [.. body]);
    }

    private Statement ByArgument(int local, bool rises)
    {
        Expression step = random.Next(4) switch
        {
            0 => Binary(Argument(random.Next(0, 2)), Op.Multiply, Number(random.Next(1, 3))),
            1 => Binary(Argument(0), Op.Add, Argument(1)),
            _ => Argument(random.Next(0, 2)),
        };
        return rises ? Add(local, step) : Subtract(local, step);
    }
}
