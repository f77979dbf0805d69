using System.Globalization;
using System.Text.RegularExpressions;
using HmmGen.Coherence;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Which mode a space has and why, and that everything works in the others too.</summary>
public sealed partial class ModesTests
{
    /// <summary>The modes that are not the first choice everywhere. They take turns: each run takes minutes.</summary>
    public static TheoryData<string> OtherModes { get; } = [.. TestScale.Turns(["user", "scopes"], quick: 1, full: 2)];

    /// <summary>
    /// A third of the tests once more. In a full run they are as few as in a quick one: here each runs for what a mode changes, and the tests of random
    /// operations that go through all modes by themselves (<see cref="MemoryModelTests"/> and others) are as many as ever.
    /// </summary>
    [Theory]
    [MemberData(nameof(OtherModes))]
    public void Memory_launches_and_devices_work_in_a_mode(string mode)
    {
        TestScale.SkipQuick("runs a third of the tests once more");
        ChildProcess child = ChildProcess.Run(
            typeof(ModesTests).Assembly.Location,
            ["-noColor", "-namespace", "HmmGen.Tests.Memory", "-namespace", "HmmGen.Tests.Launching", "-namespace", "HmmGen.Tests.Devices"],
            TimeSpan.FromMinutes(4),
            mode,
            size: RunSize.IsLong ? null : "quick");
        Assert.SkipWhen(child.Output.Contains("cannot be had", StringComparison.Ordinal), $"the mode {mode} cannot be had here");

        Assert.True(child.ExitCode == 0, child.Output + child.Error);
        Match summary = Summary().Match(child.Output);
        Assert.True(summary.Success, child.Output);
        Assert.True(int.Parse(summary.Groups[1].Value, CultureInfo.InvariantCulture) > 100, child.Output);
        Assert.Equal("0", summary.Groups[2].Value);
    }

    [Fact]
    public void Scopes_are_there_for_who_asks()
    {
        HmmSpace space = new(HmmHostMode.Scopes);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(5000);

        TransparentKernels.Add(device, 5000, 3, array);

        Assert.Equal(HmmHostMode.Scopes, space.HostMode);
        Assert.Contains("asked for", space.HostModeReason, StringComparison.Ordinal);
        Assert.False(array.Region!.IsTransparent);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(3));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_mode_that_was_asked_for_is_the_mode(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(1);

        Assert.Equal(mode, space.HostMode);
        Assert.Contains("asked for", space.HostModeReason, StringComparison.Ordinal);
        Assert.True(array.Region!.IsTransparent);
    }

    [Fact]
    public void The_best_mode_is_chosen_and_the_reason_says_how_to_get_a_better_one()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(CoreLibrary.ModeVariable) is { Length: > 0 } asked && asked != "auto", "the environment asks for a mode");
        HmmSpace space = new();

        Assert.Equal(HmmSpace.Shared.HostMode, space.HostMode);
        Assert.NotEmpty(space.HostModeReason);
        if (space.HostMode == HmmHostMode.Transparent)
        {
            return;
        }

        Assert.Throws<PlatformNotSupportedException>(() => new HmmSpace(HmmHostMode.Transparent));
        if (CoreLibrary.Current.Handle != 0)
        {
            Assert.Contains("/dev/userfaultfd", space.HostModeReason, StringComparison.Ordinal);
            Assert.Contains("vm.unprivileged_userfaultfd", space.HostModeReason, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"Total: (\d+), Errors: \d+, Failed: (\d+)")]
    private static partial Regex Summary();
}
