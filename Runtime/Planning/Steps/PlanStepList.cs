namespace HmmGen.Planning.Steps;

/// <summary>Collects the steps of a plan, and finds how much room their values take.</summary>
internal sealed class PlanStepList
{
    private readonly List<PlanStep> _steps = [];
    private int _depth;
    private int _mostDepth;
    private int _noted;
    private int _mostNoted;
    private int _values;
    private int _conditions;

    /// <summary>Makes room for a value that is kept.</summary>
    /// <returns>Its number.</returns>
    internal int NewValue() => _values++;

    /// <summary>Makes room for a condition that is kept.</summary>
    /// <returns>Its number.</returns>
    internal int NewCondition() => _conditions++;

    /// <summary>Adds a step.</summary>
    /// <param name="operation">What it does.</param>
    /// <param name="number">The number that the operation speaks of.</param>
    internal void Add(PlanOperation operation, long number = 0) => Add(new PlanStep(operation, number));

    /// <summary>Adds a step.</summary>
    /// <param name="step">The step.</param>
    internal void Add(PlanStep step)
    {
        _steps.Add(step);
        (int taken, int given, int noted) = step.Operation switch
        {
            <= PlanOperation.Unknown => (0, 1, 0),
            <= PlanOperation.FitsInt64 => (1, 1, 0),
            <= PlanOperation.Max => (2, 1, 0),
            <= PlanOperation.NotEqual => (2, 0, 1),
            <= PlanOperation.UnknownCondition => (0, 0, 1),
            PlanOperation.KeepValue => (1, 0, 0),
            PlanOperation.KeepCondition => (0, 0, -1),
            PlanOperation.Loop => (3, 0, 0),
            PlanOperation.AfterEffects => (0, 0, 0),
            _ => (1, 0, -_noted),
        };
        _depth += given - taken;
        _mostDepth = Math.Max(_mostDepth, _depth);
        _noted += noted;
        _mostNoted = Math.Max(_mostNoted, _noted);
    }

    /// <summary>Ends the list.</summary>
    /// <param name="text">The text that was read.</param>
    /// <param name="numbers">How many numbers a launch must give.</param>
    /// <returns>The steps.</returns>
    internal PlanSteps Complete(string text, int numbers) => new()
    {
        Text = text,
        Steps = [.. _steps],
        Values = _values,
        Conditions = _conditions,
        Depth = _mostDepth,
        Noted = _mostNoted,
        Numbers = numbers,
    };
}
