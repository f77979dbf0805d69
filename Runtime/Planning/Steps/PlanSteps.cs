namespace HmmGen.Planning.Steps;

/// <summary>A kernel's access plan in the form that launches evaluate. It is read once from its text, never changes, and all threads share it.</summary>
internal sealed class PlanSteps
{
    /// <summary>The text.</summary>
    internal required string Text { get; init; }

    /// <summary>The steps, in their order.</summary>
    internal required PlanStep[] Steps { get; init; }

    /// <summary>The values before the first step: the constants are set.</summary>
    internal required PlanValue[] Values { get; init; }

    /// <summary>The number of conditions; those that no step computes are unknown.</summary>
    internal required int Conditions { get; init; }

    /// <summary>The number of numbers that a launch must give.</summary>
    internal required int Numbers { get; init; }
}
