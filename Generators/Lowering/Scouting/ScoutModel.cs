using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>The slice of a kernel that computes addresses and control only.</summary>
/// <param name="Body">Its code: loads that it needs, and marks in place of all other accesses of marked parameters.</param>
/// <param name="Marked">The numbers of the parameters whose accesses it marks, in <see cref="KernelModel.Parameters"/>: those that the plan does not know.</param>
/// <param name="Loaded">The numbers of the parameters whose elements it loads. The kernel writes none of them.</param>
/// <param name="OfRows">Whether it runs once for all work items that differ in the last index only.</param>
internal sealed record ScoutModel(KernelBody Body, EquatableArray<int> Marked, EquatableArray<int> Loaded, bool OfRows);
