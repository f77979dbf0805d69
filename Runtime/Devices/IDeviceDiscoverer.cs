namespace HmmGen.Devices;

/// <summary>Finds the devices of one kind on this machine.</summary>
internal interface IDeviceDiscoverer
{
    /// <summary>The kind of device as the report names it, such as <c>CUDA</c>.</summary>
    string Kind { get; }

    /// <summary>Finds the devices, the best first. May throw; the caller reports what <see cref="Explain"/> makes of it.</summary>
    /// <param name="report">Takes one line for each thing a user may miss: a library that is not there, a device that cannot be used, and the reason.</param>
    /// <returns>The devices, not yet opened.</returns>
    IEnumerable<FoundDevice> Discover(ICollection<string> report);

    /// <summary>What the driver said when it failed.</summary>
    /// <param name="failure">The exception that <see cref="Discover"/> threw.</param>
    /// <returns>The words.</returns>
    string Explain(Exception failure);
}
