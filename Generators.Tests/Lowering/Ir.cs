using System.Globalization;
using HmmGen.Generators.Model;
using Op = HmmGen.Generators.Model.BinaryOperator;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Short names for making expressions and statements by hand; numbers are <see cref="int"/>.</summary>
internal static class Ir
{
    internal static readonly ValueType Byte = new(ValueKind.Byte, "byte");

    internal static readonly ValueType Float = new(ValueKind.Single, "float");

    internal static Expression Number(long value)
        => new ConstantExpression(ValueType.Int32, value.ToString(CultureInfo.InvariantCulture), value);

    internal static Expression Truth(bool value) => new ConstantExpression(ValueType.Boolean, value ? "true" : "false", null);

    internal static Expression Index(int dimension = 0) => new IndexExpression(ValueType.Int32, dimension);

    internal static Expression Argument(int parameter) => new ArgumentExpression(ValueType.Int32, parameter);

    internal static Expression Local(int local) => new LocalExpression(ValueType.Int32, local);

    internal static Expression Flag(int local) => new LocalExpression(ValueType.Boolean, local);

    internal static Expression Length(int parameter) => new LengthExpression(parameter);

    internal static Expression Binary(Expression left, Op operation, Expression right)
        => new BinaryExpression(operation.IsComparison() ? ValueType.Boolean : left.Type, operation, left, right);

    internal static Expression Logic(Expression left, Op operation, Expression right)
        => new BinaryExpression(ValueType.Boolean, operation, left, right);

    internal static Expression Unary(UnaryOperator operation, Expression operand) => new UnaryExpression(operand.Type, operation, operand);

    internal static Expression ToByte(Expression operand) => new ConvertExpression(ValueType.Int32, new ConvertExpression(Byte, operand));

    /// <summary>A number made narrow, or unsigned, and an <see cref="int"/> again.</summary>
    internal static Expression Narrow(ValueKind kind, Expression operand)
        => new ConvertExpression(ValueType.Int32, new ConvertExpression(new ValueType(kind, kind.ToString()), operand));

    internal static Expression Choose(Expression condition, Expression whenTrue, Expression whenFalse)
        => new SelectExpression(whenTrue.Type, condition, whenTrue, whenFalse);

    internal static Expression Call(DeviceFunction function, params Expression[] arguments)
        => new CallExpression(ValueType.Int32, function, EquatableArray.Of(arguments));

    internal static Statement Set(int local, Expression value) => new Statement.Set(local, value);

    internal static Statement Add(int local, Expression value) => new Statement.Set(local, Binary(Local(local), Op.Add, value));

    internal static Statement Add(int local, long value) => Add(local, Number(value));

    internal static Statement Subtract(int local, Expression value) => new Statement.Set(local, Binary(Local(local), Op.Subtract, value));

    internal static Statement Load(int local, int parameter, Expression index) => new Statement.Load(local, parameter, index);

    internal static Statement Store(int parameter, Expression index) => new Statement.Store(parameter, index);

    internal static Statement If(Expression condition, Statement[] then, Statement[] otherwise) => new Statement.If(condition, then, otherwise);

    internal static Statement For(Statement[] first, Expression condition, Statement[] next, Statement[] body)
        => new Statement.For(first, condition, next, body);

    internal static Statement Do(Statement[] body, Expression condition) => new Statement.Do(body, condition);
}
