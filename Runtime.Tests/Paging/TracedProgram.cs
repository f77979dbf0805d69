using HmmGen.Corpus;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Paging.Replay;

namespace HmmGen.Tests.Paging;

/// <summary>Launches over arrays that are two to four times larger than the device, whose uses of pages are recorded.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Run">Runs it: the device, and a source of arrays that have been written.</param>
internal sealed record TracedProgram(string Name, Action<HmmDevice, TracedArrays> Run)
{
    /// <summary>Whether plans name all pages. Otherwise uses that find their page there are not seen, so that the best looks better than it can be.</summary>
    public bool IsPlanned { get; private init; } = true;

    /// <summary>The frames of the device that runs it.</summary>
    public int Frames { get; private init; } = 768;

    private const int Page = 1024;

    /// <summary>All programs. Those that only contents of arrays steer come last.</summary>
    public static IReadOnlyList<TracedProgram> All { get; } =
    [
        new("saxpy, again and again", Saxpy),
        new("in turn forwards and backwards", ForwardsAndBackwards),
        new("blur, there and back", Blur),
        new("stencil over rows", Stencil),
        new("matrix product", MatrixProduct),
        new("matrix times vector, again and again", MatrixTimesVector),
        new("transposition, again and again", Transposition),
        new("outer product", OuterProduct),
        new("sums of segments", Sums),
        new("dot products of two arrays in turn", DotProducts),
        new("a small array and a long scan", HotAndScan),
        new("three kernels over three arrays that fit one by one", ThreeArrays),
        new("phases: one half for a while, then the other", Phases),
        new("bags of a table", Bags) { IsPlanned = false },
        new("sparse matrix times vector", SparseProduct) { IsPlanned = false },
        new("gather", Gather) { IsPlanned = false },
        new("the sample Digits", TracedSamples.Digits) { IsPlanned = false, Frames = 384 },
        new("the sample Embeddings", TracedSamples.Embeddings) { IsPlanned = false },
        new("the sample VectorSearch", TracedSamples.VectorSearch) { IsPlanned = false, Frames = 256 },
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static void Saxpy(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> x, HmmArray<float> y) = (arrays.Written<float>(768 * Page), arrays.Written<float>(768 * Page));
        for (int round = 0; round < 8; round++)
        {
            Elementwise.Saxpy(device, 768 * Page, 2, x, y);
        }
    }

    private static void ForwardsAndBackwards(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<uint> x, HmmArray<uint> y) = (arrays.Written<uint>(700 * Page), arrays.Written<uint>(700 * Page));
        for (int round = 0; round < 4; round++)
        {
            Ranks.Backwards(device, 700 * Page, x, y);
            Ranks.Backwards(device, 700 * Page, y, x);
        }
    }

    private static void Blur(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> x, HmmArray<float> y) = (arrays.Written<float>(600 * Page), arrays.Written<float>(600 * Page));
        for (int round = 0; round < 5; round++)
        {
            Stencils.Blur(device, 600 * Page, x, y);
            Stencils.Blur(device, 600 * Page, y, x);
        }
    }

    private static void Stencil(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> x, HmmArray<float> y) = (arrays.Written<float>(800 * Page), arrays.Written<float>(800 * Page));
        for (int round = 0; round < 4; round++)
        {
            StencilKernels.Cross(device, HmmExtent.Range((1, 799), (0, Page)), Page, x, y);
            StencilKernels.Cross(device, HmmExtent.Range((1, 799), (0, Page)), Page, y, x);
        }
    }

    private static void MatrixProduct(HmmDevice device, TracedArrays arrays)
    {
        // a and c: 1,024 pages each, 8 rows a page. b: 16 pages.
        (HmmArray<float> a, HmmArray<float> b) = (arrays.Written<float>(1024 * Page), arrays.Written<float>(128 * 128));
        HmmArray<float> c = arrays.Written<float>(1024 * Page);
        for (int round = 0; round < 3; round++)
        {
            Matrices.MatMul(device, (8192, 128), 4, 128, a, b, c);
        }
    }

    private static void MatrixTimesVector(HmmDevice device, TracedArrays arrays)
    {
        // The matrix: 1,200 pages, a row a page.
        (HmmArray<float> matrix, HmmArray<float> vector) = (arrays.Written<float>(1200 * Page), arrays.Written<float>(Page));
        (HmmArray<float> bias, HmmArray<float> result) = (arrays.Written<float>(1200), arrays.Written<float>(1200));
        for (int round = 0; round < 8; round++)
        {
            Matrices.MatVec(device, 1200, Page, matrix, vector, bias, result);
        }
    }

    private static void Transposition(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<int> x, HmmArray<int> y) = (arrays.Written<int>(512 * Page), arrays.Written<int>(512 * Page));
        for (int round = 0; round < 3; round++)
        {
            Ranks.Transpose(device, (1024, 512), 1024, 512, x, y);
        }
    }

    private static void OuterProduct(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> a, HmmArray<float> b) = (arrays.Written<float>(1400), arrays.Written<float>(Page));
        HmmArray<float> c = arrays.Written<float>(1400 * Page);
        for (int round = 0; round < 6; round++)
        {
            Ranks.Outer(device, (1400, Page), a, b, c);
        }
    }

    private static void Sums(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> x, HmmArray<float> sums) = (arrays.Written<float>(1500 * Page), arrays.Written<float>(3000));
        for (int round = 0; round < 8; round++)
        {
            Reductions.Sum(device, 3000, Page / 2, x, sums);
        }
    }

    private static void DotProducts(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<double> x, HmmArray<double> y) = (arrays.Written<double>(256 * Page), arrays.Written<double>(256 * Page));
        (HmmArray<double> z, HmmArray<double> products) = (arrays.Written<double>(256 * Page), arrays.Written<double>(1024));
        for (int round = 0; round < 5; round++)
        {
            Reductions.Dot(device, 1024, 256, x, y, products);
            Reductions.Dot(device, 1024, 256, x, z, products);
        }
    }

    private static void HotAndScan(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> hot, HmmArray<float> scanned) = (arrays.Written<float>(200 * Page), arrays.Written<float>(1600 * Page));
        HmmArray<float> sums = arrays.Written<float>(1600);
        for (int round = 0; round < 16; round++)
        {
            Reductions.Sum(device, 200, Page, hot, sums);
            Reductions.Sum(device, 200, Page, scanned.Slice(round % 8 * 200 * Page, 200 * Page), sums);
            Reductions.Sum(device, 200, Page, scanned.Slice(round * 7 % 8 * 200 * Page, 200 * Page), sums);
        }
    }

    private static void ThreeArrays(HmmDevice device, TracedArrays arrays)
    {
        HmmArray<float>[] all = [arrays.Written<float>(350 * Page), arrays.Written<float>(350 * Page), arrays.Written<float>(350 * Page)];
        HmmArray<float> sums = arrays.Written<float>(350);
        for (int round = 0; round < 24; round++)
        {
            Reductions.Sum(device, 350, Page, all[round % 3], sums);
        }
    }

    private static void Phases(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> x, HmmArray<float> sums) = (arrays.Written<float>(2000 * Page), arrays.Written<float>(1000));
        for (int round = 0; round < 12; round++)
        {
            Reductions.Sum(device, 1000, Page, x.Slice(round / 6 * 1000 * Page, 1000 * Page), sums);
        }
    }

    private static void Bags(HmmDevice device, TracedArrays arrays)
    {
        const int Rows = 16 * 2000;
        HmmArray<float> table = arrays.Written<float>(64 * Rows);
        (HmmArray<int> rows, HmmArray<float> sums) = (arrays.Written<int>(1280), arrays.Written<float>(64 * 64));
        Random random = new(1);
        for (int round = 0; round < 12; round++)
        {
            foreach (ref int row in rows.AsSpan())
            {
                row = (int)(Rows * Math.Pow(random.NextDouble(), 4));
            }

            GatherScatter.EmbeddingBag(device, (64, 64), 20, 64, rows, table, sums);
        }
    }

    private static void SparseProduct(HmmDevice device, TracedArrays arrays)
    {
        const int Count = 40_000;
        (HmmArray<int> starts, HmmArray<int> columns) = (arrays.Written<int>(Count + 1), arrays.Written<int>(16 * Count));
        (HmmArray<float> values, HmmArray<float> x) = (arrays.Written<float>(16 * Count), arrays.Written<float>(Count));
        HmmArray<float> y = arrays.Written<float>(Count);
        Random random = new(2);
        for (int row = 0; row <= Count; row++)
        {
            starts[row] = 16 * row;
        }

        foreach (ref int column in columns.AsSpan())
        {
            column = random.Next(Count);
        }

        for (int round = 0; round < 3; round++)
        {
            Sparse.CsrTimesVector(device, Count, starts, columns, values, x, y);
        }
    }

    private static void Gather(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<int> places, HmmArray<double> source) = (arrays.Written<int>(16 * Page), arrays.Written<double>(800 * Page));
        HmmArray<double> target = arrays.Written<double>(16 * Page);
        Random random = new(3);
        foreach (ref int place in places.AsSpan())
        {
            place = (int)(source.Length * Math.Pow(random.NextDouble(), 3));
        }

        for (int round = 0; round < 4; round++)
        {
            GatherScatter.Gather(device, 16 * Page, places, source, target);
        }
    }
}
