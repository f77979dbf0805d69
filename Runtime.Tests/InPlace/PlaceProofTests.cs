using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Launching.InPlace;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Launching.Scouting;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>
/// Launches in place that need no checks, since equal ones proved their indices. Nothing protects the indices: anybody may write them at any time.
/// </summary>
[Collection(DriverTests.Name)]
[Trait("Device", "OpenCL")]
public sealed class PlaceProofTests(ITestOutputHelper output)
{
    private const int Length = 50_000;
    private const int Items = 20_000;

    /// <summary>The launches that check the caller's memory. One more checks a copy, and proves it.</summary>
    private const int Before = 2;

    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void Changed_indices_are_checked(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> indices = space.Allocate<int>(Items);
        using HmmArray<int> source = space.Allocate<int>(Length);
        using HmmArray<int> target = space.Allocate<int>(Items);
        Fill(indices.AsSpan(), source.AsSpan());
        for (int round = 0; round < 3; round++)
        {
            // Later ones may go without the proof, if to compare takes longer than to check.
            for (int launch = 0; launch < 100 && !ProofOf(device).IsProven; launch++)
            {
                Launch(device, indices, source, target);
            }

            Launch(device, indices, source, target);
            indices[Items - 1 - round] = 7 + round;
            Launch(device, indices, source, target);
            indices[round] = round % 2 == 0 ? Length : -1;
            HmmAccessException failure = Assert.Throws<HmmAccessException>(() => ScoutKernels.GatherAgain(device, Items, indices, source, target));
            Assert.Equal((round, indices[round]), (failure.WorkItem[0], failure.ElementIndex));
            Assert.Throws<HmmAccessException>(() => ScoutKernels.GatherAgain(device, Items, indices, source, target));
            indices[round] = 1;
            Launch(device, indices, source, target);
        }

        InPlaceDevice.AssertNothingMoved(device);
    }

    [Fact]
    public void Equal_launches_need_no_checks_whatever_arrays_they_have()
    {
        using HmmDevice device = InPlaceDevice.Require();
        int[] indices = new int[Items];
        int[] source = new int[Length];
        Fill(indices, source);
        for (int launch = 0; launch < Before; launch++)
        {
            Launch(device, indices, source, new int[Items]);
            Assert.Null(ProofOf(device).Copy);
        }

        Launch(device, indices, source, new int[Items]);
        Assert.True(ProofOf(device).IsProven);
        int[] others = new int[Length];
        others.AsSpan().Fill(3);
        Launch(device, [.. indices], others, new int[Items]);
        Assert.True(ProofOf(device).IsProven || ProofOf(device).Copy is null);

        // One element fewer in the source: an index that was in bounds may be outside.
        indices[4] = Length - 1;
        for (int launch = 0; launch < Before + 2; launch++)
        {
            Launch(device, indices, source, new int[Items]);
        }

        Assert.Throws<HmmAccessException>(() => ScoutKernels.GatherAgain(device, Items, indices, source[..^1], new int[Items]));
        device.Trim();
        Launch(device, indices, source, new int[Items]);
        Assert.False(ProofOf(device).IsProven);
    }

    /// <summary>Equal indices say nothing of launches with other scalars, other items, or none of the indices.</summary>
    [Fact]
    public void Other_launches_over_the_same_indices_are_checked()
    {
        using HmmDevice device = InPlaceDevice.Require();
        PlaceProof proof = device.Session.Proofs.Of(ScoutKernels.CombKernel.Descriptor);
        int[] starts = new int[Items];
        int[] source = new int[Length];
        int[] target = new int[Items];
        starts[^1] = Length;
        foreach ((HmmExtent items, int stride, int[] given) in ((HmmExtent, int, int[])[])[(Items - 1, Length, starts), (Items, 1, starts), (Items - 1, 1, [])])
        {
            for (int launch = 0; launch < 100 && !proof.IsProven; launch++)
            {
                ScoutKernels.Comb(device, Items - 1, 1, 4, starts, source, target);
            }

            ScoutKernels.Comb(device, Items - 1, 1, 4, starts, source, target);
            for (int launch = 0; launch < Before + 2; launch++)
            {
                Assert.Throws<HmmAccessException>(() => ScoutKernels.Comb(device, items, stride, 4, given, source, target));
            }
        }
    }

    [Fact]
    public void Large_indices_are_not_copied()
    {
        using HmmDevice device = InPlaceDevice.Require();
        int[] indices = new int[(64 << 18) + 1];
        int[] source = new int[1];
        int[] target = new int[Items];
        for (int launch = 0; launch < Before + 2; launch++)
        {
            ScoutKernels.GatherAgain(device, Items, indices, source, target);
            Assert.Null(ProofOf(device).Copy);
        }
    }

    [Fact]
    public void The_time_of_checks_is_taken_again()
    {
        using HmmDevice device = InPlaceDevice.Require();
        int[] indices = new int[Items];
        int[] source = new int[Length];
        int[] target = new int[Items];
        Fill(indices, source);
        for (int launch = 0; launch <= Before; launch++)
        {
            Launch(device, indices, source, target);
        }

        int plain = 0;
        for (int launch = 0; launch < 20; launch++)
        {
            Launch(device, indices, source, target);
            plain += ProofOf(device).Copy is null ? 1 : 0;
        }

        Assert.InRange(plain, Before, 20);
    }

    [Fact]
    public void Nothing_is_proven_of_indices_that_the_kernel_may_write()
    {
        using HmmDevice device = InPlaceDevice.Require();
        int[] all = new int[3 * Items];
        for (int launch = 0; launch < Before + 3; launch++)
        {
            ScoutKernels.GatherAgain(device, Items, all.AsMemory(0, Items), all.AsMemory(0, Items), all.AsMemory(Items - 1, Items));
            Assert.Null(ProofOf(device).Copy);
        }
    }

    [Fact]
    public void Nothing_is_proven_where_scouts_are_off()
    {
        using HmmDevice device = InPlaceDevice.Require(new HmmDeviceOptions { Testing = new PagingTestOptions { Scouts = false } });
        int[] indices = new int[Items];
        for (int launch = 0; launch < Before + 3; launch++)
        {
            Launch(device, indices, new int[Length], new int[Items]);
            Assert.Null(ProofOf(device).Copy);
        }
    }

    /// <summary>Another thread writes the indices. A launch without checks follows those that were proven, whatever stands in the caller's memory meanwhile.</summary>
    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public async Task A_launch_without_checks_follows_the_indices_that_were_proven(HmmHostMode mode)
    {
        using HmmDevice device = InPlaceDevice.Require();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> indices = space.Allocate<int>(Items);
        using HmmArray<int> source = space.Allocate<int>(Length);
        using HmmArray<int> target = space.Allocate<int>(Items);
        source.AsSpan().Fill(4);
        source[1] = 5;
        using CancellationTokenSource end = new();
        Task writer = Task.Run(
            () =>
            {
                for (int i = 0; !end.IsCancellationRequested; i = (i + 1) % Items)
                {
                    // What was proven comes back each time, so that later launches find it again.
                    indices.AsSpan()[i] = 1;
                    Thread.SpinWait(1_000);
                    indices.AsSpan()[i] = 0;
                    Thread.SpinWait(2_000);
                }
            },
            CancellationToken.None);
        int proven = 0;
        for (int launch = 0; launch < TestScale.Iterations(quick: 100, full: 600, @long: 5_000); launch++)
        {
            ScoutKernels.GatherAgain(device, Items, indices, source, target);
            if (ProofOf(device) is { IsProven: true, Copy: { } copy })
            {
                proven++;
                ReadOnlySpan<int> found = target.AsReadOnlySpan();
                for (int i = 0; i < Items; i++)
                {
                    Assert.Equal(4 + Marshal.ReadInt32((nint)copy.SpanOf(0, default).Origin, i * sizeof(int)), found[i]);
                }
            }
        }

        await end.CancelAsync();
        await writer;
        output.WriteLine($"{proven} launches needed no checks");
        Assert.InRange(proven, 1, int.MaxValue);
    }

    private static void Fill(Span<int> indices, Span<int> source)
    {
        for (int i = 0; i < source.Length; i++)
        {
            source[i] = 3 * i;
        }

        ScoutTests.Random(8, indices.Length, source.Length - 1).CopyTo(indices);
    }

    private static void Launch(HmmDevice device, HmmArray<int> indices, HmmArray<int> source, HmmArray<int> target)
    {
        ScoutKernels.GatherAgain(device, Items, indices, source, target);
        Check(indices.ToArray(), source.ToArray(), target.ToArray());
    }

    private static void Launch(HmmDevice device, int[] indices, int[] source, int[] target)
    {
        ScoutKernels.GatherAgain(device, Items, indices, source, target);
        Check(indices, source, target);
    }

    private static void Check(int[] indices, int[] source, int[] target)
    {
        for (int i = 0; i < Items; i++)
        {
            Assert.Equal(source[indices[i]], target[i]);
        }
    }

    private static PlaceProof ProofOf(HmmDevice device) => device.Session.Proofs.Of(ScoutKernels.GatherAgainKernel.Descriptor);
}
