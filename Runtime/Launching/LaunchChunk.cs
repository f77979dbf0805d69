using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A part of a launch that runs with one set of pages.</summary>
/// <param name="Box">The work items.</param>
/// <param name="Plan">The elements that they touch.</param>
/// <param name="Direct">Whether a direct variant may run.</param>
internal sealed record LaunchChunk(WorkBox Box, AccessPlan Plan, bool Direct);
