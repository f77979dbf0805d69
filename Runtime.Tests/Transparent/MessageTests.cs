using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>What is refused names what the user wrote.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData(FileAccess.Read, null)]
    [InlineData(FileAccess.Read, 1L)]
    [InlineData(FileAccess.ReadWrite, null)]
    [InlineData(FileAccess.ReadWrite, 1L)]
    public void An_offset_beyond_the_end_of_a_file_is_an_end_of_stream(FileAccess access, long? length)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[4096]);
            Exception error = Assert.Throws<EndOfStreamException>(() => HmmSpace.Shared.MapFile<int>(path, access, offset: 8191, length));
            Assert.Contains("8191", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_length_with_too_many_bytes_is_named_with_the_most_that_there_can_be()
    {
        foreach (Action allocation in (Action[])[() => HmmSpace.Shared.Allocate<long>(long.MaxValue), () => HmmSpace.Shared.Allocate<long>(1L << 60, HmmPages.Huge)])
        {
            string text = Assert.Throws<OverflowException>(allocation).Message;
            Assert.StartsWith("length: ", text, StringComparison.Ordinal);
            Assert.Contains("1152921504606846975 elements at most", text, StringComparison.Ordinal);
        }

        string path = Path.GetTempFileName();
        foreach (Action map in (Action[])[
            () => HmmSpace.Shared.MapFile<long>(path, FileAccess.Read, length: long.MaxValue), () => HmmSpace.Shared.MapFilePrivate<long>(path, length: long.MaxValue)])
        {
            string text = Assert.Throws<EndOfStreamException>(map).Message;
            Assert.Equal($"{path} has 0 bytes from 0, but 9223372036854775807 elements need 73786976294838206456 bytes.", text);
        }

        File.Delete(path);
    }

    [Fact]
    public void Errors_of_ranges_name_the_parameter()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        Assert.Equal("range", Parameter(() => array.Prefetch(device, (0, 101))));
        Assert.Equal("range", Parameter(() => array.Pin((-1, 5)).Dispose()));
        Assert.Equal("range", Parameter(() => array.Discard(..^101)));
        Assert.Equal("length", Parameter(() => array.AsSpan(50, 51).Clear()));
        Assert.Equal("start", Parameter(() => array.Slice(101, 1)));
        Assert.Equal("start", Parameter(() => array.Slice(-1, 1)));
        Assert.Equal("index", Parameter(() => array[100] = 1));
        Assert.Equal("index", Parameter(() => array[-1].ToString()));
    }

    [Fact]
    public void Kernels_and_the_host_say_the_same_of_protected_elements()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        array.Protect(HmmRange.All, HmmProtection.ReadOnly);
        Assert.Equal("element 7 is read-only, on the host.", Refusal(() => array[7] = 1));
        Assert.Equal($"element 7 is read-only, on {device.Name}.", Refusal(() => array.Prefetch(device, 7.., HmmPrefetch.ForWriting)));
        Assert.Contains("(length 100) is read-only, in work item", Refusal(() => TransparentKernels.Add(device, 10, 1, array)), StringComparison.Ordinal);
        array.Protect(HmmRange.All, HmmProtection.None);
        Assert.Equal("element 7 is protected from all access, on the host.", Refusal(() => array[7].ToString()));
        Assert.Contains("(length 100) is protected from all access, in work item", Refusal(() => TransparentKernels.Add(device, 10, 1, array)), StringComparison.Ordinal);
    }

    [Fact]
    public void Ranges_say_what_they_are()
    {
        Assert.Equal("0..^0", HmmRange.All.ToString());
        Assert.Equal("^5..7", ((HmmRange)(^5..7)).ToString());
        Assert.Equal("3..4000000000", ((HmmRange)(3, 4_000_000_000)).ToString());
    }

    [Fact]
    public void An_extent_that_is_too_large_is_refused_by_the_launch()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        HmmExtent large = 3_000_000_000L;
        HmmExtent negative = -1;
        Assert.Equal("(0..3000000000)", large.ToString());
        Assert.Equal("extent", Assert.Throws<ArgumentException>(() => TransparentKernels.Add(device, large, 1, array)).ParamName);
        Assert.Equal("extent", Assert.Throws<ArgumentException>(() => TransparentKernels.Add(device, negative, 1, array)).ParamName);
    }

    [Fact]
    public void A_mode_that_does_not_exist_is_refused_where_memory_is_asked_for()
    {
        ChildProcess child = ChildProcess.Run("mode", HmmHostMode.Scopes, "quick");

        Assert.Equal(("", 0), (child.Error, child.ExitCode));
        Assert.Equal("Scopes\nHMMGEN_HOST_MODE is 'quick': set it to transparent, user, scopes or auto.\n", child.Output);
    }

    [Fact]
    public void A_mode_of_the_environment_names_the_variable()
    {
        ChildProcess child = ChildProcess.Run("mode", HmmHostMode.Scopes, "scopes");

        Assert.Equal(("", 0), (child.Error, child.ExitCode));
        Assert.Equal("Scopes\nIt gives memory: HMMGEN_HOST_MODE asks for Scopes\n", child.Output);
    }

    private static string Refusal(Action action) => Assert.Throws<HmmAccessException>(action).Message;

    private static string? Parameter(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action).ParamName;
}
