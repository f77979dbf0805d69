using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds products of <c>int</c> that one multiplication of 16-bit numbers makes: both factors fit in 16 bits with their sign, and one is never negative. Processors
/// of Intel take two steps for a product of 32-bit numbers, and one for two products of 16-bit numbers and their sum.
/// </summary>
/// <param name="body">The kernel's body.</param>
internal sealed class NarrowProducts(KernelBody body)
{
    /// <summary>The most parts that are looked at, those of locals too.</summary>
    private const int MostParts = 32;

    private static readonly PlanRange Open = new(null, null);
    private readonly BodyUses _uses = new(body);

    /// <summary>Whether a product is one.</summary>
    /// <param name="product">The product.</param>
    /// <returns>True when it is.</returns>
    /// <remarks>The upper halves of the factors are 0 or -1. Their product adds nothing unless both are -1.</remarks>
    public bool Has(BinaryExpression product)
    {
        if (product is not { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 })
        {
            return false;
        }

        int parts = 0;
        PlanRange left = Of(product.Left, ref parts), right = Of(product.Right, ref parts), narrow = PlanRange.Of(ValueKind.Int16);
        return left.Lowest is not null && right.Lowest is not null && left.IsIn(narrow) && right.IsIn(narrow) && (left.Lowest >= 0 || right.Lowest >= 0);
    }

    private PlanRange Of(Expression expression, ref int parts)
    {
        if (++parts > MostParts)
        {
            return Open;
        }

        switch (expression)
        {
            case ConstantExpression { Integer: { } number, Type.Kind: ValueKind.Int32 }:
                return new(number, number);
            case ConvertExpression { Type.Kind: ValueKind.Int32, Operand.Type: { IsInteger: true, Size: < 4 } narrow }:
                return PlanRange.Of(narrow.Kind);
            case LocalExpression { Type.Kind: ValueKind.Int32 } local:
                return OfLocal(local.Local, ref parts);
            case SelectExpression { Type.Kind: ValueKind.Int32 } select:
                return Of(select.WhenTrue, ref parts).Or(Of(select.WhenFalse, ref parts));
            case BinaryExpression { Type.Kind: ValueKind.Int32 } binary:
                return OfBinary(binary, ref parts);
            default:
                return Open;
        }
    }

    // A local that depends on itself has too many parts.
    private PlanRange OfLocal(int local, ref int parts)
    {
        PlanRange? all = null;
        foreach (CodePlace place in _uses.Setting(local))
        {
            PlanRange range = body.Blocks[place.Block].Instructions[place.Position] is AssignInstruction { Path.Count: 0 } assign ? Of(assign.Value, ref parts) : Open;
            all = all?.Or(range) ?? range;
        }

        return all ?? Open;
    }

    private PlanRange OfBinary(BinaryExpression binary, ref int parts)
    {
        PlanRange left = Of(binary.Left, ref parts), right = Of(binary.Right, ref parts);
        if (binary is { Operator: BinaryOperator.ShiftRight, Right: ConstantExpression { Integer: >= 0 and < 32 and { } bits } } && left.Lowest is { } least
            && left.Highest is { } most)
        {
            return new(least >> (int)bits, most >> (int)bits);
        }

        // What turns round is not the sum any more.
        PlanRange range = binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.And
            ? PlanRange.OfBinary(binary.Operator, left, right)
            : Open;
        return range.Lowest is not null && range.Highest is not null && range.IsIn(PlanRange.Of(ValueKind.Int32)) ? range : Open;
    }
}
