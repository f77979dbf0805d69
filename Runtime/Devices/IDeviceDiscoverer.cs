namespace HmmGen.Devices;

/// <summary>Finds the devices of one kind on this machine.</summary>
internal interface IDeviceDiscoverer
{
    /// <summary>Finds the devices, the best first. May throw: what it throws is reported.</summary>
    /// <param name="report">Takes a line for everything a user may miss: a library not found, a device not usable, and why.</param>
    /// <returns>The devices, not yet opened.</returns>
    IEnumerable<FoundDevice> Discover(ICollection<string> report);
}
