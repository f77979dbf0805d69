namespace HmmGen.Launching.Scouting;

/// <summary>Why items of a scout could not go on.</summary>
/// <param name="HasMissed">Whether an item has to load from a page that is missing.</param>
/// <param name="HasFailed">Whether an item met an error: the kernel would fail there, or nobody can tell.</param>
internal readonly record struct ScoutStops(bool HasMissed, bool HasFailed);
