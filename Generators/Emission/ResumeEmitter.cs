using System.Globalization;
using HmmGen.Generators.Lowering.Resumption;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints the jumps of a parked work item to its resume point. Its site is always one of those ahead, so the last jump needs no comparison.
/// A <c>switch</c> costs the C# compiler more than a few comparisons; it is printed only in place of many.
/// </summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="paths">The paths to the resume points.</param>
internal sealed class ResumeEmitter(SourceWriter writer, ResumePaths paths)
{
    private const int MostComparisons = 2;

    /// <summary>Prints the jumps from the kernel's beginning, after the saved locals have been restored.</summary>
    public void FromEntry()
    {
        Way[] ways = Ways(ResumePaths.Entry);
        if (ways.Length > 1)
        {
            writer.Line("site = state.Site;");
            Choose(ways);
        }
        else if (ways[0].EntersLoop)
        {
            writer.Line("resume = state.Site;");
            writer.Line(ways[0].Jump);
        }
        else
        {
            writer.Line(ways[0].Jump);
        }
    }

    /// <summary>Prints the jumps from a loop's header, for a work item on its way to its resume point.</summary>
    /// <param name="header">The header's block.</param>
    public void FromHeader(int header)
    {
        const string Comes = "if (TMemory.Parks && resume >= 0)";
        Way[] ways = Ways(header);
        if (ways.Length > 1)
        {
            using (writer.Block(Comes))
            {
                writer.Line("site = resume;");
                writer.Line("resume = -1;");
                Choose(ways);
            }
        }
        else
        {
            writer.Line(ways[0].EntersLoop ? $"{Comes} {ways[0].Jump}" : $"{Comes} {{ resume = -1; {ways[0].Jump} }}");
        }
    }

    private void Choose(Way[] ways)
    {
        Way[] ordered = [.. ways.OrderBy(way => way.Sites.Count)];
        if (ordered.Take(ordered.Length - 1).Sum(way => way.Sites.Count) > MostComparisons)
        {
            using (writer.Block("switch (site)"))
            {
                writer.Filled(ways.Select(way => string.Concat(way.Sites.Select(site => $"case {Number(site)}: ")) + way.Go));
            }

            return;
        }

        foreach (Way way in ordered.Take(ordered.Length - 1))
        {
            string condition = string.Join(" || ", way.Sites.Select(site => $"site == {Number(site)}"));
            writer.Line($"if ({condition}) {(way.EntersLoop ? $"{{ {way.Go} }}" : way.Go)}");
        }

        writer.Line(ordered[ordered.Length - 1].Go);
    }

    private Way[] Ways(int place) =>
    [
        .. paths.From(place).Where(step => step.Header is null).Select(step => new Way([step.Site], false, $"goto {CodeEmitter.AccessLabel(step.Site)};")),
        .. paths.From(place).Where(step => step.Header is not null).GroupBy(step => step.Header!.Value)
            .Select(loop => new Way([.. loop.Select(step => step.Site)], true, $"goto {CodeEmitter.BlockLabel(loop.Key)};")),
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Way(IReadOnlyList<int> Sites, bool EntersLoop, string Jump)
    {
        /// <summary>The jump; a path into a loop goes on at the loop's header.</summary>
        public string Go => EntersLoop ? "resume = site; " + Jump : Jump;
    }
}
