namespace HmmGen.Planning.Steps;

/// <summary>Collects the steps of a plan. Equal operations on the same values become one step, computed once.</summary>
internal sealed class PlanStepList
{
    private readonly List<PlanStep> _steps = [];
    private readonly Dictionary<PlanStep, int> _known = [];
    private readonly Dictionary<long, int> _constants = [];
    private readonly List<PlanValue> _values = [];
    private readonly List<int> _together = [];
    private int? _unknown;
    private int? _unknownCondition;
    private int _start;
    private int _conditions;
    private int _numbers;

    /// <summary>Adds a constant.</summary>
    /// <param name="value">The constant.</param>
    /// <returns>The number of the value.</returns>
    internal int Constant(long value)
    {
        if (!_constants.TryGetValue(value, out int number))
        {
            number = NewValue(PlanValue.Constant(value));
            _constants.Add(value, number);
        }
        return number;
    }

    /// <summary>Adds a value that depends on data.</summary>
    /// <returns>The number of the value.</returns>
    internal int Unknown() => _unknown ??= NewValue(PlanValue.Unknown);

    /// <summary>Whether a value is the one that depends on data.</summary>
    /// <param name="value">The number of the value.</param>
    /// <returns>True when it is.</returns>
    internal bool IsUnknown(int value) => value == _unknown;

    /// <summary>Adds a number of the launch.</summary>
    /// <param name="operation">Whether it is signed or unsigned.</param>
    /// <param name="number">Its index among the numbers of the launch.</param>
    /// <returns>The number of the value.</returns>
    internal int Number(PlanOperation operation, int number)
    {
        _numbers = Math.Max(_numbers, number + 1);
        return Value(operation, number);
    }

    /// <summary>Adds a value.</summary>
    /// <param name="operation">The operation that computes it.</param>
    /// <param name="first">The first operand.</param>
    /// <param name="second">The second operand.</param>
    /// <returns>The number of the value.</returns>
    internal int Value(PlanOperation operation, int first, int second = 0)
        => Known(operation, first, second, out int known) ? known : Add(operation, NewValue(default), first, second);

    /// <summary>Adds the variable of a loop; no two loops share a variable.</summary>
    /// <param name="from">The first value.</param>
    /// <param name="until">The value at which the loop ends.</param>
    /// <param name="by">The distance.</param>
    /// <returns>The number of the value.</returns>
    internal int Loop(int from, int until, int by)
    {
        int target = NewValue(default);
        _steps.Add(new PlanStep(PlanOperation.Loop, target, WhereItRuns(from, until, by), until, by));
        return target;
    }

    /// <summary>
    /// The first value of a loop that runs. Plans may say "from <c>min(a, b)</c> until <c>b</c>", so that no value is beyond the limit. A loop that runs begins
    /// at <c>a</c> then, which is affine where the lesser value is not.
    /// </summary>
    private int WhereItRuns(int from, int until, int by)
    {
        if (!_constants.ContainsValue(by)) return from;
        PlanOperation nearer = _values[by].Lowest > 0 ? PlanOperation.Min : PlanOperation.Max;
        foreach (PlanStep step in _steps)
        {
            if (step.Operation != nearer || step.Target != from) continue;
            if (step.Second == until) return step.First;
            if (step.First == until) return step.Second;
        }
        return from;
    }

    /// <summary>Adds a value that a condition chooses.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The value where it holds.</param>
    /// <param name="whenFalse">The value where it does not.</param>
    /// <returns>The number of the value.</returns>
    internal int Choose(int condition, int whenTrue, int whenFalse)
    {
        int target = NewValue(default);
        _steps.Add(new PlanStep(PlanOperation.Choose, target, condition, whenTrue, whenFalse));
        return target;
    }

    /// <summary>Adds a condition.</summary>
    /// <param name="operation">The comparison that must hold.</param>
    /// <param name="first">The first operand.</param>
    /// <param name="second">The second operand.</param>
    /// <returns>The number of the condition.</returns>
    internal int Condition(PlanOperation operation, int first, int second = 0)
        => Known(operation, first, second, out int known) ? known : Add(operation, _conditions++, first, second);

    /// <summary>Adds a condition that depends on data.</summary>
    /// <returns>The number of the condition.</returns>
    internal int UnknownCondition() => _unknownCondition ??= _conditions++;

    /// <summary>Adds an access.</summary>
    /// <param name="operation">Whether it must or may happen when the conditions hold.</param>
    /// <param name="site">The site.</param>
    /// <param name="index">The element's number.</param>
    /// <param name="conditions">The conditions.</param>
    internal void Access(PlanOperation operation, int site, int index, List<int> conditions)
    {
        List<int> all = [.. conditions.SelectMany(Parts)];
        _steps.Add(new PlanStep(operation, site, index, Together(all), all.Count));
    }

    /// <summary>Notes that a work item may have stored something, or failed in another way, before an access.</summary>
    /// <param name="site">The site.</param>
    internal void AfterEffects(int site) => _steps.Add(new PlanStep(PlanOperation.AfterEffects, site));

    /// <summary>Ends the list.</summary>
    /// <param name="text">The plan's text.</param>
    /// <returns>The steps.</returns>
    internal PlanSteps Complete(string text)
        => new() { Text = text, Steps = [.. _steps], Values = [.. _values], Conditions = _conditions, Numbers = _numbers };

    /// <summary>
    /// The conditions that must all hold where one does. <c>(uint)x &lt; (uint)n</c> says two things of <c>x</c>: that it is not negative, and that it is less than
    /// <c>n</c>.
    /// </summary>
    private int[] Parts(int condition)
    {
        int at = _steps.FindIndex(step => step.Target == condition && step.Operation is (PlanOperation.Less or PlanOperation.Greater));
        if (at < 0) return [condition];
        PlanStep compared = _steps[at];
        (int less, int greater) = compared.Operation == PlanOperation.Less ? (compared.First, compared.Second) : (compared.Second, compared.First);
        int unsigned = _steps.FindIndex(step => step.Operation == PlanOperation.UInt32 && step.Target == less);
        if (unsigned < 0) return [condition];
        int value = _steps[unsigned].First;
        return [Part(PlanOperation.NotNegative, value, less, greater), Part(PlanOperation.Below, value, less, greater)];
    }

    private int Part(PlanOperation operation, int value, int unsigned, int limit)
    {
        PlanStep key = new(operation, 0, value, unsigned, limit);
        if (!_known.TryGetValue(key, out int condition))
        {
            condition = _conditions++;
            _known.Add(key, condition);
            _steps.Add(key with { Target = condition });
        }
        return condition;
    }

    /// <summary>Finds consecutive numbers for an access's conditions; mostly they are those of the access before.</summary>
    private int Together(List<int> conditions)
    {
        if (conditions.Count == 0) return 0;
        if (!conditions.Where((condition, at) => condition != conditions[0] + at).Any()) return conditions[0];
        if (conditions.SequenceEqual(_together)) return _start;
        _together.Clear();
        _together.AddRange(conditions);
        _start = _conditions;
        foreach (int condition in conditions) _steps.Add(new PlanStep(PlanOperation.Copy, _conditions++, condition));
        return _start;
    }

    private bool Known(PlanOperation operation, int first, int second, out int number)
        => _known.TryGetValue(new PlanStep(operation, 0, first, second), out number);

    private int Add(PlanOperation operation, int target, int first, int second)
    {
        _known.Add(new PlanStep(operation, 0, first, second), target);
        _steps.Add(new PlanStep(operation, target, first, second));
        return target;
    }

    private int NewValue(PlanValue value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }
}
