using HmmGen.Stress.Watching;

namespace HmmGen.Stress;

/// <summary>What a run does.</summary>
internal interface IScenario : IDisposable
{
    /// <summary>Who works.</summary>
    IReadOnlyList<Worker> Workers { get; }

    /// <summary>Checks all memory once nobody works any more.</summary>
    void Verify();

    /// <summary>What the devices did, as lines to print.</summary>
    /// <returns>The lines.</returns>
    IEnumerable<string> Statistics();
}
