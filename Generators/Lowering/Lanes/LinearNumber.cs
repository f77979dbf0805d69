using System.Globalization;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// An <c>int</c> as a sum of parts and a constant, all of which wrap. Two numbers with the same parts differ by their constants wherever they are computed.
/// </summary>
/// <param name="parts">What is added up, by its text, and how often.</param>
/// <param name="constant">The constant.</param>
internal sealed class LinearNumber(IReadOnlyDictionary<string, int> parts, int constant)
{
    // A product has the text of both its factors, so a chain of squares doubles it in each step. No index of use is longer.
    private const int MostText = 1_000;

    /// <summary>The constant.</summary>
    public int Constant => constant;

    /// <summary>The text of all parts, which equal numbers share.</summary>
    public string Parts { get; } = string.Join("+", parts.Where(static part => part.Value != 0)
        .OrderBy(static part => part.Key, StringComparer.Ordinal).Select(static part => part.Value.ToString(CultureInfo.InvariantCulture) + "*" + part.Key));

    /// <summary>A number that nothing is known about.</summary>
    /// <param name="name">Its name, which no other number has.</param>
    /// <returns>The number.</returns>
    public static LinearNumber Unknown(string name) => new(new Dictionary<string, int> { [name] = 1 }, 0);

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="local">Gives what a local holds there.</param>
    /// <returns>The number; null when it is no <c>int</c>, made in another way than by adding and multiplying, or of too many parts.</returns>
    public static LinearNumber? Of(Expression expression, Func<int, LinearNumber> local)
    {
        if (expression.Type.Kind != ValueKind.Int32)
        {
            return null;
        }

        switch (expression)
        {
            case ConstantExpression { Integer: { } whole }:
                return new LinearNumber(new Dictionary<string, int>(), unchecked((int)whole));
            case LocalExpression read:
                return local(read.Local);
            case ArgumentExpression argument:
                return Unknown("argument" + Number(argument.Parameter));
            case IndexExpression index:
                return Unknown("index" + Number(index.Dimension));
            case LengthExpression length:
                return Unknown("length" + Number(length.Parameter));
            case UnaryExpression { Operator: UnaryOperator.Negate } negated:
                return Of(negated.Operand, local)?.Times(-1);
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary
                when Of(binary.Left, local) is { } left && Of(binary.Right, local) is { } right:
                LinearNumber joined = binary.Operator == BinaryOperator.Multiply ? left.Times(right) : left.Plus(right, binary.Operator == BinaryOperator.Add ? 1 : -1);
                return joined.Parts.Length <= MostText ? joined : null;
            default:
                return null;
        }
    }

    private LinearNumber Plus(LinearNumber other, int times)
    {
        Dictionary<string, int> sum = parts.ToDictionary(static part => part.Key, static part => part.Value);
        foreach (KeyValuePair<string, int> part in other.All)
        {
            sum.TryGetValue(part.Key, out int known);
            sum[part.Key] = unchecked(known + part.Value * times);
        }

        return new LinearNumber(sum, unchecked(constant + other.Constant * times));
    }

    private LinearNumber Times(int times) => new(parts.ToDictionary(static part => part.Key, part => unchecked(part.Value * times)), unchecked(constant * times));

    private LinearNumber Times(LinearNumber other)
        => other.IsConstant ? Times(other.Constant)
            : IsConstant ? other.Times(constant)
            : Unknown(string.CompareOrdinal(Text, other.Text) < 0 ? $"({Text})*({other.Text})" : $"({other.Text})*({Text})");

    private IReadOnlyDictionary<string, int> All => parts;

    private bool IsConstant => Parts.Length == 0;

    private string Text => Parts + "+" + Number(constant);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
