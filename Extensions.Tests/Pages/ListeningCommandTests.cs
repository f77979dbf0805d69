using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text.RegularExpressions;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>What the commands of docs/telemetry.md ask for gives what their comments say, and the page's table of events is right.</summary>
public sealed partial class ListeningCommandTests
{
    private const string Page = "docs/telemetry.md";

    private static readonly string[] Launches =
        ["DeviceClosed", "DeviceIsOpen", "DeviceOpened", "HostModeChosen", "HostModeHolds", "LaunchStart", "LaunchStop"];

    [Fact]
    public void The_tools_are_told_the_name()
    {
        string[] commands = PageBlock.One(Page, "sh").Code.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, commands.Length);
        Assert.EndsWith($" --counters {HmmTelemetry.Name}", commands[0], StringComparison.Ordinal);
        Assert.All(commands[1..], command => Assert.Equal(HmmTelemetry.Name, Provider().Match(command).Groups["name"].Value));
    }

    [Fact]
    public void The_first_trace_has_launches_devices_and_modes()
        => Assert.Equal(Launches, Heard(0).Select(one => one.EventName).Distinct().Order());

    [Fact]
    public void The_second_trace_has_each_batch_of_pages_too()
        => Assert.Equal([.. Launches, "PagesMoved"], Heard(1).Select(one => one.EventName).Distinct().Order());

    [Fact]
    public void The_table_of_events_is_right()
    {
        string[] rows = [.. Row().Matches(PageBlock.Read(Page)).Select(row => string.Join(' ', row.Groups["name"].Value, row.Groups["keyword"].Value, row.Groups["level"].Value, string.Join(',', Values(row))))];
        string[] heard = [.. Heard(1).Select(one => $"{one.EventName} {(long)one.Keywords & 0xFFFF} {one.Level} {string.Join(',', one.PayloadNames!)}").Distinct()];

        Assert.Equal(8, rows.Length);
        Assert.Equal(heard.Order(), rows.Order());
    }

    private static IEnumerable<string> Values(Match row) => Code().Matches(row.Groups["values"].Value).Select(value => value.Groups["text"].Value).Where(value => char.IsAsciiLetterLower(value[0]));

    /// <summary>All events that a trace has: the page's command, from 0.</summary>
    private static IReadOnlyList<EventWrittenEventArgs> Heard(int trace)
    {
        _ = new HmmSpace(HmmHostMode.Scopes).HostMode;
        using HmmDevice before = HmmDevice.Simulated();
        Ops.Double(before, 3, new int[3]);
        Match asked = Provider().Matches(PageBlock.One(Page, "sh").Code)[trace];
        using Listener listener = new(
            asked.Groups["name"].Value,
            (EventKeywords)long.Parse(asked.Groups["keywords"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Enum.Parse<EventLevel>(asked.Groups["level"].Value));
        _ = new HmmSpace(HmmHostMode.Scopes).HostMode;
        using (HmmDevice device = HmmDevice.Simulated())
        {
            Ops.Double(device, 3, new int[3]);
        }

        return listener.Heard;
    }

    [GeneratedRegex("--providers (?<name>[^: ]+):0x(?<keywords>[0-9A-F]+):(?<level>[A-Za-z]+)")]
    private static partial Regex Provider();

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w+)` \| (?<keyword>\d) `\w+` \| (?<level>\w+) \| (?<values>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();
}
