using System.Buffers;
using System.Collections.Concurrent;

namespace HmmGen.Tests.Lifetimes;

/// <summary>What finalizers have left: pins and arrays that are reachable again, and failures.</summary>
internal sealed class FinalWitness
{
    /// <summary>Exceptions that no finalizer may see.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = [];

    /// <summary>The pins.</summary>
    public ConcurrentQueue<HmmPin<int>> Pins { get; } = [];

    /// <summary>The pins of memory.</summary>
    public ConcurrentQueue<MemoryHandle> Handles { get; } = [];

    /// <summary>The arrays.</summary>
    public ConcurrentQueue<HmmArray<int>> Arrays { get; } = [];
}
