namespace HmmGen.Planning.Steps;

/// <summary>The names that a plan's lines define.</summary>
internal sealed class PlanNames
{
    private readonly Dictionary<string, (PlanNameKind Kind, int Number)>.AlternateLookup<ReadOnlySpan<char>> _names
        = new Dictionary<string, (PlanNameKind Kind, int Number)>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it stands for.</param>
    /// <param name="number">The number of the value or condition.</param>
    /// <returns>False when the name exists already.</returns>
    internal bool TryAdd(ReadOnlySpan<char> name, PlanNameKind kind, int number) => _names.TryAdd(name, (kind, number));

    /// <summary>Finds a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it must stand for; a loop's variable is a value too.</param>
    /// <param name="number">The number of the value or condition.</param>
    /// <returns>False when there is no such name.</returns>
    internal bool TryFind(ReadOnlySpan<char> name, PlanNameKind kind, out int number)
    {
        bool found = _names.TryGetValue(name, out (PlanNameKind Kind, int Number) known);
        number = known.Number;
        return found && (known.Kind == kind || (known.Kind == PlanNameKind.Loop && kind == PlanNameKind.Value));
    }
}
