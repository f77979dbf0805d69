using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that are fast keep the bounds that the documentation names, and give NaN, infinities and errors as others do.</summary>
public sealed class FastTests(ITestOutputHelper output) : IDisposable
{
    private const double Epsilon = 1.0 / (1 << 24);
    private readonly HmmDevice _device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });
    private readonly Random _random = new(TestSeeds.First);

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    [Fact]
    public void Fast_kernels_have_lanes_and_say_that_they_are()
    {
        KernelDescriptor[] kernels =
        [
            FastKernels.DistanceKernel.Descriptor, FastKernels.SumsKernel.Descriptor, FastKernels.ExtremesKernel.Descriptor, FastKernels.SoftmaxKernel.Descriptor,
            FastKernels.ProductKernel.Descriptor, FastKernels.LostKernel.Descriptor, FastKernels.FunctionsKernel.Descriptor, FastKernels.DoublesKernel.Descriptor,
            FastKernels.GatherKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.True(kernel.IsFast));
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
        Assert.False(RowKernels.DistanceKernel.Descriptor.IsFast);
    }

    [Fact]
    public void Sums_are_as_near_as_their_lengths_allow()
    {
        output.WriteLine($"seed {TestSeeds.First}");
        for (int run = 0; run < TestScale.Iterations(20, 80, 2000); run++)
        {
            (int n, int width) = (_random.Next(1, 42), 1 + (run < 18 ? run : _random.Next(150)));
            float[] rows = Numbers(n * width), point = Numbers(width), sums = new float[n];
            FastKernels.Distance(_device, n, width, rows, point, sums);
            double[] wide = [.. rows.Select(static x => x / 3.0)], factors = [.. point.Select(static x => x / 7.0)], three = new double[n], rests = new double[n], lesses = new double[n];
            FastKernels.Sums(_device, n, width, wide, factors, three, rests, lesses);
            for (int row = 0; row < n; row++)
            {
                int start = row * width;
                double sum = 0;
                ExactSum added = new(), products = new();
                for (int j = 0; j < width; j++)
                {
                    double difference = (double)rows[start + j] - point[j];
                    sum += difference * difference;
                    added.Add(wide[start + j], 1);
                    products.Add(wide[start + j], factors[j]);
                }

                // One rounding for each difference, which counts twice, and one for each sum.
                Near(sum, sums[row], (width + 3) * Epsilon * sum);
                double bound = (3 * width + 4) * Math.Pow(2, -53) * (Math.Abs(factors[0]) + 2 * added.Size + products.Size);
                Near(added.Value + factors[0], three[row], bound);
                Near(added.Value + factors[0] - products.Value, rests[row], bound);
                Near(factors[0] - products.Value, lesses[row], bound);
            }
        }
    }

    [Fact]
    public void Matrix_products_are_as_near_as_their_lengths_allow()
    {
        output.WriteLine($"seed {TestSeeds.First}");
        (int Rows, int Inner, int Columns)[] shapes = [(1, 5, 9), (6, 16, 16), (13, 7, 33), (24, 40, 48), (47, 1, 65), (50, 300, 17)];
        foreach ((int rows, int inner, int columns) in shapes)
        {
            float[] a = Numbers(rows * inner), b = Numbers(inner * columns), c = new float[rows * columns];
            FastKernels.Product(_device, (rows, columns), inner, columns, a, b, c);
            for (int item = 0; item < c.Length; item++)
            {
                (double sum, double size) = (0, 0);
                for (int k = 0; k < inner; k++)
                {
                    double product = (double)a[item / columns * inner + k] * b[k * columns + item % columns];
                    (sum, size) = (sum + product, size + Math.Abs(product));
                }

                Near(sum, c[item], (inner + 1) * Epsilon * size);
            }
        }
    }

    [Fact]
    public void Rows_keep_NaN_infinities_and_zeros()
    {
        const int Count = 16, Width = 24;
        for (int place = 0; place < Width; place++)
        {
            float[] rows = Numbers(Count * Width), zeros = new float[Width], sums = new float[Count], least = new float[Count], most = new float[Count];
            rows[3 * Width + place] = float.NaN;
            rows[5 * Width + place] = float.PositiveInfinity;
            rows[7 * Width + place] = float.NegativeInfinity;
            rows.AsSpan(9 * Width, Width).Fill(-0f);
            FastKernels.Distance(_device, Count, Width, rows, zeros, sums);
            FastKernels.Extremes(_device, Count, Width, rows, least, most);
            Assert.Equal((float.NaN, float.PositiveInfinity, float.PositiveInfinity, 0f), (sums[3], sums[5], sums[7], sums[9]));
            Assert.Equal((float.NaN, float.PositiveInfinity, float.NegativeInfinity), (most[3], most[5], least[7]));
            for (int row = 0; row < Count; row++)
            {
                float[] own = rows[(row * Width)..(row * Width + Width)];
                Assert.Equal(own.Aggregate(MathF.Min), least[row]);
                Assert.Equal(own.Aggregate(-0f, MathF.Max), most[row]);
                Assert.Equal(float.IsNegative(own.Aggregate(-0f, MathF.Max)), float.IsNegative(most[row]));
            }
        }
    }

    [Fact]
    public void Products_are_not_rounded_before_they_are_added()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported, "This processor does not do both at once.");
        const int Count = 64;
        float[] x = Numbers(Count), y = Numbers(Count), rounded = [.. x.Zip(y, static (x, y) => x * y)], lost = new float[4 * Count];
        FastKernels.Lost(_device, Count, x, y, rounded, lost);
        for (int i = 0; i < Count; i++)
        {
            float exact = (float)((double)x[i] * y[i] - rounded[i]);
            Assert.Equal([exact, -exact, exact, exact], lost[(4 * i)..(4 * i + 4)]);
        }
    }

    [Fact]
    public void Softmax_is_near()
    {
        const int Count = 24, Width = 75;
        float[] scores = Numbers(Count * Width), shares = new float[Count * Width];
        FastKernels.Softmax(_device, Count, Width, scores, shares);
        for (int row = 0; row < Count; row++)
        {
            double[] exact = [.. scores.Skip(row * Width).Take(Width).Select(static x => Math.Exp(x))];
            double sum = exact.Sum();
            for (int j = 0; j < Width; j++)
            {
                Near(exact[j] / sum, shares[row * Width + j], (Width + 12) * Epsilon * exact[j] / sum);
            }
        }
    }

    [Fact]
    public void Functions_keep_their_bounds_in_kernels()
    {
        Func<double, double, double>[] exact =
        [
            static (x, _) => Math.Exp(x), static (x, _) => Math.Log(x), static (x, _) => Math.Log2(x), static (x, _) => Math.Log10(x), static (x, _) => Math.Sin(x),
            static (x, _) => Math.Cos(x), static (x, _) => Math.Tan(x), static (x, _) => Math.Tanh(x), static (x, _) => Math.Sinh(x), static (x, _) => Math.Cosh(x),
            static (x, y) => Math.Pow(x, y),
        ];
        const int Count = 800;
        float[] x = [.. Numbers(Count).Select(static x => MathF.Abs(x) * 5)], y = Numbers(Count), results = new float[exact.Length * Count];
        double[] wide = [.. x.Select(static x => (double)x)], doubles = new double[5 * Count];
        FastKernels.Functions(_device, (exact.Length, Count), Count, x, y, results);
        FastKernels.Doubles(_device, (5, Count), Count, wide, doubles);
        int[] those = [0, 1, 2, 4, 5];
        for (int i = 0; i < Count; i++)
        {
            for (int function = 0; function < exact.Length; function++)
            {
                double right = exact[function](x[i], y[i]);
                float size = MathF.Abs((float)right);
                Near(right, results[function * Count + i], 1.5 * (MathF.BitIncrement(size) - size));
            }

            for (int function = 0; function < those.Length; function++)
            {
                double right = exact[those[function]](wide[i], 0);
                Near(right, doubles[function * Count + i], 4 * (Math.BitIncrement(Math.Abs(right)) - Math.Abs(right)));
            }
        }
    }

    [Fact]
    public void Logarithms_to_the_base_2_keep_their_bound_where_vectors_of_NET_do_not()
    {
        const int Count = 1 << 16;
        double[] special = [0, -0.0, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 3e-310, double.MaxValue, 1, 8, 0.5];
        double[] x = [.. Enumerable.Range(0, Count).Select(_ => 1 + _random.NextDouble() / 2)], results = new double[3 * Count];
        x[0] = 1.343023082168318;
        special.CopyTo(x, 1);
        FastKernels.Doubles(_device, HmmExtent.Range((2, 3), (0, Count)), Count, x, results);
        for (int i = 0; i < Count; i++)
        {
            (double right, double found) = (Math.Log2(x[i]), results[2 * Count + i]);
            if (!double.IsFinite(right) || right == 0)
            {
                Assert.Equal(right, found);
            }
            else
            {
                // The method's own number is within a unit, too.
                Near(right, found, 2 * (Math.BitIncrement(Math.Abs(right)) - Math.Abs(right)));
            }
        }
    }

    [Fact]
    public void Errors_are_those_of_the_method()
    {
        const int Count = 100;
        for (int wrong = 0; wrong < Count; wrong += 7)
        {
            int[] at = [.. Enumerable.Range(0, Count).Select(i => i == wrong ? Count : Count - 1 - i)];
            float[] x = [.. Enumerable.Range(0, Count).Select(static i => (float)i)], y = new float[Count];
            HmmAccessException error = Assert.Throws<HmmAccessException>(() => FastKernels.Gather(_device, Count, at, x, y));
            Assert.Equal((wrong, Count), ((int)error.WorkItem[0], (int)error.ElementIndex));
            Assert.All(Enumerable.Range(0, wrong), i => Assert.Equal(2f * (Count - 1 - i), y[i]));
            Assert.Equal(0f, y[wrong]);
        }
    }

    [Fact]
    public void Simulated_devices_keep_the_bounds_too()
    {
        using HmmDevice device = HmmDevice.Simulated();
        OnDevice(device);
    }

    [Fact]
    public void OpenCL_devices_keep_the_bounds_too()
    {
        using HmmDevice device = OtherDevices.RequireDriven().WithOptions(new HmmDeviceOptions());
        OnDevice(device);
    }

    private void OnDevice(HmmDevice device)
    {
        const int Count = 30, Width = 40;
        float[] rows = Numbers(Count * Width), point = Numbers(Width), sums = new float[Count];
        FastKernels.Distance(device, Count, Width, rows, point, sums);
        for (int row = 0; row < Count; row++)
        {
            double sum = Enumerable.Range(0, Width).Sum(j => Math.Pow((double)rows[row * Width + j] - point[j], 2));
            Near(sum, sums[row], (Width + 3) * Epsilon * sum);
        }
    }

    // A sum of products in twice the precision, by Neumaier's way.
    private sealed class ExactSum
    {
        private double _sum;
        private double _lost;

        public double Value => _sum + _lost;

        public double Size { get; private set; }

        public void Add(double left, double right)
        {
            double product = left * right;
            Size += Math.Abs(product);
            Add(product);
            Add(Math.FusedMultiplyAdd(left, right, -product));
        }

        private void Add(double term)
        {
            double sum = _sum + term;
            _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
            _sum = sum;
        }
    }

    private static void Near(double exact, double found, double bound) => Assert.True(Math.Abs(found - exact) <= bound, $"{exact:R} is exact, {found:R} found, {bound:R} off at most");

    private float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(_random.NextDouble() * 8 - 4))];
}
