using System.Globalization;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Generated;
using HmmGen.Tests.InPlace;
using HmmGen.Tests.Launching;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Frames of an OpenCL device that is a processor: memory of the process, which the core copies, next to buffers that the driver copies.</summary>
[Trait("Device", "OpenCL")]
[Collection(DriverTests.Name)]
public sealed class SharedFramesTests(ITestOutputHelper output)
{
    private const int Length = 1 << 20;

    /// <summary>Also after frame memory has grown, and with the numbers of every page.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void The_switch_says_who_copies(bool shares)
    {
        using HmmDevice device = Open(shares);
        using HmmArray<int> first = HmmSpace.Shared.Allocate<int>(5000);
        using HmmArray<int> x = HmmSpace.Shared.Allocate<int>(Length);
        TransparentKernels.Add(device, first.Length, 7, first);
        for (int round = 1; round < 4; round++)
        {
            for (int i = 0; i < Length; i++)
            {
                x.AsSpan()[i] = i;
            }

            TransparentKernels.Add(device, Length, round, x);
            Assert.Equal(Enumerable.Range(round, Length), x.ToArray());
        }

        DeviceCopyKind kind = device.Session.Memory.MirrorOf(x.Region!).Core->Device->Kind;
        Assert.Equal(shares ? DeviceCopyKind.Memory : DeviceCopyKind.OpenCL, kind);
        Assert.Equal(-1, first.AsReadOnlySpan().IndexOfAnyExcept(7));
    }

    /// <summary>The memory of frames ends with the device.</summary>
    [Fact]
    public void Frames_are_given_back()
    {
        const long Budget = 256 << 20;
        const int Devices = 12;
        using HmmArray<int> x = HmmSpace.Shared.Allocate<int>(1000);
        long before = 0;
        for (int number = 0; number <= Devices; number++)
        {
            using (HmmDevice device = Open(shares: true, Budget))
            {
                TransparentKernels.Add(device, x.Length, 1, x);
            }

            before = number == 0 ? AddressSpace() : before;
        }

        Assert.Equal(-1, x.AsReadOnlySpan().IndexOfAnyExcept(Devices + 1));
        Assert.InRange(AddressSpace() - before, long.MinValue, Devices / 2 * Budget);
    }

    /// <summary>Random launches on devices of both kinds, which take pages from each other, beside plain arrays. <c>HMMGEN_SEED</c> names the first seed.</summary>
    [Theory]
    [MemberData(nameof(InPlaceTests.Modes), MemberType = typeof(InPlaceTests))]
    public void Random_launches_agree_with_plain_arrays(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        for (int round = 0; round < TestScale.Iterations(quick: 2, full: 10, @long: 200); round++)
        {
            int seed = TestSeeds.First + round;
            output.WriteLine($"seed {seed}");
            using KeptSubject subject = new(space, new Random(seed), Open(true), Open(true, 14 * 4096), Open(false), Open(false, 14 * 4096));
            for (int step = 0; step < 300; step++)
            {
                subject.Step();
            }

            subject.Check();
        }
    }

    private static HmmDevice Open(bool shares, long? budget = null)
        => OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(
            new HmmDeviceOptions { MemoryBudget = budget, InPlace = false, Testing = new() { SharedFrames = shares } });

    private static long AddressSpace()
        => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
