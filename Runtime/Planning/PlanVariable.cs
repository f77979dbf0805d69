namespace HmmGen.Planning;

/// <summary>An index dimension of the launch, or a loop: every whole number from <see cref="Low"/> to <see cref="High"/>.</summary>
internal sealed class PlanVariable
{
    /// <summary>Variables stay within ±2^62, so that sums and products with them can be judged in 128 bits.</summary>
    internal const long Bound = 1L << 62;

    /// <summary>Makes an index dimension or a loop.</summary>
    /// <param name="id">The number within the plan; a loop's is higher than those of all variables in its bounds.</param>
    /// <param name="isLoop">Whether this is a loop.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value; a variable with <paramref name="high"/> below <paramref name="low"/> is empty.</param>
    internal PlanVariable(int id, bool isLoop, long low, long high)
    {
        Id = id;
        IsLoop = isLoop;
        IsEmpty = high < low;
        Low = IsEmpty ? 0 : low;
        High = IsEmpty ? 0 : high;
    }

    /// <summary>The number within the plan.</summary>
    internal int Id { get; }

    /// <summary>Whether this is a loop.</summary>
    internal bool IsLoop { get; }

    /// <summary>Whether the variable follows others, as a quotient or a remainder does: not each of its values comes with each of theirs.</summary>
    internal bool Follows { get; init; }

    /// <summary>Whether the variable never has a value: a loop that does not run.</summary>
    internal bool IsEmpty { get; }

    /// <summary>The lowest value; 0 when empty.</summary>
    internal long Low { get; }

    /// <summary>The highest value; 0 when empty.</summary>
    internal long High { get; }

    /// <summary>Whether <see cref="Lower"/> and <see cref="Upper"/> bound the variable more closely than <see cref="Low"/> and <see cref="High"/>.</summary>
    internal bool IsBounded { get; private set; }

    /// <summary>The loop's first value as a bound, where it depends on other variables.</summary>
    internal PlanCondition Lower { get; private set; }

    /// <summary>The loop's condition as a bound, where it depends on other variables.</summary>
    internal PlanCondition Upper { get; private set; }

    /// <summary>For a loop: the condition that its body runs at least once.</summary>
    internal PlanCondition Runs { get; set; }

    /// <summary>Bounds the variable by other variables.</summary>
    /// <param name="lower">The one bound.</param>
    /// <param name="upper">The other bound.</param>
    internal void Bind(in PlanCondition lower, in PlanCondition upper)
    {
        IsBounded = true;
        Lower = lower;
        Upper = upper;
    }
}
