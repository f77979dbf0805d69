using HmmGen.Base;

namespace HmmGen.Paging.Eviction;

/// <summary>Pages of a region that are going to be touched.</summary>
/// <param name="Mirror">The region's mirror. It may be closed by now.</param>
/// <param name="Pages">The pages.</param>
internal readonly record struct ForeseenPages(RegionMirror Mirror, PageRuns Pages);
