using HmmGen.Tests.Generated;
using HmmGen.Tests.InPlace;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>
/// Every row in every mode on a device that works in place: the values are those of the row, to the bit, and the outcome is that of devices with pages. What a
/// row says about pages is left out. In its place no page may be on the device when a row ends. A row with two starts runs once with pages on another device.
/// </summary>
[Collection(DriverTests.Name)]
[Trait("Device", "OpenCL")]
public sealed class ConformanceInPlaceTests
{
    /// <summary>The rows of <see cref="ConformanceTests"/> where there is an OpenCL device; else one row, which is skipped.</summary>
    public static TheoryData<string, HmmHostMode> Rows
        => HmmDevice.All.Any(device => device.Kind == HmmDeviceKind.OpenCL) ? ConformanceTests.Rows : new() { { "no OpenCL device", HmmHostMode.Scopes } };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_holds_in_place(string name, HmmHostMode mode)
    {
        InPlaceDevice.Require().Dispose();
        ConformanceRow row = ConformanceRow.All.Single(row => row.Name == name);

        ConformanceResult result = ConformanceResult.Of(row, TransparentSpaces.Open(mode), [ConformanceDeviceKind.InPlace]);

        string[] written = Assert.Contains(name, ConformanceDocument.Read().Cells);
        string expected = written[ConformanceDocument.Modes.ToList().IndexOf(mode)];
        string outcome = (result with { Faults = null, Waves = null }).Text;
        Assert.StartsWith(outcome, expected, StringComparison.Ordinal);
        Assert.Contains(result.Reason, written[^1], StringComparison.Ordinal);
    }
}
