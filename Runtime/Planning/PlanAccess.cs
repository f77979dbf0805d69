using HmmGen.Kernels;

namespace HmmGen.Planning;

/// <summary>What one access touches.</summary>
internal sealed class PlanAccess
{
    /// <summary>The span parameter.</summary>
    internal required int Parameter { get; init; }

    /// <summary>What is done there.</summary>
    internal required AccessKind Kind { get; init; }

    /// <summary>The elements, clipped to the parameter's; null when they depend on data.</summary>
    internal required ElementSet? Elements { get; init; }

    /// <summary>Whether each of the elements is certainly accessed.</summary>
    internal required bool IsMust { get; init; }

    /// <summary>Whether the index is certainly in range.</summary>
    internal required bool InBounds { get; init; }
}
