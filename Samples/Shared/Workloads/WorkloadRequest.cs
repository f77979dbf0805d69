namespace HmmGen.Samples;

/// <summary>What all samples on workloads are asked for.</summary>
/// <param name="Device">The device's name on the command line.</param>
/// <param name="Budget">The most memory of the device that is used; null for the sample's own choice.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Explicit">Whether code with whole copies runs too, for comparison.</param>
/// <param name="Size">How much the sample does.</param>
internal sealed record WorkloadRequest(string Device, long? Budget, int Seed, bool Explicit, WorkloadSize Size)
{
    /// <summary>Opens the device.</summary>
    /// <param name="budget">The budget where the command line says none; null for all of the device's memory.</param>
    /// <returns>The device. The caller disposes of it.</returns>
    public HmmDevice Open(long? budget = null)
        => DeviceChoice.Open(DeviceChoice.Kind(Device), new SimulatedOptions { MemoryBudget = Budget ?? budget });
}
