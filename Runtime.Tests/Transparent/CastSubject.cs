namespace HmmGen.Tests.Transparent;

/// <summary>Memory that is used as elements of several types, and what should be in it.</summary>
/// <param name="Root">The memory.</param>
/// <param name="Model">Its right bytes.</param>
/// <param name="Devices">The devices that use it.</param>
/// <param name="Random">Where all choices come from.</param>
internal sealed record CastSubject(CastRoot Root, byte[] Model, HmmDevice[] Devices, Random Random)
{
    /// <summary>One of the devices.</summary>
    /// <returns>The device.</returns>
    public HmmDevice AnyDevice() => Devices[Random.Next(Devices.Length)];
}
