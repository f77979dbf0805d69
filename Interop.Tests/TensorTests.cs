using System.Numerics.Tensors;
using Xunit;

namespace HmmGen.Interop.Tests;

/// <summary>Memory, tensors and tensor primitives over an array of a space, between launches on a device.</summary>
public sealed class TensorTests
{
    private const int Length = 30_000;

    [Fact]
    public void Tensor_primitives_read_and_write_what_kernels_did()
    {
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = Given.Numbers(Length);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Length);

        InteropKernels.Scale(device, Length, 2, x, y);
        TensorPrimitives.Add(y.AsReadOnlySpan(), x.AsReadOnlySpan(), y.AsSpan());
        InteropKernels.AddInPlace(device, Length, 1, y);

        Assert.Equal(3f * 777 + 1, y[777]);
        Assert.Equal(3f * (Length - 1) + 1, TensorPrimitives.Max(y.AsReadOnlySpan()));
    }

    [Fact]
    public void Memory_is_an_argument_and_stays_on_the_device()
    {
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = Given.Numbers(Length);
        Memory<float> part = x.Memory[1000..2000];

        InteropKernels.AddInPlace(device, part.Length, 5, part);

        Assert.Contains(x.Snapshot(device, HmmRange.All), run => run.Residency == HmmResidency.Owned);
        Assert.Equal((999f, 1005f, 2004f, 2000f), (x[999], x[1000], x[1999], x[2000]));
        Assert.True(HmmArray<float>.TryGetArray(part, out HmmArray<float>? same));
        Assert.Equal((1000, 1005f), (same.Length, same[0]));
    }

    [Fact]
    public void A_tensor_span_views_an_array_with_its_shape()
    {
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = Given.Numbers(100 * 300);
        TensorSpan<float> matrix = new(x.AsSpan(), [100, 300]);

        matrix[3, 7] = -1;
        InteropKernels.AddInPlace(device, Length, 0.5f, x);
        matrix = new TensorSpan<float>(x.AsSpan(), [100, 300]);

        Assert.Equal(-0.5f, matrix[3, 7]);
        Assert.Equal(99 * 300 + 299.5f, matrix[99, 299]);
    }

    [Fact]
    public void A_tensor_of_NET_is_mirrored_for_a_launch()
    {
        using HmmDevice device = Given.SmallDevice();
        float[] numbers = [.. Enumerable.Range(0, 600).Select(number => (float)number)];
        Tensor<float> tensor = Tensor.Create(numbers, [20, 30]);

        // A dense tensor is its array: kernels take the array.
        InteropKernels.AddInPlace(device, numbers.Length, 1, numbers);

        Assert.Equal(3 * 30 + 4 + 1, tensor[3, 4]);
    }

    [Fact]
    public void What_is_no_array_of_a_space_is_not_found()
    {
        Assert.False(HmmArray<float>.TryGetArray(new float[3], out HmmArray<float>? none));
        Assert.False(HmmArray<float>.TryGetArray(default, out none));
        Assert.Null(none);
    }
}
