using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A part of a chunk that runs in one variant.</summary>
/// <param name="Box">The work items.</param>
/// <param name="Plan">The elements that they touch.</param>
/// <param name="Frames">Where their pages lie.</param>
internal readonly record struct ChunkPiece(WorkBox Box, AccessPlan Plan, PieceFrames Frames)
{
    /// <summary>Whether the pages of each parameter lie in contiguous frames.</summary>
    public bool IsWhole => Frames.OfRegions is not null;
}
