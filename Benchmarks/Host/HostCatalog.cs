using HmmGen.Benchmarks.Host.Cases;

namespace HmmGen.Benchmarks.Host;

/// <summary>All cases, by groups.</summary>
internal static class HostCatalog
{
    /// <summary>The groups, in the order in which they print. Cases are made when their turn comes, so that only one holds memory.</summary>
    public static IReadOnlyList<(string Name, Func<HostTools, HostCase>[] Cases)> Groups { get; } =
    [
        ("matrix", [static tools => MatrixCases.Product(tools, 512), static tools => MatrixCases.Product(tools, 1024)]),
        (
            "vectors",
            [
                static tools => ElementCases.Saxpy(tools, 1 << 15, "32K"),
                static tools => ElementCases.Saxpy(tools, 1 << 23, "8M"),
                static tools => ElementCases.Grey(tools, 1 << 18),
                ImageCases.Mandelbrot,
                ImageCases.Stencil,
                ImageCases.Convolve,
                RowCases.Assign,
                TableCases.Accelerate,
                TableCases.Pool,
                static tools => MatrixCases.Transpose(tools, 512),
                RowCases.DotOfBytes,
            ]
        ),
        ("columns", [static tools => MatrixCases.AddColumns(tools, 1024), static _ => MatrixCases.ProductByColumns(512)]),
        (
            "tensors",
            [
                static tools => RowCases.Distance(tools, 10_000),
                static tools => RowCases.SumOfSquares(tools),
                static tools => RowCases.Softmax(tools),
                static tools => ElementCases.Sigmoid(tools, 1 << 16),
                static tools => ElementCases.BlackScholes(tools, 1 << 14),
            ]
        ),
        ("functions", [static _ => FunctionCases.Tanh(), static _ => FunctionCases.Gelu(), static _ => FunctionCases.Gamma(), static _ => FunctionCases.Decibels()]),
        ("slices", [static _ => SliceCases.Score(), static _ => SliceCases.Cosine(), static _ => SliceCases.Normalize(), static _ => SliceCases.Sum()]),
        (
            "unrolled",
            [static _ => UnrolledCases.Distance(), static _ => UnrolledCases.Score(), static _ => UnrolledCases.Complex(), static _ => UnrolledCases.Weigh(), static _ => UnrolledCases.Brightness()]
        ),
        (
            "choices",
            [
                static _ => ChoiceCases.Best(),
                static _ => ChoiceCases.Rectify(),
                static _ => ChoiceCases.Masked(),
                static _ => ChoiceCases.Loss(),
                static _ => ChoiceCases.Attend(),
                static _ => ChoiceCases.SumPart(),
                static _ => ChoiceCases.AddInTurns(),
                static _ => ChoiceCases.Median(),
            ]
        ),
        (
            "loops",
            [
                static _ => LoopCases.Permute(),
                static _ => LoopCases.Interleave(),
                static _ => LoopCases.Scale(3),
                static _ => LoopCases.Scale(7),
                static _ => LoopCases.Shuffle(),
            ]
        ),
        ("interleaved", [static _ => InterleavedCases.Multiply(), static _ => InterleavedCases.Mix(), static _ => InterleavedCases.Pack(), static _ => InterleavedCases.Overlap()]),
        (
            "models",
            [
                static _ => ModelCases.SoftmaxOfClasses(),
                static _ => ModelCases.SoftmaxInPlace(),
                static _ => ModelCases.AddErrors(),
                static _ => ModelCases.Rotate(),
                static _ => ModelCases.RotateHead(),
                static _ => ModelCases.RotatePairs(),
                static _ => ModelCases.Embed(),
                static _ => ModelCases.AddGradients(),
                static _ => ModelCases.AddNeighbours(16),
                static _ => ModelCases.AddNeighbours(64),
                static _ => ModelCases.AddNeighbours(100),
                static _ => ModelCases.MixHeads(),
                static _ => ModelCases.LabelErrors(),
            ]
        ),
        ("recurrences", [static _ => RecurrenceCases.Advantages(), static _ => RecurrenceCases.SumSuffixes()]),
        (
            "networks",
            [
                static _ => NetworkCases.ConvolveChannels(1),
                static _ => NetworkCases.ConvolveChannels(2),
                static _ => NetworkCases.ConvolvePixels(32),
                static _ => NetworkCases.ConvolvePixels(20),
                static _ => NetworkCases.Unfold(),
                static _ => NetworkCases.AddRectified(),
                static _ => NetworkCases.AddClipped(),
                static _ => NetworkCases.CrossEntropy(64, 1000),
                static _ => NetworkCases.CrossEntropy(500, 100),
                static _ => NetworkCases.ShortenRows(),
                static _ => NetworkCases.AskedMeans(),
            ]
        ),
        (
            "flat",
            [
                static _ => FlatCases.Gate(),
                static _ => FlatCases.AddBias(),
                static _ => FlatCases.Embed(),
                static _ => FlatCases.Rotate(),
                static _ => FlatCases.Multiply(),
                static _ => FlatCases.MixValues(),
            ]
        ),
        (
            "odd",
            [
                static _ => FlatCases.AddBias(12),
                static _ => FlatCases.AddBias(20),
                static _ => FlatCases.AddBias(100),
                static _ => FlatCases.AddBiasInPlace(12),
                static _ => FlatCases.AddBiasInPlace(20),
                static _ => FlatCases.AddBiasInPlace(100),
                static _ => FlatCases.Descend(12),
                static _ => FlatCases.Descend(36),
                static _ => FlatCases.Descend(100),
                static _ => FlatCases.Gate(12),
                static _ => FlatCases.Gate(36),
                static _ => FlatCases.Gate(100),
                static _ => FlatCases.Multiply(15),
                static _ => FlatCases.Multiply(36),
                static _ => FlatCases.Multiply(100),
            ]
        ),
        (
            "turns",
            [
                static _ => TurnCases.Multiply(),
                static _ => TurnCases.Attend(),
                static _ => TurnCases.ScoreQueries(),
                static _ => TurnCases.MixValues(),
                static _ => TurnCases.ScorePairs(),
                static _ => TurnCases.SumWindow(),
                static _ => TurnCases.Bucketize(),
            ]
        ),
        (
            "fast",
            [
                static tools => MatrixCases.Product(tools, 512, isFast: true).Fast(HostGoal.ByBlas),
                static tools => MatrixCases.Product(tools, 1024, isFast: true).Fast(HostGoal.ByBlas),
                static tools => RowCases.Distance(tools, 10_000, isFast: true).Fast(HostGoal.FasterThanTensors),
                static tools => RowCases.SumOfSquares(tools, isFast: true).Fast(HostGoal.FasterThanTensors),
                static tools => RowCases.Softmax(tools, isFast: true).Fast(HostGoal.FasterThanTensors),
                static tools => ElementCases.Sigmoid(tools, 1 << 16, isFast: true).Fast(HostGoal.FasterThanTensors),
                static tools => ElementCases.BlackScholes(tools, 1 << 14, isFast: true).Fast(HostGoal.FasterThanTensors),
            ]
        ),
        ("atomics", [TableCases.Sum, static tools => TableCases.Count(tools, false), static tools => TableCases.Count(tools, true)]),
        (
            "sparse",
            [
                static tools => TableCases.Sparse(tools, 4, 32),
                static tools => TableCases.Sparse(tools, 2, 6),
                static tools => TableCases.Gather(tools, 1 << 12, "4K"),
                static tools => TableCases.Gather(tools, 1 << 20, "1M"),
            ]
        ),
        (
            "launches",
            [
                static _ => ElementCases.LaunchOverHmmArrays(1, new HostGoal(PeerKind.Loop, 1, 150)),
                static _ => ElementCases.LaunchOverHmmArrays(64, new HostGoal(PeerKind.Loop, 1.3)),
                static _ => ElementCases.LaunchOverHmmArrays(1000, new HostGoal(PeerKind.Loop, 1.05)),
                static _ => ElementCases.LaunchOverPlainArrays(1, new HostGoal(PeerKind.Loop, 1, 400)),
                static _ => ElementCases.LaunchOverPlainArrays(64, new HostGoal(PeerKind.Loop, 1.3)),
                static _ => ElementCases.LaunchOverPlainArrays(1000, new HostGoal(PeerKind.Loop, 1.05)),
            ]
        ),
        ("digits", [static _ => DigitsCase.Epoch()]),
    ];
}
