using System.Collections;
using HmmGen.Paging.Eviction;

namespace HmmGen.Launching;

/// <summary>What is to come: the parts of a launch that have not run yet, in order, and then what followed the last launch that was like it.</summary>
/// <param name="following">What followed.</param>
/// <param name="isCrowded">Whether pages of the launch are missing, and the device cannot hold its pages and all that followed.</param>
internal sealed class LaunchFuture(IReadOnlyList<IForeseenPart> following, bool isCrowded) : IEnumerable<IForeseenPart>
{
    /// <summary>
    /// Whether pages of the launch are missing, and the device cannot hold its pages and all that is expected to follow. As a whole, the launch would drive out
    /// pages that are used soon. In chunks, its own pages leave behind each chunk, which are used last.
    /// </summary>
    public bool IsCrowded => isCrowded;

    /// <summary>The parts of the launch that have not run yet, the next one on top.</summary>
    public Stack<LaunchPart> Rest { get; } = [];

    /// <inheritdoc/>
    public IEnumerator<IForeseenPart> GetEnumerator() => Rest.Concat(following).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
