namespace HmmGen.Planning.Cutting;

/// <summary>A range for each variable of an access.</summary>
/// <param name="Low">The lowest values, in the order of the index's products.</param>
/// <param name="High">The highest values.</param>
/// <param name="IsExact">Whether the conditions hold for all of these values; else for some of them.</param>
internal readonly record struct CutBox(long[] Low, long[] High, bool IsExact);
