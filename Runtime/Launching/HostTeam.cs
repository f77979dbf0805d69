using HmmGen.Base.Teams;

namespace HmmGen.Launching;

/// <summary>The threads of one launch on the host. They help while processors are free and no other launch waits for one.</summary>
/// <param name="processors">The processors that may be used.</param>
internal abstract class HostTeam(HostProcessors processors) : WorkTeam
{
    private Action? _held;

    /// <inheritdoc/>
    protected sealed override int Degree => processors.Degree;

    /// <inheritdoc/>
    protected sealed override bool IsWanted => processors.IsWanted;

    /// <inheritdoc/>
    protected sealed override bool TryStart(Action help) => processors.TryRunBeside(_held ??= () => processors.Work(help));
}
