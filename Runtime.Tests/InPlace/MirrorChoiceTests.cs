using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>Which way a device reaches memory, by what its driver says, its options and the environment. No device is opened.</summary>
public sealed class MirrorChoiceTests
{
    private static readonly PlaceAccess Place = new(HmmMirrorMode.InPlace, "it can", ReachesWatched: true);

    public static TheoryData<int, int, int, HmmMirrorMode?, string> CudaDrivers { get; } = new()
    {
        { 0, 0, 0, null, "the driver does not reach process memory: pageableMemoryAccess=0, concurrentManagedAccess=0, pageableMemoryAccessUsesHostPageTables=0" },
        { 0, 1, 0, null, "the driver does not reach process memory: pageableMemoryAccess=0, concurrentManagedAccess=1, pageableMemoryAccessUsesHostPageTables=0" },
        { 1, 0, 0, null, "the host could not touch memory while a kernel runs: pageableMemoryAccess=1, concurrentManagedAccess=0, pageableMemoryAccessUsesHostPageTables=0" },
        { 1, 0, 1, null, "the host could not touch memory while a kernel runs: pageableMemoryAccess=1, concurrentManagedAccess=0, pageableMemoryAccessUsesHostPageTables=1" },
        { 1, 1, 0, HmmMirrorMode.HardwareHmm, "nobody asks for in place: the driver mirrors the process's page tables (HMM) " },
        { 1, 1, 1, HmmMirrorMode.HardwareAts, "nobody asks for in place: the GPU walks the process's page tables (ATS) " },
    };

    [Theory]
    [MemberData(nameof(CudaDrivers))]
    public void A_CUDA_driver_says_by_three_attributes_how_it_reaches_memory(int pageable, int concurrent, int hostTables, HmmMirrorMode? mode, string reason)
    {
        CudaPlace place = new(pageable, concurrent, hostTables);
        Assert.Equal(mode, place.Access?.Mode);
        Assert.StartsWith(reason, place.Reason, StringComparison.Ordinal);

        // No GPU may be given memory whose faults only a service can serve.
        Assert.NotEqual(true, place.Access?.ReachesWatched);
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(0b1011, true, false)]
    [InlineData(0b0100, true, true)]
    [InlineData(0b1111, true, true)]
    [InlineData(0b0100, false, true)]
    public void An_OpenCL_driver_says_by_one_bit_whether_it_reaches_memory(long capabilities, bool isProcessor, bool can)
    {
        PlaceAccess? place = OpenCLPlace.Of(capabilities, isProcessor);
        Assert.Equal(can, place is not null);
        Assert.Equal(can && isProcessor, place?.ReachesWatched ?? false);
        Assert.StartsWith(can ? "nobody asks for in place" : "the device does not reach process memory", OpenCLPlace.ReasonOf(capabilities), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HmmMirrorMode.SoftwareFaults, "it is found so")]
    [InlineData("", HmmMirrorMode.SoftwareFaults, "it is found so")]
    [InlineData("auto", HmmMirrorMode.SoftwareFaults, "it is found so")]
    [InlineData("faults", HmmMirrorMode.SoftwareFaults, "HMMGEN_MIRROR asks for faults")]
    [InlineData("inplace", HmmMirrorMode.InPlace, "HMMGEN_MIRROR asks for it; it can")]
    public void The_environment_chooses_where_the_options_say_nothing(string? asked, HmmMirrorMode mode, string reason)
    {
        MirrorChoice choice = MirrorChoice.Of(Found(Place), new HmmDeviceOptions { MaxDegreeOfParallelism = 3 }, asked);
        Assert.Equal((mode, reason), (choice.Mode, choice.Reason));
        Assert.Equal(mode == HmmMirrorMode.InPlace ? Place : null, choice.Place);
    }

    [Fact]
    public void A_device_that_cannot_stays_as_it_is_and_says_why()
    {
        MirrorChoice choice = MirrorChoice.Of(Found(null), new HmmDeviceOptions(), "inplace");
        Assert.Equal((HmmMirrorMode.SoftwareFaults, "HMMGEN_MIRROR asks for inplace, but it is found so", null), (choice.Mode, choice.Reason, choice.Place));
    }

    public static TheoryData<string> OptionsAboutPages { get; } = ["budget", "page size", "testing"];

    [Theory]
    [MemberData(nameof(OptionsAboutPages))]
    public void Options_about_pages_keep_a_device_with_pages(string about)
    {
        HmmDeviceOptions options = about switch
        {
            "budget" => new HmmDeviceOptions { MemoryBudget = 0 },
            "page size" => new HmmDeviceOptions { PageSize = 8192 },
            _ => new HmmDeviceOptions { Testing = new PagingTestOptions { FaultAtEveryAccess = true } },
        };
        MirrorChoice choice = MirrorChoice.Of(Found(Place), options, "inplace");
        Assert.Equal((HmmMirrorMode.SoftwareFaults, "the options say how pages are managed, so HmmGen mirrors them"), (choice.Mode, choice.Reason));

        choice = MirrorChoice.Of(Found(Place), options with { InPlace = true }, "faults");
        Assert.Equal((HmmMirrorMode.InPlace, "the options ask for it; it can"), (choice.Mode, choice.Reason));
    }

    [Fact]
    public void Options_go_before_the_environment()
    {
        MirrorChoice choice = MirrorChoice.Of(Found(Place), new HmmDeviceOptions { InPlace = false }, "inplace");
        Assert.Equal((HmmMirrorMode.SoftwareFaults, "the options ask for pages", null), (choice.Mode, choice.Reason, choice.Place));
    }

    [Fact]
    public void What_cannot_be_had_is_refused()
    {
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(() => MirrorChoice.Of(Found(null), new HmmDeviceOptions { InPlace = true }, null));
        Assert.Equal("Made up: InPlace cannot be chosen: it is found so.", refusal.Message);
        Assert.Throws<NotSupportedException>(() => HmmDevice.Simulated(new SimulatedOptions { InPlace = true }));
        Assert.Throws<NotSupportedException>(() => HmmDevice.Host.WithOptions(new HmmDeviceOptions { InPlace = false }));
        using HmmDevice simulated = HmmDevice.Simulated(new SimulatedOptions { InPlace = false });
        Assert.Equal(HmmMirrorMode.SoftwareFaults, simulated.MirrorMode);

        PlatformNotSupportedException unknown = Assert.Throws<PlatformNotSupportedException>(() => MirrorChoice.Of(Found(null), new HmmDeviceOptions(), "fast"));
        Assert.Equal("HMMGEN_MIRROR is 'fast': set it to inplace, faults or auto.", unknown.Message);
    }

    private static FoundDevice Found(PlaceAccess? place) => new(
        HmmDeviceKind.OpenCL, "Made up", HmmMirrorMode.SoftwareFaults, "it is found so", _ => throw new NotSupportedException(), IsGpu: false, place);
}
