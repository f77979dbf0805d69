using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A sum of products of narrow numbers along rows. Processors multiply numbers of 16 bits and add the products of neighbours in one step; which products a lane
/// adds up does not matter, since sums of integers wrap.
/// </summary>
/// <param name="Sum">The local that is summed up.</param>
/// <param name="Left">The local with the one factor, loaded in the iteration and read by the product only.</param>
/// <param name="Right">The other, or the same.</param>
internal sealed record RowProduct(int Sum, int Left, int Right)
{
    /// <summary>Finds the product.</summary>
    /// <param name="chain">What the walk carries on.</param>
    /// <param name="body">The instructions along the row.</param>
    /// <param name="spreads">How their values differ.</param>
    /// <returns>The product; null when the sum is none of such products.</returns>
    public static RowProduct? Of(RowChain chain, IReadOnlyList<Instruction> body, LaneSpreads spreads)
        => chain is { Identity: not null, Combine: BinaryExpression { Operator: BinaryOperator.Add, Type.Kind: ValueKind.Int32 } }
            && chain.Operand is BinaryExpression { Operator: BinaryOperator.Multiply } product
            && Factor(product.Left, body, spreads) is { } left && Factor(product.Right, body, spreads) is { } right
            ? new RowProduct(chain.Local, left, right)
            : null;

    /// <summary>Whether a local is a factor, whose lanes are numbers of 16 bits.</summary>
    /// <param name="local">The local.</param>
    /// <returns>True when it is.</returns>
    public bool Has(int local) => local == Left || local == Right;

    private static int? Factor(Expression factor, IReadOnlyList<Instruction> body, LaneSpreads spreads)
        => (factor is ConvertExpression { Type.Kind: ValueKind.Int32 } widened ? widened.Operand : factor) is LocalExpression { Local: var local } number
            && IsNarrow(number.Type) && body.Count(one => one.Target() == local) == 1
            && body.First(one => one.Target() == local) is LoadInstruction { Access.Path.Count: 0, When: null } load
            && load.Access.Value == number.Type && spreads.Of(load.Access.Index).Stride == 1
            && body.Count(one => ExpressionLocals.Reads(one, local)) == 1
            ? local
            : null;

    // An unsigned number of 16 bits is not a signed one.
    private static bool IsNarrow(ValueType type) => type.Kind is ValueKind.SByte or ValueKind.Byte or ValueKind.Int16;
}
