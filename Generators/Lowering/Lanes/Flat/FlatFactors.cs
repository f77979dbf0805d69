using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>A number that a launch knows, as a product. Two products of the same factors are the same number, as long as each factor is positive and none wraps.</summary>
/// <param name="Constant">The product of all constants.</param>
/// <param name="Others">The other factors, in the order of their text.</param>
internal sealed record FlatFactors(long Constant, EquatableArray<Expression> Others)
{
    // Longer products are no index of use, and constants beyond that are none of a launch.
    private const int MostFactors = 8;
    private const long MostConstant = int.MaxValue;

    /// <summary>The product of nothing.</summary>
    public static readonly FlatFactors One = new(1, EquatableArray<Expression>.Empty);

    /// <summary>A constant.</summary>
    /// <param name="number">The constant.</param>
    /// <returns>The product; null when it is not positive.</returns>
    public static FlatFactors? OfConstant(long number) => number is > 0 and <= MostConstant ? new(number, EquatableArray<Expression>.Empty) : null;

    /// <summary>A number of which nothing is known before a launch.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The product.</returns>
    public static FlatFactors OfNumber(Expression number) => new(1, EquatableArray.Of(number));

    /// <summary>The product of two products.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The product; null when it is too long.</returns>
    public FlatFactors? Times(FlatFactors other)
        => Constant * other.Constant <= MostConstant && Others.Count + other.Others.Count <= MostFactors
            ? new(Constant * other.Constant, Others.Concat(other.Others).OrderBy(static one => one.ToString(), StringComparer.Ordinal).ToEquatable())
            : null;

    /// <summary>What another product is multiplied by to give this one.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The product; null when this one is no multiple of it.</returns>
    public FlatFactors? Over(FlatFactors other)
    {
        List<Expression> left = [.. Others];
        return Constant % other.Constant == 0 && other.Others.All(left.Remove) ? new(Constant / other.Constant, left.ToEquatable()) : null;
    }
}
