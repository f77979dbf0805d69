using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Interop.Tests;

/// <summary>Libraries that bring their own kernels work over ranges on a device.</summary>
public sealed class VendorTests
{
    private const int Length = 30_000;

    [Fact]
    public void Tensor_primitives_work_on_the_place_of_a_range()
    {
        HmmDevice host = HmmDevice.Host;
        using HmmArray<float> x = Given.Numbers(Length);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Length);

        InteropKernels.Scale(host, Length, 2, x, y);
        host.Access(HmmOperand.Read<float>(x), HmmOperand.ReadWrite<float>(y), (from, to, stream) =>
            TensorPrimitives.Add(to.AsReadOnlySpan<float>(), from.AsReadOnlySpan<float>(), to.AsSpan<float>()));
        InteropKernels.AddInPlace(host, Length, 1, y);

        Assert.Equal(3f * 777 + 1, y[777]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_BLAS_multiplies_matrices_between_kernels(bool onHost)
    {
        Assert.SkipUnless(NativeLibrary.TryLoad(Blas.Library, out nint library), $"This machine has no {Blas.Library}.");
        Assert.SkipUnless(NativeLibrary.TryGetExport(library, "cblas_sgemm", out _), $"{Blas.Library} has no CBLAS interface.");
        const int n = 50;
        using HmmDevice device = onHost ? HmmDevice.Host : Given.SmallDevice();
        using HmmArray<float> a = Given.Numbers(n * n);
        using HmmArray<float> b = Given.Numbers(n * n);
        using HmmArray<float> c = HmmSpace.Shared.Allocate<float>(n * n);
        InteropKernels.AddInPlace(device, n * n, 1, a);

        device.Access(HmmOperand.Read<float>(a), HmmOperand.Read<float>(b), HmmOperand.Write<float>(c), (left, right, product, stream) =>
            Blas.Multiply(order: 101, 111, 111, n, n, n, 1, left.Pointer, n, right.Pointer, n, 0, product.Pointer, n));

        InteropKernels.AddInPlace(device, n * n, 1, c);
        Assert.Equal(Product(n), c[7 * n + 9], Product(n) * 1e-5);
    }

    [Fact]
    public void CuBLAS_multiplies_matrices_on_its_device()
    {
        HmmDevice? found = HmmDevice.All.FirstOrDefault(device => device.Kind == HmmDeviceKind.Cuda);
        Assert.SkipWhen(found is null, $"This machine has no CUDA device. {string.Join(' ', HmmDevice.DiscoveryReport)}");
        Assert.SkipUnless(NativeLibrary.TryLoad(Cublas.Library, out _), $"This machine has no {Cublas.Library}.");
        const int n = 50;
        using HmmDevice device = found.WithOptions(new HmmDeviceOptions { MemoryBudget = 64 << 10, PageSize = 4096 });
        using HmmArray<float> a = Given.Numbers(n * n);
        using HmmArray<float> b = Given.Numbers(n * n);
        using HmmArray<float> c = HmmSpace.Shared.Allocate<float>(n * n);
        InteropKernels.AddInPlace(device, n * n, 1, a);

        device.Access(HmmOperand.Read<float>(a), HmmOperand.Read<float>(b), HmmOperand.Write<float>(c), (left, right, product, stream) =>
        {
            Cublas.Check(Cublas.Create(out nint handle));
            Cublas.Check(Cublas.SetStream(handle, stream));
            Cublas.Check(Cublas.Multiply(handle, 0, 0, n, n, n, 1, right.Pointer, n, left.Pointer, n, 0, product.Pointer, n));
            Cublas.Check(Cublas.Destroy(handle));
        });

        InteropKernels.AddInPlace(device, n * n, 1, c);
        Assert.Equal(Product(n), c[7 * n + 9], Product(n) * 1e-5);
    }

    /// <summary>An element of the product, and one.</summary>
    private static double Product(int n) => Enumerable.Range(0, n).Sum(k => (7.0 * n + k + 1) * (k * n + 9.0)) + 1;
}
