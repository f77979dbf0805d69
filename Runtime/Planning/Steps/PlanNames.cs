namespace HmmGen.Planning.Steps;

/// <summary>The names that the lines of a plan have given, and the steps that give what they stand for.</summary>
internal sealed class PlanNames
{
    private readonly Dictionary<string, (PlanStep Step, bool IsLoop)>.AlternateLookup<ReadOnlySpan<char>> _steps
        = new Dictionary<string, (PlanStep Step, bool IsLoop)>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Gives a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="step">Gives what it stands for.</param>
    /// <param name="isLoop">Whether that is a loop's variable.</param>
    /// <returns>Whether nothing had the name before.</returns>
    internal bool TryAdd(ReadOnlySpan<char> name, PlanStep step, bool isLoop) => _steps.TryAdd(name, (step, isLoop));

    /// <summary>Finds a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">Gives the value.</param>
    /// <returns>Whether there is one.</returns>
    internal bool TryValue(ReadOnlySpan<char> name, out PlanStep step) => TryFind(name, out step, out _) && step.Operation != PlanOperation.Condition;

    /// <summary>Finds a condition.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">Gives the condition.</param>
    /// <returns>Whether there is one.</returns>
    internal bool TryCondition(ReadOnlySpan<char> name, out PlanStep step) => TryFind(name, out step, out _) && step.Operation == PlanOperation.Condition;

    /// <summary>Finds a loop's variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">Gives the variable.</param>
    /// <returns>Whether there is one.</returns>
    internal bool TryLoop(ReadOnlySpan<char> name, out PlanStep step) => TryFind(name, out step, out bool isLoop) && isLoop;

    private bool TryFind(ReadOnlySpan<char> name, out PlanStep step, out bool isLoop)
    {
        bool found = _steps.TryGetValue(name, out (PlanStep Step, bool IsLoop) known);
        (step, isLoop) = known;
        return found;
    }
}
