using System.Globalization;
using HmmGen.Generators.Lowering.Resumption;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints how a parked work item gets back to its access. Its site is always one of those that lie ahead, so the last way needs no
/// question. A <c>switch</c> costs the C# compiler more than a few comparisons do, and is printed only where those would be many.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="paths">The ways.</param>
internal sealed class ResumeEmitter(SourceWriter writer, ResumePaths paths)
{
    private const int MostComparisons = 2;

    /// <summary>The way from the beginning, when all that lives on is there again.</summary>
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

    /// <summary>The way from a loop's header, when a parked work item comes by.</summary>
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
        /// <summary>The jump; what enters a loop is sent on at its header.</summary>
        public string Go => EntersLoop ? "resume = site; " + Jump : Jump;
    }
}
