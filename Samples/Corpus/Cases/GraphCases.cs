namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Graphs"/>.</summary>
internal static class GraphCases
{
    private const int Degree = 8;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Graphs.BreadthFirstPull", size => size / Degree,
            input => Searched(input, level: 3),
            (i, d) => Graphs.BreadthFirstPull(i, d.Level, d.Starts, d.Targets, d.Levels, d.Next, d.Found),
            (device, items, d) => Graphs.BreadthFirstPull(device, items, d.Level, d.Starts, d.Targets, d.Levels, d.Next, d.Found)),

        CorpusCase.Of("Graphs.BreadthFirstPush", size => size / Degree,
            input => Searched(input, level: 2),
            (i, d) => Graphs.BreadthFirstPush(i, d.Level, d.Starts, d.Targets, d.Levels, d.Found),
            (device, items, d) => Graphs.BreadthFirstPush(device, items, d.Level, d.Starts, d.Targets, d.Levels, d.Found)),

        CorpusCase.Of("Graphs.PageRank", size => size / Degree,
            Ranked,
            (i, d) => Graphs.PageRank(i, 0.85, d.Starts, d.Sources, d.Degrees, d.Ranks, d.Next),
            (device, items, d) => Graphs.PageRank(device, items, 0.85, d.Starts, d.Sources, d.Degrees, d.Ranks, d.Next)),

        CorpusCase.Of("Graphs.Triangles", size => size / 32,
            Sorted,
            (i, d) => Graphs.Triangles(i, d.Starts, d.Targets, d.Triangles),
            (device, items, d) => Graphs.Triangles(device, items, d.Starts, d.Targets, d.Triangles)),
    ];

    private static (int Level, int[] Starts, int[] Targets, int[] Levels, int[] Next, int[] Found) Searched(CorpusInput input, int level)
    {
        int vertices = input.Size / Degree;
        (int[] starts, int[] targets) = input.Pattern(vertices, vertices, Degree);
        int[] levels = input.Draw(vertices, random => Math.Min(level, random.Next(12) - 8) is var drawn and >= 0 ? drawn : -1);
        return (level, starts, targets, levels, new int[vertices], new int[1]);
    }

    private static (int[] Starts, int[] Sources, int[] Degrees, double[] Ranks, double[] Next) Ranked(CorpusInput input)
    {
        int vertices = input.Size / Degree;
        (int[] starts, int[] sources) = input.Pattern(vertices, vertices, Degree);
        return (starts, sources, input.Ints(vertices, 1, Degree), input.Doubles(vertices, 0, 1), new double[vertices]);
    }

    private static (int[] Starts, int[] Targets, int[] Triangles) Sorted(CorpusInput input)
    {
        int vertices = input.Size / 32;
        (int[] starts, int[] targets) = input.Pattern(vertices, vertices, 3 * Degree);
        return (starts, targets, new int[vertices]);
    }
}
