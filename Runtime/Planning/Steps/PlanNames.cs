namespace HmmGen.Planning.Steps;

/// <summary>The names that the lines of a plan have given.</summary>
internal sealed class PlanNames
{
    private readonly Dictionary<string, (PlanNameKind Kind, int Number)>.AlternateLookup<ReadOnlySpan<char>> _names
        = new Dictionary<string, (PlanNameKind Kind, int Number)>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Gives a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it stands for.</param>
    /// <param name="number">The number of the value or condition.</param>
    /// <returns>Whether nothing had the name before.</returns>
    internal bool TryAdd(ReadOnlySpan<char> name, PlanNameKind kind, int number) => _names.TryAdd(name, (kind, number));

    /// <summary>Finds what a name stands for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it must stand for; a loop's variable is a value too.</param>
    /// <param name="number">The number of the value or condition.</param>
    /// <returns>Whether there is such a name.</returns>
    internal bool TryFind(ReadOnlySpan<char> name, PlanNameKind kind, out int number)
    {
        bool found = _names.TryGetValue(name, out (PlanNameKind Kind, int Number) known);
        number = known.Number;
        return found && (known.Kind == kind || (known.Kind == PlanNameKind.Loop && kind == PlanNameKind.Value));
    }
}
