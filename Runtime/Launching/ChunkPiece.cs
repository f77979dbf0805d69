using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A part of a chunk that runs in one variant.</summary>
/// <param name="Box">The work items.</param>
/// <param name="Plan">The elements that they touch.</param>
/// <param name="IsWhole">Whether the pages of each parameter lie in contiguous frames.</param>
internal readonly record struct ChunkPiece(WorkBox Box, AccessPlan Plan, bool IsWhole);
