using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Every form of every kernel gives what plain C# gives, and every effect happens once.</summary>
public sealed class ExactnessTests
{
    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Saxpy_over_plain_arrays_is_exact(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        Random random = new(1);
        float[] x = [.. Enumerable.Range(0, 10_001).Select(_ => random.NextSingle())];
        float[] y = [.. Enumerable.Range(0, 10_001).Select(_ => random.NextSingle())];
        float[] expected = [.. y.Zip(x, (b, a) => b + 2.5f * a)];

        Ops.Saxpy(device, x.Length, 2.5f, x, y);

        Assert.Equal(expected, y);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_sub_range_changes_nothing_else(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        float[] x = [.. Enumerable.Range(0, 5000).Select(i => (float)i)];
        float[] y = new float[5000];

        Ops.Saxpy(device, HmmExtent.Range(1500, 3001), 1f, x, y);

        Assert.Equal([.. Enumerable.Range(0, 5000).Select(i => i is >= 1500 and < 3001 ? i : 0f)], y);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Gather_follows_data(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        Random random = new(2);
        long[] x = [.. Enumerable.Range(0, 8000).Select(i => i * 31L)];
        int[] indices = [.. Enumerable.Range(0, 3000).Select(_ => random.Next(x.Length))];
        long[] y = new long[3000];

        Ops.Gather(device, indices.Length, indices, x, y);

        Assert.Equal([.. indices.Select(i => x[i])], y);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Every_effect_happens_once(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] values = [.. Enumerable.Range(1, 6000)];
        int[] marks = new int[4000];
        int[] counts = new int[2500];
        int[] sums = new int[3001];
        int[] expectedCounts = new int[2500];
        int[] expectedSums = new int[3001];
        for (int i = 0; i < marks.Length; i++)
        {
            expectedCounts[i % counts.Length]++;
            int value = values[(int)(i * 7919L % values.Length)];
            expectedSums[value % sums.Length] += value;
        }

        Ops.Effects(device, marks.Length, marks, counts, values, sums);

        Assert.All(marks, mark => Assert.Equal(3, mark));
        Assert.Equal(expectedCounts, counts);
        Assert.Equal(expectedSums, sums);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_chain_of_pointers_is_followed_to_its_end(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        int[] next = [.. Enumerable.Range(0, 20_000).Select(i => (int)((i * 7001L + 13) % 20_000))];
        int[] ends = new int[300];
        int[] expected = [.. Enumerable.Range(0, 300).Select(i =>
        {
            int at = i;
            for (int step = 0; step < 20; step++)
            {
                at = next[at];
            }

            return at;
        })];

        Ops.Chase(device, ends.Length, 20, next, ends);

        Assert.Equal(expected, ends);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Strips_are_added_up_in_order(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        Random random = new(3);
        double[] x = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())];
        double[] sums = new double[40];
        double[] expected = new double[40];
        for (int j = 0; j < x.Length; j++)
        {
            expected[j / 100] += x[j] * y[j];
        }

        Ops.Dot(device, sums.Length, 100, x, y, sums);

        Assert.Equal(expected, sums);
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Arrays_of_a_space_keep_results_where_they_are(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(9000);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(9000);
        Span<float> values = x.AsSpan();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i;
        }

        for (int round = 0; round < 3; round++)
        {
            Ops.Saxpy(device, 9000, 1f, x, y);
        }

        Assert.Equal(Enumerable.Range(0, 9000).Select(i => 3f * i), y.AsReadOnlySpan().ToArray());
        Ops.Saxpy(device, 9000, -3f, x, y);
        Assert.Equal(0f, y[8999]);
    }
}
