using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Isolation;

/// <summary>A line that a process that tries cases writes, so that the one that started it knows what ended it.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Cases">The numbers of the cases concerned.</param>
/// <param name="Outcome">The outcome, when there is one.</param>
internal sealed record JournalEntry(JournalStep Step, IReadOnlyList<int> Cases, Outcome? Outcome = null);
