using System.Collections.Immutable;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>
/// A polynomial with integer coefficients over numbered unknowns. It stays small: every operation gives null beyond a few terms, and when a
/// coefficient overflows.
/// </summary>
internal sealed class Polynomial
{
    private const int MostTerms = 16;
    private const int MostFactors = 4;

    // The unknowns of a term, each as one character, in ascending order; empty for the constant.
    private readonly ImmutableSortedDictionary<string, long> _terms;

    private Polynomial(ImmutableSortedDictionary<string, long> terms) => _terms = terms;

    /// <summary>The value of a polynomial without unknowns; else null.</summary>
    public long? Constant => _terms.Count == 0 ? 0 : _terms.Count == 1 && _terms.TryGetValue("", out long value) ? value : null;

    /// <summary>The unknowns and the coefficient of a polynomial with one term; null when there are more terms or none.</summary>
    public (string Unknowns, long Coefficient)? Single => _terms.Count == 1 ? (_terms.First().Key, _terms.First().Value) : null;

    /// <summary>A constant.</summary>
    /// <param name="value">Its value.</param>
    /// <returns>The polynomial.</returns>
    public static Polynomial Of(long value) => new(Empty.Add("", value).RemoveRange(value == 0 ? [""] : []));

    /// <summary>An unknown.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>The polynomial.</returns>
    public static Polynomial Unknown(char number) => new(Empty.Add(number.ToString(), 1));

    /// <summary>The sum with a multiple of another one.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The sum, or null when it is too large.</returns>
    public Polynomial? Plus(Polynomial other, int factor)
    {
        ImmutableSortedDictionary<string, long>.Builder sum = _terms.ToBuilder();
        foreach (KeyValuePair<string, long> term in other._terms)
        {
            if (!Add(sum, term.Key, term.Value, factor))
            {
                return null;
            }
        }

        return sum.Count > MostTerms ? null : new Polynomial(sum.ToImmutable());
    }

    /// <summary>The product with another one.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The product, or null when it is too large.</returns>
    public Polynomial? Times(Polynomial other)
    {
        ImmutableSortedDictionary<string, long>.Builder product = Empty.ToBuilder();
        foreach (KeyValuePair<string, long> mine in _terms)
        {
            foreach (KeyValuePair<string, long> term in other._terms)
            {
                string unknowns = new([.. (mine.Key + term.Key).OrderBy(c => c)]);
                if (unknowns.Length > MostFactors || !Add(product, unknowns, mine.Value, term.Value))
                {
                    return null;
                }
            }
        }

        return product.Count > MostTerms ? null : new Polynomial(product.ToImmutable());
    }

    /// <summary>Whether the polynomial has an unknown.</summary>
    /// <param name="number">The unknown's number.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(char number) => _terms.Keys.Any(k => k.IndexOf(number) >= 0);

    /// <summary>The coefficient of an unknown.</summary>
    /// <param name="number">The unknown's number.</param>
    /// <returns>The coefficient; null when the unknown also occurs squared.</returns>
    public Polynomial? CoefficientOf(char number)
    {
        ImmutableSortedDictionary<string, long>.Builder coefficient = Empty.ToBuilder();
        foreach (KeyValuePair<string, long> term in _terms)
        {
            int at = term.Key.IndexOf(number);
            if (at >= 0)
            {
                string rest = term.Key.Remove(at, 1);
                if (rest.IndexOf(number) >= 0)
                {
                    return null;
                }

                coefficient[rest] = term.Value;
            }
        }

        return new Polynomial(coefficient.ToImmutable());
    }

    private static ImmutableSortedDictionary<string, long> Empty { get; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    private static bool Add(ImmutableSortedDictionary<string, long>.Builder terms, string unknowns, long value, long factor)
    {
        try
        {
            long sum = checked((terms.TryGetValue(unknowns, out long now) ? now : 0) + (value * factor));
            if (sum == 0)
            {
                terms.Remove(unknowns);
            }
            else
            {
                terms[unknowns] = sum;
            }

            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
