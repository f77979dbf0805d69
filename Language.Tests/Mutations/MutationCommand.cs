using System.Globalization;
using HmmGen.Language.Tests.Isolation;

namespace HmmGen.Language.Tests.Mutations;

/// <summary>Tries mutants in this process: <c>mutants FIRST COUNT</c>. It prints what it begins and each fault.</summary>
internal static class MutationCommand
{
    /// <summary>The word that chooses this mode.</summary>
    public const string Name = "mutants";

    private const string Begin = "begin ";
    private const string Fault = "fault ";
    private const string End = "end: ";

    private const int Batch = 50;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The first seed, and how many.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args)
    {
        int first = int.Parse(args[0], CultureInfo.InvariantCulture);
        int compiling = 0;
        foreach (int[] seeds in Enumerable.Range(first, int.Parse(args[1], CultureInfo.InvariantCulture)).Chunk(Batch))
        {
            Console.WriteLine($"{Begin}{seeds[0]} to {seeds[^1]}");
            foreach ((int seed, string fault) in MutantTrial.Try([.. seeds.Select(Mutant.Make)], count => compiling += count))
            {
                Console.WriteLine($"{Fault}{seed}: {fault.ReplaceLineEndings(" ")}");
            }
        }

        Console.WriteLine($"{End}{compiling} compile without us");
        return 0;
    }

    /// <summary>Tries mutants in a process of its own.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <returns>The faults in words, and what the process said last.</returns>
    public static (IReadOnlyList<string> Faults, string Last) InChild(int first, int count)
    {
        List<string> faults = [];
        string last = "";
        string[] arguments = [Name, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)];
        string end = ChildProcess.Run(arguments, line =>
        {
            last = line.StartsWith(Fault, StringComparison.Ordinal) ? last : line;
            if (last != line)
            {
                faults.Add(line[Fault.Length..]);
            }
        });
        if (!last.StartsWith(End, StringComparison.Ordinal))
        {
            faults.Add($"{last}: {end}");
        }

        return (faults, last);
    }
}
