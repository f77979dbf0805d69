using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A smaller program that fails in the same way.</summary>
/// <param name="Text">The program as a case.</param>
/// <param name="Outcome">How it fails.</param>
internal sealed record ShrinkStep(string Text, Outcome Outcome);
