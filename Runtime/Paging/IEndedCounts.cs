using HmmGen.Base;

namespace HmmGen.Paging;

/// <summary>Counts of a device that are added once, at the end of what they count, and kept by who adds them.</summary>
internal interface IEndedCounts
{
    /// <summary>Adds the counts to sums. Thread safe.</summary>
    /// <param name="sums">The sums: one number for each <see cref="Counter"/>.</param>
    void AddTo(Span<long> sums);
}
