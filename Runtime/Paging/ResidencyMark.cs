namespace HmmGen.Paging;

/// <summary>
/// A moment of a mirror. While the mark is the same, every page that was on the device is there: none has come, so the number tells of each that left.
/// </summary>
/// <param name="Version">The mirror's version, which grows when a page comes.</param>
/// <param name="Pages">The number of pages on the device.</param>
internal readonly record struct ResidencyMark(long Version, long Pages);
