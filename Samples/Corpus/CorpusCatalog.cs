namespace HmmGen.Corpus;

/// <summary>All cases.</summary>
public static class CorpusCatalog
{
    /// <summary>All cases, those of a file together.</summary>
    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        .. ElementwiseCases.All,
        .. StencilCases.All,
        .. ReductionCases.All,
        .. HistogramCases.All,
        .. SparseCases.All,
        .. GatherScatterCases.All,
        .. PointerCases.All,
        .. ControlFlowCases.All,
        .. StructCases.All,
        .. TupleCases.All,
        .. ConversionCases.All,
        .. MathFunctionCases.All,
        .. SliceCases.All,
        .. LocalArrayCases.All,
        .. AtomicCases.All,
        .. GraphCases.All,
        .. NeighbourCases.All,
        .. CallCases.All,
        .. NarrowCases.All,
        .. IntegerCases.All,
        .. RandomNumberCases.All,
        .. RankCases.All,
        .. MatrixCases.All,
    ];
}
