using System.Globalization;

namespace HmmGen.Generators.Signatures;

/// <summary>Gives out unique names. A kernel may have thousands of values of one name, so the next number is remembered.</summary>
/// <param name="taken">The names that are taken from the start.</param>
internal sealed class FreeNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Takes the nearest free name.</summary>
    /// <param name="wanted">The name.</param>
    /// <returns>A name that is no keyword.</returns>
    public string Take(string wanted)
    {
        string stem = Identifier.IsPlain(wanted) ? wanted : wanted + "Value";
        if (!_numbers.TryGetValue(stem, out int number))
        {
            number = 1;
        }

        string name;
        do
        {
            name = number == 1 ? stem : stem + number.ToString(CultureInfo.InvariantCulture);
            number++;
        }
        while (!_taken.Add(name));

        _numbers[stem] = number;
        return name;
    }

    /// <summary>Takes the beginning of names that a number or an underscore follows.</summary>
    /// <param name="wanted">The beginning.</param>
    /// <returns>A beginning that no name has which is taken already.</returns>
    public string TakeStem(string wanted)
    {
        string stem = wanted;
        while (_taken.Any(name => name.StartsWith(stem, StringComparison.Ordinal) && (name.Length == stem.Length || name[stem.Length] == '_' || char.IsDigit(name[stem.Length]))))
        {
            stem += "Lane";
        }

        _taken.Add(stem);
        return stem;
    }
}
