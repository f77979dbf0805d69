namespace HmmGen.Kernels;

/// <summary>A device memory that can be made from a store. Kernel entries use it to bind memory to a launch.</summary>
/// <typeparam name="TSelf">The memory.</typeparam>
/// <typeparam name="TStore">Its store.</typeparam>
internal interface IStoredMemory<TSelf, TStore> : IDeviceMemory<TSelf>
    where TSelf : struct, IStoredMemory<TSelf, TStore>
    where TStore : struct, IDeviceStore
{
    /// <summary>Makes the memory.</summary>
    /// <param name="store">The store of the bytes.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item that will use the memory.</param>
    /// <returns>The memory.</returns>
    static abstract TSelf Over(TStore store, Wave wave, long slot);
}
