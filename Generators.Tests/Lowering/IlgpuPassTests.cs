using System.Globalization;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering.Ilgpu;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using Xunit;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>What ILGPU computes wrongly is written in another way, and nothing else is.</summary>
public sealed class IlgpuPassTests
{
    private static readonly ValueType Float = new(ValueKind.Single, "float");
    private static readonly ValueType Long = new(ValueKind.Int64, "long");
    private static readonly ValueType Unsigned = new(ValueKind.UInt64, "ulong");
    private static readonly ValueType Small = new(ValueKind.SByte, "sbyte");
    private static readonly ValueType Narrow = new(ValueKind.UInt16, "ushort");
    private static readonly ValueType Whole = new(ValueKind.UInt32, "uint");
    private static readonly Expression X = new IndexExpression(Float, 0);
    private static readonly Expression Y = new IndexExpression(Float, 1);
    private static readonly Expression I = new IndexExpression(ValueType.Int32, 0);

    public static TheoryData<string, string> Rules => new()
    {
        { "less", "__hmm::DeviceMath.Less(i, j) != 0" },
        { "divide by a variable", "i / (i ^ (j & wave.Zero))" },
        { "divide a long by 8", "i / (8L ^ (long)(j & wave.Zero))" },
        { "divide by 3", "i / 3" },
        { "remainder of a variable", "i % (i ^ (j & wave.Zero))" },
        { "remainder of 8", "i % 8" },
        { "remainder of nothing", "i % (0 ^ (j & wave.Zero))" },
        { "remainder of minus one", "i % ((-1) ^ (j & wave.Zero))" },
        { "plus zero", "__hmm::DeviceMath.PlusZero(i)" },
        { "from zero", "__hmm::DeviceMath.FromZero(i)" },
        { "times two", "__hmm::DeviceMath.Apart(i) * 2f" },
        { "times", "i * j" },
        { "narrow to unsigned", "(ulong)__hmm::DeviceMath.Widen(i)" },
        { "narrow or zero", "__hmm::DeviceMath.Widen(i) | (ushort)0" },
        { "narrow or two", "i | (ushort)2" },
        { "narrow or itself", "__hmm::DeviceMath.Widen(i) | __hmm::DeviceMath.Widen(i)" },
        { "narrowed constants", "__hmm::DeviceMath.Widen((ushort)((1 + 2) ^ wave.Zero))" },
        { "narrowed constants compared", "(ushort)((1 + 2) ^ wave.Zero) > i" },
        { "minus zero reinterpreted", "__hmm::DeviceMath.Unsigned(i - 0)" },
        { "minus two reinterpreted", "(uint)(i - 2)" },
        { "zero minus reinterpreted", "(uint)(0 - i)" },
        { "times one reinterpreted", "__hmm::DeviceMath.Unsigned(1 * i)" },
        { "shift by zero reinterpreted", "__hmm::DeviceMath.Unsigned(i << 0)" },
        { "shift of zero reinterpreted", "(uint)(0 << i)" },
        { "plus two minus two reinterpreted", "__hmm::DeviceMath.Unsigned((i + 2) - 2)" },
        { "twice complemented reinterpreted", "__hmm::DeviceMath.Unsigned(~(~i))" },
        { "complemented or reinterpreted", "__hmm::DeviceMath.Unsigned(~(i | 2))" },
        { "or nothing reinterpreted", "__hmm::DeviceMath.Unsigned(i | (i & 0))" },
        { "narrow of a low half", "(sbyte)__hmm::DeviceMath.Signed((uint)i)" },
        { "unsigned narrow of a low half", "(ushort)((uint)i)" },
        { "low half of a widened number", "(int)__hmm::DeviceMath.Unsigned((long)i)" },
        { "low half of a sum", "(int)(i + i)" },
        { "unsigned to float", "__hmm::DeviceMath.ToSingle(i)" },
        { "within a function", "__hmm::DeviceMath.Abs(__hmm::DeviceMath.PlusZero(i))" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_GivesText(string rule, string text)
    {
        KernelModel kernel = KernelBuilder.Make(0, 0, 0);
        Assert.Equal(text, new ExpressionText(kernel).Of(IlgpuExpressions.Rewrite(Of(rule), new LocalSet(0))));
    }

    [Fact]
    public void Pass_RewritesConditionsAndOperands()
    {
        KernelModel kernel = KernelBuilder.Make(0, 1, 1);
        Expression less = Of("less");
        BlockModel block = new(
            1,
            EquatableArray.Of<Instruction>(new GuardInstruction(1, 0, less, ErrorKind.Overflow, Of("divide by a variable"))),
            new BranchTerminator(less, 0, 0));
        kernel = kernel with { Body = kernel.Body with { Blocks = EquatableArray.Of(block) } };
        BlockModel rewritten = IlgpuPass.Run(kernel).Body.Blocks[0];
        GuardInstruction guard = Assert.IsType<GuardInstruction>(rewritten.Instructions[0]);
        Expression expected = IlgpuExpressions.Rewrite(less, new LocalSet(0));
        Assert.NotEqual(less, expected);
        Assert.Equal(expected, guard.Condition);
        Assert.Equal(IlgpuExpressions.Rewrite(Of("divide by a variable"), new LocalSet(0)), guard.Element);
        Assert.Equal(expected, Assert.IsType<BranchTerminator>(rewritten.Terminator).Condition);
    }

    private static Expression Three => new ConvertExpression(Narrow, Of(BinaryOperator.Add, Number(1), Number(2)));

    private static ConstantExpression Number(int value) => new(ValueType.Int32, value.ToString(CultureInfo.InvariantCulture), value);

    private static BinaryExpression Or(Expression left, Expression right) => Of(BinaryOperator.Or, left, right);

    private static BinaryExpression Of(BinaryOperator operation, Expression left, Expression right) => new(ValueType.Int32, operation, left, right);

    private static UnaryExpression Complement(Expression operand) => new(ValueType.Int32, UnaryOperator.Complement, operand);

    private static Expression Of(string rule) => rule switch
    {
        "less" => new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, X, Y),
        "divide by a variable" => new BinaryExpression(ValueType.Int32, BinaryOperator.Divide, I, I),
        "divide a long by 8" => new BinaryExpression(Long, BinaryOperator.Divide, new IndexExpression(Long, 0), new ConstantExpression(Long, "8L", 8)),
        "divide by 3" => new BinaryExpression(ValueType.Int32, BinaryOperator.Divide, I, new ConstantExpression(ValueType.Int32, "3", 3)),
        "remainder of a variable" => Of(BinaryOperator.Remainder, I, I),
        "remainder of 8" => Of(BinaryOperator.Remainder, I, Number(8)),
        "remainder of nothing" => Of(BinaryOperator.Remainder, I, Number(0)),
        "remainder of minus one" => Of(BinaryOperator.Remainder, I, Number(-1)),
        "plus zero" => new BinaryExpression(Float, BinaryOperator.Add, X, new ConstantExpression(Float, "0f", null)),
        "from zero" => new BinaryExpression(Float, BinaryOperator.Subtract, new ConstantExpression(Float, "0f", null), X),
        "times two" => new BinaryExpression(Float, BinaryOperator.Multiply, X, new ConstantExpression(Float, "2f", null)),
        "times" => new BinaryExpression(Float, BinaryOperator.Multiply, X, Y),
        "narrow to unsigned" => new ConvertExpression(Unsigned, new IndexExpression(Small, 0)),
        "narrow or zero" => Or(new IndexExpression(Narrow, 0), new ConstantExpression(Narrow, "(ushort)0", 0)),
        "narrow or two" => Or(new IndexExpression(Narrow, 0), new ConstantExpression(Narrow, "(ushort)2", 2)),
        "narrow or itself" => Or(new IndexExpression(Narrow, 0), new IndexExpression(Narrow, 0)),
        "narrowed constants" => new ConvertExpression(ValueType.Int32, Three),
        "narrowed constants compared" => new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, Three, new IndexExpression(Narrow, 0)),
        "minus zero reinterpreted" => new ConvertExpression(Whole, Of(BinaryOperator.Subtract, I, Number(0))),
        "minus two reinterpreted" => new ConvertExpression(Whole, Of(BinaryOperator.Subtract, I, Number(2))),
        "zero minus reinterpreted" => new ConvertExpression(Whole, Of(BinaryOperator.Subtract, Number(0), I)),
        "times one reinterpreted" => new ConvertExpression(Whole, Of(BinaryOperator.Multiply, Number(1), I)),
        "shift by zero reinterpreted" => new ConvertExpression(Whole, Of(BinaryOperator.ShiftLeft, I, Number(0))),
        "shift of zero reinterpreted" => new ConvertExpression(Whole, Of(BinaryOperator.ShiftLeft, Number(0), I)),
        "plus two minus two reinterpreted"
            => new ConvertExpression(Whole, Of(BinaryOperator.Subtract, Of(BinaryOperator.Add, I, Number(2)), Number(2))),
        "twice complemented reinterpreted" => new ConvertExpression(Whole, Complement(Complement(I))),
        "complemented or reinterpreted" => new ConvertExpression(Whole, Complement(Or(I, Number(2)))),
        "or nothing reinterpreted" => new ConvertExpression(Whole, Or(I, Of(BinaryOperator.And, I, Number(0)))),
        "narrow of a low half" => new ConvertExpression(Small, new ConvertExpression(Whole, new IndexExpression(Long, 0))),
        "unsigned narrow of a low half" => new ConvertExpression(Narrow, new ConvertExpression(Whole, new IndexExpression(Long, 0))),
        "low half of a widened number" => new ConvertExpression(ValueType.Int32, new ConvertExpression(Long, new IndexExpression(Whole, 0))),
        "low half of a sum"
            => new ConvertExpression(ValueType.Int32, new BinaryExpression(Long, BinaryOperator.Add, new IndexExpression(Long, 0), new IndexExpression(Long, 0))),
        "unsigned to float" => new ConvertExpression(Float, new IndexExpression(Unsigned, 0)),
        "within a function" => new CallExpression(Float, DeviceFunction.Abs, EquatableArray.Of(Of("plus zero"))),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };
}
