using System.Globalization;
using HmmGen.Language.Tests.Cases;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A program made at random.</summary>
/// <param name="Seed">What it was made of.</param>
/// <param name="Options">The options of its case.</param>
/// <param name="Code">Its types, its helpers and its body.</param>
internal sealed record RandomProgram(int Seed, string Options, CodeNode Code)
{
    /// <summary>The program as a case.</summary>
    /// <returns>The case.</returns>
    public LanguageCase ToCase() => new(
        "random-" + Seed.ToString(CultureInfo.InvariantCulture),
        Code.Parts[0].ToString().Trim(),
        Code.Parts[1].ToString().Trim(),
        Options,
        Code.Parts[2].ToString().Trim());
}
