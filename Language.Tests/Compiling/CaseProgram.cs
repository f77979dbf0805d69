using System.Reflection;
using HmmGen.Language.Tests.Cases;

namespace HmmGen.Language.Tests.Compiling;

/// <summary>A case that compiled: the plain method, and its launch.</summary>
/// <param name="Case">The case.</param>
/// <param name="Names">The names of its span parameters.</param>
/// <param name="Arrays">Makes empty arrays for them.</param>
/// <param name="Plain">Calls the method for each index from the first up to the end.</param>
/// <param name="Launch">Launches on a device.</param>
internal sealed record CaseProgram(
    LanguageCase Case,
    IReadOnlyList<string> Names,
    Func<int, Array[]> Arrays,
    Action<Array[], long, long> Plain,
    Action<HmmDevice, HmmExtent, Array[]> Launch)
{
    /// <summary>Finds a case in the assembly it was compiled into.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="source">The case's source.</param>
    /// <returns>The program.</returns>
    public static CaseProgram Of(Assembly assembly, CaseSource source)
    {
        Type trial = assembly.GetType(source.Space + ".Trial", throwOnError: true)!;
        return new CaseProgram(
            source.Case,
            [.. source.Names],
            trial.GetMethod("Arrays")!.CreateDelegate<Func<int, Array[]>>(),
            trial.GetMethod("Plain")!.CreateDelegate<Action<Array[], long, long>>(),
            trial.GetMethod("Launch")!.CreateDelegate<Action<HmmDevice, HmmExtent, Array[]>>());
    }
}
