using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers;

/// <summary>Reports, for each access that a launch cannot plan, the reason.</summary>
internal static class UnplannedAccesses
{
    /// <summary>Finds the accesses.</summary>
    /// <param name="kernel">The parsed kernel.</param>
    /// <param name="sites">The places of its sites.</param>
    /// <returns>One message for each place. Accesses that the user has not written as such, as those of tables of constants, get none.</returns>
    public static IEnumerable<Diagnostic> Of(KernelModel kernel, IReadOnlyList<Location> sites)
    {
        HashSet<Location> said = [];
        foreach (PlanAccess access in PlanLowering.Lower(kernel).Accesses)
        {
            Location place = sites[access.Site];
            if (access.Reason is { } reason && place.SourceTree is { } tree && kernel.Parameters[access.Parameter].Source is null && said.Add(place))
            {
                yield return Diagnostic.Create(
                    KernelDiagnostics.Unplanned, place, tree.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true).Quote(), reason.Words);
            }
        }
    }
}
