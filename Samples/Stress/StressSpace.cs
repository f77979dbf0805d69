// Safety: hands the state of an open service, which is never freed, to an export of the library that made it.
using HmmGen.Coherence;

namespace HmmGen.Stress;

/// <summary>Makes the space that a request asks for.</summary>
internal static unsafe class StressSpace
{
    /// <summary>Makes it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <returns>The space; transparent, but where only lifetimes are stressed.</returns>
    /// <exception cref="PlatformNotSupportedException">It cannot be had, or not with the service that the stress is about.</exception>
    public static HmmSpace Make(StressRequest request)
    {
        HmmSpace space = request.Mode is { } mode ? new HmmSpace(mode) : new HmmSpace();
        if (space.HostMode == HmmHostMode.Scopes && request.Scenario != StressCommand.Lifetimes)
        {
            throw new PlatformNotSupportedException(
                $"With explicit scopes the host may not touch what a launch uses, so there is nothing to stress: {space.HostModeReason}.");
        }

        if (request.Swap)
        {
            CoreFunctions.Watching->Swap(space.Service!.State, 1);
        }

        return space;
    }
}
