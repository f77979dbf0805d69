namespace HmmGen.Tests.Accesses;

/// <summary>Uses ranges that are memory of this process.</summary>
internal sealed class SpanRangeUser : RangeUser
{
    /// <inheritdoc/>
    public override int[] Read(HmmDeviceAddress address, nint stream) => address.AsReadOnlySpan<int>().ToArray();

    /// <inheritdoc/>
    public override void Write(HmmDeviceAddress address, nint stream, int[] elements) => elements.CopyTo(address.AsSpan<int>());
}
