namespace HmmGen.Launching.Ahead;

/// <summary>Goes through the chunks of a launch, and looks at the next one if it is asked to.</summary>
/// <param name="chunks">The chunks.</param>
internal sealed class ChunkWalk(IEnumerable<LaunchChunk> chunks) : IDisposable
{
    private readonly IEnumerator<LaunchChunk> _chunks = chunks.GetEnumerator();
    private LaunchChunk? _next;

    /// <summary>The next chunk, which is cut at the first look; null at the end.</summary>
    public LaunchChunk? Next => _next ??= _chunks.MoveNext() ? _chunks.Current : null;

    /// <summary>Goes on to the next chunk.</summary>
    /// <returns>The chunk; null at the end.</returns>
    public LaunchChunk? Take()
    {
        LaunchChunk? chunk = Next;
        _next = null;
        return chunk;
    }

    /// <inheritdoc/>
    public void Dispose() => _chunks.Dispose();
}
