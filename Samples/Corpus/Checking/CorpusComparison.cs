using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace HmmGen.Corpus;

/// <summary>How two results of a case differ.</summary>
/// <param name="MaximumError">
/// The largest error of a fraction, relative to the larger of 1 and its magnitude; infinite where a whole number differs.
/// </param>
/// <param name="FirstDifference">The first element that is too far off, in words; null when there is none.</param>
public sealed record CorpusComparison(double MaximumError, string? FirstDifference)
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>Whether the results agree.</summary>
    public bool Agrees => FirstDifference is null;

    /// <summary>
    /// Compares results field by field, so that padding does not matter; what is not a number equals itself, whatever its bits.
    /// </summary>
    /// <param name="expected">The arrays as they should be.</param>
    /// <param name="actual">The arrays as they are.</param>
    /// <param name="tolerance">The error allowed; 0 asks for the same bits.</param>
    /// <returns>The comparison.</returns>
    public static CorpusComparison Of(IReadOnlyList<Array> expected, IReadOnlyList<Array> actual, double tolerance)
    {
        double maximum = 0;
        string? first = null;
        for (int k = 0; k < expected.Count; k++)
        {
            for (int i = 0; i < expected[k].Length; i++)
            {
                object wanted = expected[k].GetValue(i)!;
                object found = actual[k].GetValue(i)!;
                double error = Error(wanted, found);
                maximum = Math.Max(maximum, error);
                if (error > tolerance)
                    first ??= string.Create(CultureInfo.InvariantCulture, $"array {k}, element {i}: {found} in place of {wanted}");
            }
        }

        return new CorpusComparison(maximum, first);
    }

    private static double Error(object wanted, object found)
    {
        switch (wanted, found)
        {
            case (float a, float b):
                return BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) ? 0 : Error(a, (double)b);
            case (double a, double b):
                return BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) ? 0 : Error(a, b);
        }

        if (wanted.GetType().IsPrimitive)
            return wanted.Equals(found) ? 0 : double.PositiveInfinity;

        double maximum = 0;
        foreach (FieldInfo field in Fields.GetOrAdd(wanted.GetType(), InstanceFields))
            maximum = Math.Max(maximum, Error(field.GetValue(wanted)!, field.GetValue(found)!));
        return maximum;
    }

    /// <summary>The error of fractions whose bits differ: zeros of different sign are a smallest step apart, never equal.</summary>
    private static double Error(double wanted, double found)
    {
        if (double.IsNaN(wanted) && double.IsNaN(found))
            return 0;
        double error = Math.Abs(wanted - found) / Math.Max(1, Math.Abs(wanted));
        return double.IsNaN(error) ? double.PositiveInfinity : Math.Max(error, double.Epsilon);
    }

    private static FieldInfo[] InstanceFields(Type type)
        => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
