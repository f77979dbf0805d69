namespace HmmGen.Planning.Steps;

/// <summary>A kernel's access plan as launches evaluate it: read once from its text, never changed, and used by all threads.</summary>
internal sealed class PlanSteps
{
    /// <summary>The text.</summary>
    internal required string Text { get; init; }

    /// <summary>The steps, in their order.</summary>
    internal required PlanStep[] Steps { get; init; }

    /// <summary>The values before the first step: the constants are there.</summary>
    internal required PlanValue[] Values { get; init; }

    /// <summary>How many conditions there are; those that no step gives are unknown.</summary>
    internal required int Conditions { get; init; }

    /// <summary>How many numbers a launch must give.</summary>
    internal required int Numbers { get; init; }
}
