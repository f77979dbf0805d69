using HmmGen.Kernels;

namespace HmmGen.Planning;

/// <summary>The elements that one access touches.</summary>
internal sealed class PlanAccess
{
    /// <summary>The span parameter.</summary>
    internal required int Parameter { get; init; }

    /// <summary>The kind of the access.</summary>
    internal required AccessKind Kind { get; init; }

    /// <summary>The elements, clipped to the span; null when they depend on data.</summary>
    internal required ElementSet? Elements { get; init; }

    /// <summary>Whether each of the elements must be accessed.</summary>
    internal required bool IsMust { get; init; }

    /// <summary>The largest number of runs to enumerate; above it, gaps are filled.</summary>
    internal required long RunLimit { get; init; }

    /// <summary>Whether the index is in bounds.</summary>
    internal required bool InBounds { get; init; }
}
