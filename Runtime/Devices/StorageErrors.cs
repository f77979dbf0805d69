namespace HmmGen.Devices;

/// <summary>Makes the exceptions of all engines about their memory, in words that users know.</summary>
internal static class StorageErrors
{
    /// <summary>The unit of an amount of memory: bytes, and what they are for.</summary>
    /// <param name="storage">The stretch.</param>
    /// <returns>The words.</returns>
    public static string UnitOf(DeviceStorage storage)
        => storage == DeviceStorage.Frames ? "bytes for pages" : "bytes for page tables and saved work items";

    /// <summary>Makes the exception of a device that does not give a stretch of memory.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="storage">The stretch.</param>
    /// <param name="bytes">The size that was asked for.</param>
    /// <param name="words">The reason, without a full stop.</param>
    /// <param name="failure">The exception that said so.</param>
    /// <returns>The exception.</returns>
    public static HmmOutOfMemoryException NoRoom(string device, DeviceStorage storage, long bytes, string words, Exception failure)
        => new(
            $"{device} has no {bytes} {UnitOf(storage)} ({words}): "
            + "set a smaller MemoryBudget, or Trim devices that are idle",
            failure);

    /// <summary>Makes the exception of an access that leaves a stretch of memory.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="storage">The stretch.</param>
    /// <param name="offset">The first byte of the access.</param>
    /// <param name="bytes">The size of the access.</param>
    /// <param name="size">The size of the stretch.</param>
    /// <returns>The exception.</returns>
    public static HmmDeviceException Outside(string device, DeviceStorage storage, long offset, long bytes, long size)
        => new(
            $"{device}: bytes {offset} to {offset + bytes} are outside the {size} {UnitOf(storage)}; "
            + "this is a bug in HmmGen, please report it");
}
