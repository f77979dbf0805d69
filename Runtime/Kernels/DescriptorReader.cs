using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels;

/// <summary>
/// Reads a kernel's descriptor from text. Generated code has one text in place of a list of objects: a compiler takes in a text at once, and
/// objects one by one.
/// </summary>
/// <remarks>
/// The first word of a line says what the line is. Words have spaces between them; names have none.
/// <code>
/// kernel K rank 1 line 12 column 24  its name, the dimensions of the index, the place of the method's name
/// in Ops.cs                          the files of its code, its own first
/// reads x of 4                       a span parameter and the bytes of an element; also "writes", "changes" and "ignores"
/// reads p of {0}                     the same, with a size that is an argument beside the text
/// marks x                            the parameters that the kernel's scout marks; only where it has one
/// loads p                            the parameters whose elements the scout loads
/// scouts rows                        the scout runs once for all items that differ in the last index only
/// lanes 32 rows 4 planned            the items of a row, and the rows, that run side by side on the host; "checked" where unplanned indices are checked, "early" where some are before all effects, "free" where all are, "panels" with panels, "crossed" where tiles exchange rows and lanes; "again" where items may run again; "wide" where twice as many may, "wide cached" where they may while the data fits the caches
/// rows 32 rows 4 planned             the same for items of rows that the last index counts one after another
/// own turns                          items may make different numbers of turns in lanes, or rows have different numbers of items with work
/// guarded Exp Tanh                   lanes compute these functions as the C library of the machine is found to do it
/// table counts Add                   a parameter of which threads may have copies, and how items change it
/// no lanes: it has small local ...   why items run one after another on the host
/// fast                               floating-point numbers may be rounded less often and added in another order
/// scratch 64                         the bytes of small local arrays
/// can fail                           something other than an access can fail
/// early 4 8                          the accesses whose index lanes check before all effects, as numbers of sites; only where there are some
/// narrow 1 4                         the accesses of whose index the plan names what its narrow type holds, as numbers of sites; only where there are some
/// unplanned 1 4                      the accesses whose index no plan names, as numbers of sites; only where there are some
/// sites Read x 14, Guard 15          the sites in their order: kind, parameter if it has one, and line; "15/1" is line 15 of the second file
/// </code>
/// </remarks>
internal static class DescriptorReader
{
    private const string Remedy = "Another version of HmmGen has generated the kernel: build the kernel's project again, with the version that runs.";

    /// <summary>Reads a descriptor.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stateSize">The size of a saved work item in bytes.</param>
    /// <param name="sizes">The sizes of elements that the text names by number.</param>
    /// <param name="exceptions">Factories of the exceptions that the kernel throws.</param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="FormatException">The text is not a descriptor.</exception>
    public static KernelDescriptor Read(string text, int stateSize, ReadOnlySpan<int> sizes, IReadOnlyList<Func<Exception>> exceptions)
    {
        (string name, int rank, int line, int column) = ("", 0, 0, 0);
        (int scratch, bool fails, bool fast) = (0, false, false);
        (string[]? marks, string[] loads, string[] unplanned, string[] early, string[] narrow) = (null, [], [], [], []);
        bool ofRows = false;
        (KernelLanes? lanes, KernelLanes? ofItems, string serial) = (null, null, "");
        List<(string Parameter, string Change)> tables = [];
        List<string> files = [];
        List<KernelParameter> parameters = [];
        List<AccessSite> sites = [];
        void Change(Func<KernelLanes, KernelLanes> change) => (lanes, ofItems) = (lanes is null ? null : change(lanes), ofItems is null ? null : change(ofItems));
        foreach (string said in text.Split('\n'))
        {
            string[] words = said.TrimEnd('\r').Split(' ');
            switch (words)
            {
                case ["kernel", string kernel, "rank", string dimensions, "line", string row, "column", string letter]:
                    (name, rank, line, column) = (kernel, Number(dimensions), Number(row), Number(letter));
                    break;
                case ["in", ..]:
                    files.Add(said.TrimEnd('\r')["in ".Length..]);
                    break;
                case ["reads" or "writes" or "changes" or "ignores", string parameter, "of", string size]:
                    parameters.Add(new KernelParameter(parameter, Size(size, sizes), words[0] is "reads" or "changes", words[0] is "writes" or "changes"));
                    break;
                case ["marks", ..]:
                    marks = words[1..];
                    break;
                case ["loads", ..]:
                    loads = words[1..];
                    break;
                case ["scouts", "rows"]:
                    ofRows = true;
                    break;
                case ["lanes", string items, "rows", string height, "planned" or "checked" or "early" or "free" or "panels" or "crossed" or "turns", ..]:
                    lanes = Lanes(words, items, height);
                    break;
                case ["rows", string items, "rows", string height, "planned" or "checked" or "free" or "panels" or "crossed", ..]:
                    ofItems = Lanes(words, items, height);
                    break;
                case ["turned", string dimension]:
                    lanes = lanes! with { Turned = Number(dimension) };
                    break;
                case ["own", "turns"]:
                    Change(static one => one with { HasOwnTurns = true });
                    break;
                case ["guarded", ..]:
                    GuardedFunctions all = Enum.Parse<GuardedFunctions>(string.Join(',', words[1..]));
                    Change(one => one with { Guarded = all });
                    break;
                case ["table", string table, "Add" or "And" or "Or"]:
                    tables.Add((table, words[2]));
                    break;
                case ["no", "lanes:", ..]:
                    serial = said.TrimEnd('\r')["no lanes: ".Length..];
                    break;
                case ["unplanned", ..]:
                    unplanned = words[1..];
                    break;
                case ["narrow", ..]:
                    narrow = words[1..];
                    break;
                case ["early", ..]:
                    early = words[1..];
                    break;
                case ["scratch", string bytes]:
                    scratch = Number(bytes);
                    break;
                case ["fast"]:
                    fast = true;
                    break;
                case ["can", "fail"]:
                    fails = true;
                    break;
                case ["sites", ..]:
                    sites.AddRange(said.TrimEnd('\r', ',')["sites ".Length..].Split(", ").Select(site => Site(site.Split(' '), parameters, files)));
                    break;
                default:
                    throw new FormatException($"Unknown line in a kernel's descriptor: '{said}'. {Remedy}");
            }
        }

        if (name.Length == 0 || files.Count == 0)
        {
            throw new FormatException($"Not a kernel's descriptor: '{text}'. {Remedy}");
        }

        Mark(sites, unplanned, static site => site with { IsPlanned = false });
        Mark(sites, early, static site => site with { IsEarly = true });
        Mark(sites, narrow, static site => site with { IsNamedByType = true });
        return new KernelDescriptor
        {
            Name = name,
            Rank = rank,
            File = files[0],
            Line = line,
            Column = column,
            Parameters = parameters,
            Sites = sites,
            StateSize = stateSize,
            ScratchSize = scratch,
            HasGuards = fails,
            IsFast = fast,
            Lanes = tables.Count == 0 ? lanes : lanes! with { Tables = [.. tables.Select(table => Table(table.Parameter, table.Change, parameters))] },
            Rows = ofItems,
            Serial = serial,
            IsPartlyPlanned = unplanned.Length > 0 && sites.Exists(static site => site is { IsPlanned: true, Parameter: >= 0, Kind: not AccessKind.Guard }),
            HasRest = unplanned.Length + narrow.Length > 0
                && sites.Exists(static site => site is { IsPlanned: true, IsNamedByType: false, Parameter: >= 0, Kind: not AccessKind.Guard }),
            Scout = marks is null ? null : new KernelScout(Named(marks, parameters), Named(loads, parameters), ofRows),
            Exceptions = exceptions,
        };
    }

    private static void Mark(List<AccessSite> sites, string[] numbers, Func<AccessSite, AccessSite> change)
    {
        foreach (int site in numbers.Select(Number))
        {
            sites[site] = site < sites.Count
                ? change(sites[site])
                : throw new FormatException($"Unknown access in a kernel's descriptor: '{site}'. {Remedy}");
        }
    }

    private static KernelLanes Lanes(string[] words, string items, string height)
        => new(Number(items), Number(height), Enum.Parse<LaneIndexing>(words[4], ignoreCase: true), words.Contains("wide"))
        {
            IsLight = words is [.., "cached"],
            CanRepeat = words.Contains("again"),
            HasRests = words.Contains("rests") && Avx.IsSupported,
        };

    private static AccessSite Site(string[] words, List<KernelParameter> parameters, List<string> files)
    {
        string[] place = words[^1].Split('/');
        int parameter = words.Length > 2 ? parameters.FindIndex(parameter => parameter.Name == words[1]) : -1;
        int file = place.Length > 1 ? Number(place[1]) : 0;
        return Enum.TryParse(words[0], out AccessKind kind) && words.Length is 2 or 3 && parameter < 0 == words.Length < 3 && file < files.Count
            ? new AccessSite(parameter, kind, files[file], Number(place[0]))
            : throw new FormatException($"Unknown access in a kernel's descriptor: '{string.Join(' ', words)}'. {Remedy}");
    }

    private static KernelTable Table(string name, string change, List<KernelParameter> parameters)
        => parameters.FindIndex(parameter => parameter.Name == name) is >= 0 and int parameter
            ? new KernelTable(parameter, Enum.Parse<TableChange>(change))
            : throw new FormatException($"Unknown parameter in a kernel's descriptor: '{name}'. {Remedy}");

    private static bool[] Named(string[] names, List<KernelParameter> parameters)
        => Array.Find(names, name => !parameters.Exists(parameter => parameter.Name == name)) is { } unknown
            ? throw new FormatException($"Unknown parameter in a kernel's descriptor: '{unknown}'. {Remedy}")
            : [.. parameters.Select(parameter => names.Contains(parameter.Name))];

    private static int Size(string word, ReadOnlySpan<int> sizes) => word is not ['{', .. string number, '}'] ? Number(word)
        : Number(number) < sizes.Length ? sizes[Number(number)]
        : throw new FormatException($"A kernel's descriptor needs the size {word}, which was not given. {Remedy}");

    private static int Number(string word) => int.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);
}
