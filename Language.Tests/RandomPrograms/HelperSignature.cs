namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A method or local function that a generated program can call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">The type of its result.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record HelperSignature(string Name, string Result, IReadOnlyList<HelperParameter> Parameters);
