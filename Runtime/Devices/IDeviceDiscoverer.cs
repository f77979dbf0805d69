namespace HmmGen.Devices;

/// <summary>Finds the devices of one kind on this machine.</summary>
internal interface IDeviceDiscoverer
{
    /// <summary>Finds the devices, the best first. May throw; the caller reports the exception.</summary>
    /// <param name="report">Takes one line for each thing a user may miss: a library that is not there, a device that cannot be used, and the reason.</param>
    /// <returns>The devices, not yet opened.</returns>
    IEnumerable<FoundDevice> Discover(ICollection<string> report);
}
