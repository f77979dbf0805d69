using HmmGen.Base;

namespace HmmGen;

/// <summary>The places of several ranges on a device, in the order in which they were passed. They are valid until the callback returns.</summary>
/// <remarks>Any thread may use the values while the callback runs.</remarks>
public readonly ref struct HmmDeviceAddresses
{
    private readonly ReadOnlySpan<NativePlace> _places;

    internal HmmDeviceAddresses(ReadOnlySpan<NativePlace> places) => _places = places;

    /// <summary>The number of ranges.</summary>
    public int Count => _places.Length;

    /// <summary>The place of a range.</summary>
    /// <param name="range">The number of the range, from 0.</param>
    /// <returns>The place.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such range.</exception>
    public HmmDeviceAddress this[int range] => new(_places[range]);
}
