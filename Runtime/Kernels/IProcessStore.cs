namespace HmmGen.Kernels;

/// <summary>A store over native memory of this process.</summary>
/// <typeparam name="TSelf">The store.</typeparam>
internal interface IProcessStore<TSelf> : IDeviceStore
    where TSelf : struct, IProcessStore<TSelf>
{
    /// <summary>Makes the store.</summary>
    /// <param name="frames">The first byte of frame memory.</param>
    /// <param name="control">The first byte of control memory.</param>
    /// <returns>The store.</returns>
    static abstract TSelf Over(nint frames, nint control);
}
