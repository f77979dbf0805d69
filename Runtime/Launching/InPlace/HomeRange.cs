namespace HmmGen.Launching.InPlace;

/// <summary>A part of a region that a launch in place may touch.</summary>
/// <param name="Buffer">The number of a buffer in the region.</param>
/// <param name="First">The first unit of the region.</param>
/// <param name="Count">The number of units.</param>
/// <param name="Write">Whether the launch may write it.</param>
internal readonly record struct HomeRange(int Buffer, long First, long Count, bool Write);
