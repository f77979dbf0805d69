using System.Globalization;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Prints random programs as a file of cases: <c>random FIRST COUNT</c>, which <c>cases --file</c> then tries.</summary>
internal static class ProgramCommand
{
    /// <summary>The word that chooses this mode.</summary>
    public const string Name = "random";

    /// <summary>Runs the command.</summary>
    /// <param name="args">The first seed, and how many.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args)
    {
        int first = int.Parse(args[0], CultureInfo.InvariantCulture);
        int count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        foreach (int seed in Enumerable.Range(first, count))
        {
            Console.WriteLine(ProgramGenerator.Make(seed).ToCase().ToText());
        }

        return 0;
    }
}
