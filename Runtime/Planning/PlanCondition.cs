namespace HmmGen.Planning;

/// <summary>A condition under which an access happens; the default one is <see cref="Unknown"/>.</summary>
internal readonly struct PlanCondition
{
    private readonly PlanValue _value;

    private PlanCondition(PlanConditionKind kind, in PlanValue value)
    {
        bool known = kind != PlanConditionKind.Unknown && !value.IsUnknown;
        Kind = known ? kind : PlanConditionKind.Unknown;
        _value = known ? value : default;
    }

    /// <summary>A condition that depends on data: it may hold or not.</summary>
    public static PlanCondition Unknown => default;

    /// <summary>How <see cref="Value"/> compares with 0.</summary>
    internal PlanConditionKind Kind { get; }

    /// <summary>The value that is compared with 0.</summary>
    internal PlanValue Value => _value;

    /// <summary>Whether it holds for all values of the variables, or for none of them; null where it may hold or not.</summary>
    internal bool? Holds => Kind switch
    {
        PlanConditionKind.AtMost => _value.Highest <= 0 ? true : _value.Lowest > 0 ? false : null,
        PlanConditionKind.Equal => IsZero ? true : IsNeverZero ? false : null,
        PlanConditionKind.NotEqual => IsNeverZero ? true : IsZero ? false : null,
        _ => null,
    };

    private bool IsZero => _value is { Lowest: 0, Highest: 0 };

    private bool IsNeverZero => _value.Lowest > 0 || _value.Highest < 0;

    /// <summary>The first value is less than the second.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition Less(in PlanValue left, in PlanValue right) => new(PlanConditionKind.AtMost, left - right + 1);

    /// <summary>The first value is at most the second.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition LessOrEqual(in PlanValue left, in PlanValue right) => new(PlanConditionKind.AtMost, left - right);

    /// <summary>The first value is greater than the second.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition Greater(in PlanValue left, in PlanValue right) => Less(right, left);

    /// <summary>The first value is at least the second.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition GreaterOrEqual(in PlanValue left, in PlanValue right) => LessOrEqual(right, left);

    /// <summary>The values are equal.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition Equal(in PlanValue left, in PlanValue right) => new(PlanConditionKind.Equal, left - right);

    /// <summary>The values differ.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition NotEqual(in PlanValue left, in PlanValue right) => new(PlanConditionKind.NotEqual, left - right);

    /// <summary>The body of a loop runs at least once.</summary>
    /// <param name="loop">The result of <see cref="LaunchPlan.Loop"/>.</param>
    /// <returns>The condition.</returns>
    public static PlanCondition Runs(in PlanValue loop) => loop.NewestLoop?.Runs ?? Unknown;
}
