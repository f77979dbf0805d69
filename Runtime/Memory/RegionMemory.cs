using System.Buffers;

namespace HmmGen.Memory;

/// <summary>Memory that lies in a region, so that a launch over it needs no region of its own.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class RegionMemory<T> : MemoryManager<T> where T : unmanaged
{
    /// <summary>Makes the argument of a launch from some elements.</summary>
    /// <param name="start">The first element of the memory.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer.</returns>
    public abstract LaunchBuffer BufferOf(long start, long length);
}
