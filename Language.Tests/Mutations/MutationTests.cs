using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.Mutations;

/// <summary>Nothing that is typed makes the generator or the analyzer throw or hang, and what they make of C# that compiles without them compiles.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    [Fact]
    public void Mutants_AreCompiledOrRefused()
    {
        int count = TestScale.Iterations(quick: 10, full: 250, @long: 10_000);
        int first = TestSeeds.First;
        output.WriteLine($"Seeds {first} to {first + count - 1}.");
        (IReadOnlyList<string> faults, string last) = MutationCommand.InChild(first, count);
        output.WriteLine(last);
        string list = string.Join('\n', faults);
        Assert.True(faults.Count == 0, $"{faults.Count} of {count} mutants failed; `mutants SEED 1` tries one again.\n{list}");
    }
}
