using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Compiling;

/// <summary>What became of the cases of a compilation.</summary>
/// <param name="Verdicts">The outcomes of those that cannot run.</param>
/// <param name="Programs">Those that can.</param>
internal sealed record CaseBatch(IReadOnlyList<(LanguageCase Case, Outcome Outcome)> Verdicts, IReadOnlyList<CaseProgram> Programs);
