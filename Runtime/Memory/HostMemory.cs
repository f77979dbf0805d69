// Safety: the address stays valid from construction until Dispose; a region frees its host memory only after every
// launch and host touch has left, which the region's lock sees to.
namespace HmmGen.Memory;

/// <summary>A stretch of process memory under a region.</summary>
internal abstract unsafe class HostMemory : IDisposable
{
    /// <summary>The first byte.</summary>
    public abstract byte* Address { get; }

    /// <summary>Writes changes through to the file beneath, if there is one.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Frees or unpins the memory.</summary>
    public abstract void Dispose();
}
