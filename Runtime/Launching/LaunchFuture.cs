using System.Collections;
using HmmGen.Paging.Eviction;

namespace HmmGen.Launching;

/// <summary>What is to come: the parts of a launch that have not run yet, in order, and then what followed the last launch that was like it.</summary>
/// <param name="following">What followed.</param>
internal sealed class LaunchFuture(IReadOnlyList<IForeseenPart> following) : IEnumerable<IForeseenPart>
{
    /// <summary>The parts of the launch that have not run yet, the next one on top.</summary>
    public Stack<LaunchPart> Rest { get; } = [];

    /// <inheritdoc/>
    public IEnumerator<IForeseenPart> GetEnumerator() => Rest.Concat(following).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
