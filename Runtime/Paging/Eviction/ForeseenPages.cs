using HmmGen.Base;

namespace HmmGen.Paging.Eviction;

/// <summary>Pages of a region that are going to be touched.</summary>
/// <param name="Mirror">The region's mirror. It may be closed by now.</param>
/// <param name="Pages">The pages whose contents are wanted.</param>
/// <param name="Overwritten">Pages that come without contents, since they are overwritten. To keep one that the host has too saves no copy.</param>
/// <param name="IsWritten">Whether pages of the region are going to be written.</param>
internal readonly record struct ForeseenPages(RegionMirror Mirror, PageRuns Pages, PageRuns Overwritten, bool IsWritten);
