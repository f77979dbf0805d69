namespace HmmGen.Tests.Transparent;

/// <summary>What came of a step of a walk over calls that fail.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Call">The call that failed or was late.</param>
/// <param name="Time">Which of the operation's calls of that name.</param>
/// <param name="Failure">How: the error's name, perhaps "from then on", or "late".</param>
/// <param name="Outcome">"right", "refused: …", "poisoned: …", "not reached", "ended: …" or "WRONG: …".</param>
/// <param name="Milliseconds">How long the operation took; -1 where it ended the process.</param>
internal sealed record InjectedOutcome(HmmHostMode Mode, string Operation, string Call, int Time, string Failure, string Outcome, int Milliseconds)
{
    /// <summary>What is said of a touch that ended the process by the signal of a page that fails.</summary>
    public const string EndedByTouch = "poisoned: the touch ends the process";
}
