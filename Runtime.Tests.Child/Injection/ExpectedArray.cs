namespace HmmGen.Tests.Child.Injection;

/// <summary>An array, and what it may hold after an operation.</summary>
/// <param name="Array">The array.</param>
/// <param name="Before">What it held before: what it may still hold where the operation was refused.</param>
/// <param name="After">What it holds when the operation has done its work.</param>
internal sealed record ExpectedArray(HmmArray<int> Array, int[] Before, int[] After)
{
    /// <summary>The elements of a host page.</summary>
    public const int Page = 1024;

    /// <summary>Compares every page.</summary>
    /// <param name="done">Whether the operation was not refused.</param>
    /// <returns>Why pages are lost; empty when none is.</returns>
    /// <exception cref="WrongException">A value is neither.</exception>
    public HashSet<string> Check(bool done)
    {
        HashSet<string> reasons = [];
        for (int start = 0; start < After.Length; start += Page)
        {
            int count = Math.Min(Page, After.Length - start);
            try
            {
                Compare(Array.AsReadOnlySpan(start, count), start, done);
            }
            catch (Exception refusal) when (Refusals.IsTyped(refusal))
            {
                reasons.Add(Refusals.Reason(refusal));
            }
        }

        return reasons;
    }

    /// <summary>Compares some elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="start">The number of the first.</param>
    /// <param name="done">Whether the operation was not refused.</param>
    /// <exception cref="WrongException">A value is wrong.</exception>
    public void Compare(ReadOnlySpan<int> values, int start, bool done)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != After[start + i] && (done || values[i] != Before[start + i]))
            {
                throw new WrongException(
                    $"element {start + i} is {values[i]:X}, was {Before[start + i]:X}, should be {After[start + i]:X}{(done ? "" : " or that")}");
            }
        }
    }
}
