namespace HmmGen.Memory;

/// <summary>A region as one device sees it. Ranges are in the region's units; the device moves whole pages.</summary>
internal interface IMirror
{
    /// <summary>Copies what is newer on the device to the host.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="drop">Whether the pages also leave the device.</param>
    void CopyToHost(long first, long count, bool drop);

    /// <summary>Makes units leave the device for the host, unless a launch on the device uses the region. That launch does so at its own end.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    void Return(long first, long count);

    /// <summary>Invalidates units on the device. Pages at the edges that hold other units too are copied to the host first.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    void Invalidate(long first, long count);

    /// <summary>Whether the core moves the region's pages directly between this device and another one.</summary>
    /// <param name="other">The region on the other device.</param>
    /// <returns>True when it does.</returns>
    bool IsPeerOf(IMirror other);

    /// <summary>Whether the device has pages of the region. Costs next to nothing, however many.</summary>
    /// <param name="owned">Whether only pages count that the device may have written.</param>
    /// <returns>False when it has none.</returns>
    bool HasPages(bool owned);

    /// <summary>The runs of units, within a range, that are resident on the device.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <returns>Runs of units, in order.</returns>
    IEnumerable<(long First, long Count)> Resident(long first, long count);

    /// <summary>Makes the device forget the region if its page size does not fit the region's protection.</summary>
    void Refit();

    /// <summary>Makes the device forget the region.</summary>
    /// <param name="keepContents">Whether the host is brought up to date first.</param>
    void Remove(bool keepContents);
}
