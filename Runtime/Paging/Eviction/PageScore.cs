namespace HmmGen.Paging.Eviction;

/// <summary>What is remembered of the use of a page, whether it is on the device or not.</summary>
/// <param name="Uses">The logarithm of its uses, older ones counting less; see <see cref="PageAges"/>.</param>
/// <param name="Launch">The last launch that counted.</param>
internal readonly record struct PageScore(float Uses, int Launch);
