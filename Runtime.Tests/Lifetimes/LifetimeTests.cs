using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>Spans keep memory alive, and nothing else does: in processes of their own, beside threads that make garbage.</summary>
public sealed class LifetimeTests
{
    /// <summary>All modes.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    /// <summary>The modes that have their turn where each takes long.</summary>
    public static TheoryData<HmmHostMode> ModesInTurn { get; } = [.. TestScale.Turns(Modes.Select(static row => row.Data), quick: 1, full: 2)];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_span_keeps_the_memory_of_its_array(HmmHostMode mode) => Run("spans", mode);

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_call_keeps_its_array(HmmHostMode mode) => Run("calls", mode);

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_span_over_an_array_that_was_disposed_of_reads_zeros(HmmHostMode mode) => Run("disposals", mode);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Devices_serve_a_span_that_is_all_that_is_left_of_an_array(HmmHostMode mode) => Run("outlived", mode);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Dropped_arrays_are_collected_beside_a_device_that_lives(HmmHostMode mode) => Run("dropped", mode);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Devices_are_collected_with_their_arrays(HmmHostMode mode) => Run("devices-dropped", mode);

    [Theory]
    [MemberData(nameof(ModesInTurn))]
    public void Too_many_arrays_are_refused_while_there_is_room_to_go_on(HmmHostMode mode) => Run("many", mode);

    [Theory]
    [MemberData(nameof(ModesInTurn))]
    public void Many_small_arrays_live_in_few_mappings_and_leave_none(HmmHostMode mode) => Run("small", mode);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Small_arrays_end_each_for_itself(HmmHostMode mode) => Run("small-ends", mode);

    [Theory]
    [InlineData(HmmHostMode.Transparent)]
    [InlineData(HmmHostMode.TransparentUserMode)]
    public void A_lost_device_takes_no_small_array_that_it_did_not_have(HmmHostMode mode) => Run("small-lost", mode);

    private static void Run(string scenario, HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run(scenario, mode);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
        Assert.True(child.ExitCode == 0, $"{child.ExitCode}: {child.Output}{child.Error}");
    }
}
