using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A part of a chunk that runs in one variant.</summary>
/// <param name="Box">The work items.</param>
/// <param name="Plan">The elements that they touch.</param>
/// <param name="Frames">Where the pages of each parameter lie in contiguous frames (<see cref="LaunchSpans.PlaceOf"/>); null if those of one do not.</param>
internal readonly record struct ChunkPiece(WorkBox Box, AccessPlan Plan, long[]? Frames);
