using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Buffers that share memory are one region, as they are on the host.</summary>
public sealed class AliasingTests
{
    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void The_same_array_twice_is_one_memory(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        float[] x = [.. Enumerable.Range(0, 3000).Select(i => (float)i)];

        Ops.Saxpy(device, 3000, 1f, x, x);

        Assert.Equal([.. Enumerable.Range(0, 3000).Select(i => 2f * i)], x);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Overlapping_slices_of_an_array_see_each_other(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        float[] x = [.. Enumerable.Range(0, 8000).Select(i => (float)i)];

        // Reads the first 3000 elements and writes 3000 from 3000 on: they overlap in the region, not in elements.
        Ops.Saxpy(device, 3000, 1f, x.AsMemory(0, 4000), x.AsMemory(3000, 4000));

        Assert.Equal([.. Enumerable.Range(0, 8000).Select(i => i is >= 3000 and < 6000 ? i + (i - 3000f) : i)], x);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Slices_of_a_space_array_and_its_memory_are_the_array(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<float> array = HmmSpace.Shared.Allocate<float>(6000);
        array.AsSpan().Fill(1f);

        Ops.Saxpy(device, 2000, 2f, array.Slice(0, 2000), array.Memory[4000..]);
        Ops.Saxpy(device, 1000, 1f, array.Slice(4500, 1000), array.Slice(0, 1000));

        Assert.Equal(4f, array[0]);
        Assert.Equal(1f, array[1000]);
        Assert.Equal(3f, array[4000]);
        Assert.Equal(3f, array[5999]);
    }

    [Fact]
    public void Overlapping_elements_of_different_size_are_refused()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using ByteMemory bytes = new(4096);

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Ops.Gather(device, 10, bytes.As<int>(0, 100), bytes.As<long>(200, 100), new long[10]));

        Assert.Contains("overlap", error.Message, StringComparison.Ordinal);
        Assert.Contains("by HmmArray.Cast", error.Message, StringComparison.Ordinal);
    }
}
