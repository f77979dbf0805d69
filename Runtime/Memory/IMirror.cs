namespace HmmGen.Memory;

/// <summary>A region on one device, said in the region's units. The device moves whole pages.</summary>
internal interface IMirror
{
    /// <summary>Copies what is newer on the device to the host.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="drop">Whether the pages leave the device.</param>
    void CopyToHost(long first, long count, bool drop);

    /// <summary>Takes units from the device without copying them; pages at the edges that hold other units too are copied to the host first.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    void Invalidate(long first, long count);

    /// <summary>Which of some units lie on pages that the device has.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <returns>Runs of units, in order.</returns>
    IEnumerable<(long First, long Count)> Resident(long first, long count);

    /// <summary>Makes the device forget the region where its pages have not the size that the region's protection asks for.</summary>
    void Refit();

    /// <summary>Makes the device forget the region.</summary>
    /// <param name="keepContents">Whether the host is brought up to date first.</param>
    void Remove(bool keepContents);
}
