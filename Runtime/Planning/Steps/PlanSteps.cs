namespace HmmGen.Planning.Steps;

/// <summary>A kernel's access plan as a launch evaluates it: read once from its text, never changed, and used by all threads.</summary>
internal sealed class PlanSteps
{
    /// <summary>The text.</summary>
    internal required string Text { get; init; }

    /// <summary>The steps, in their order.</summary>
    internal required PlanStep[] Steps { get; init; }

    /// <summary>How many values are kept.</summary>
    internal required int Values { get; init; }

    /// <summary>How many conditions are kept.</summary>
    internal required int Conditions { get; init; }

    /// <summary>How many values are on the stack at most.</summary>
    internal required int Depth { get; init; }

    /// <summary>How many conditions are noted at one time at most.</summary>
    internal required int Noted { get; init; }

    /// <summary>How many numbers a launch must give.</summary>
    internal required int Numbers { get; init; }
}
