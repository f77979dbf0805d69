using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>The names in a tile's method that belong to no local of the kernel.</summary>
internal sealed class LaneNames
{
    private readonly string[] _firsts;
    private readonly string[] _aparts;
    private readonly string _live;
    private readonly string _now;
    private readonly string _taken;
    private readonly string _column;
    private readonly string _whole;
    private readonly string _at;
    private readonly string _held;
    private readonly string _words;
    private readonly string[] _arrays;
    private readonly string[] _rooms;
    private readonly Dictionary<(int Ahead, int Distance), string> _slides = [];
    private readonly Dictionary<(int Names, int Rows), string> _hinted = [];

    /// <summary>Chooses names that no copy of a local has.</summary>
    /// <param name="model">The kernel with lanes.</param>
    /// <param name="text">The text of its expressions.</param>
    /// <param name="rows">The rows of the tile.</param>
    /// <param name="groups">The groups of lanes in a row.</param>
    public LaneNames(LaneModel model, LaneText text, int rows, int groups)
    {
        List<string> taken = [.. GeneratedNames.Reserved, .. model.Kernel.DeviceStructs.Select(static type => type.Name)];
        for (int row = 0; row < rows; row++)
        {
            taken.AddRange(model.Kernel.Indices.Select((_, dimension) => text.IndexName(dimension, row)));
            for (int group = 0; group < groups; group++)
            {
                taken.AddRange(model.Kernel.Body.Locals.Select((_, local) => text.Name(local, row, group)));
            }
        }

        FreeNames names = new(taken.Distinct());
        Begin = names.Take("first");
        Count = names.Take("count");
        Done = names.Take("done");
        Indices = [.. Enumerable.Range(0, 2).Select(dimension => names.Take("index" + Number(dimension)))];
        _firsts = [.. model.Kernel.Parameters.Select(parameter => names.Take(parameter.Name + "First"))];
        _aparts = [.. model.Kernel.Parameters.Select((parameter, number) => model.Tables.Any(table => table.Parameter == number) ? names.Take(parameter.Name + "Apart") : "")];
        _live = names.TakeStem("live");
        _now = names.TakeStem("now");
        _taken = names.TakeStem("taken");
        Panel = names.Take("panel");
        Capacity = names.Take("capacity");
        Vector = names.Take("vector");
        Blocks = names.Take("blocks");
        Row = names.Take("block");
        _column = names.TakeStem("column");
        _whole = names.TakeStem("whole");
        _at = names.TakeStem("at");
        Offset = names.Take("offset");
        Part = names.Take("part");
        Reached = names.Take("reached");
        Ahead = names.Take("ahead");
        Filled = names.Take("filled");
        Half = names.Take("half");
        Kept = names.TakeStem("kept");
        KeptPlace = names.Take("keptPlace");
        Better = names.Take("better");
        Started = names.Take("started");
        Brought = names.Take("brought");
        _held = names.TakeStem("held");
        HintsAhead = names.Take("later");
        Left = names.Take("left");
        Log = names.Take("log");
        foreach (RowHint hint in model.Hints.Where(hint => !_hinted.ContainsKey((hint.Name.Access.Parameter, hint.Row.Parameter))))
        {
            _hinted.Add((hint.Name.Access.Parameter, hint.Row.Parameter), names.Take(model.Kernel.Parameters[hint.Name.Access.Parameter].Name + "Hinted"));
        }

        _words = names.TakeStem("words");
        _arrays = [.. model.Kernel.Body.Arrays.Select(array => names.Take(array.Name))];
        _rooms = [.. model.Kernel.Body.Arrays.Select(array => names.Take(array.Name + "Room"))];
        ArrayPlace = names.Take("place");
        foreach (SlidLoad slid in model.Slid.Where(slid => !_slides.ContainsKey((slid.Ahead, slid.Distance))))
        {
            _slides.Add((slid.Ahead, slid.Distance), names.Take($"slide{Number(slid.Ahead)}Of{Number(slid.Distance)}"));
        }
    }

    /// <summary>The turns that a loop has left.</summary>
    public string Left { get; }

    /// <summary>What an item has changed, and may have to change back.</summary>
    public string Log { get; }

    /// <summary>The turns between a name and the one whose row is asked for.</summary>
    public string HintsAhead { get; }

    /// <summary>The numbers of names that give hints, by the parameters that have the names and the rows.</summary>
    public IReadOnlyDictionary<(int Names, int Rows), string> Hinted => _hinted;

    /// <summary>The vectors of all places of lanes in two loads, by what the loads are apart.</summary>
    public IReadOnlyDictionary<(int Ahead, int Distance), string> Slides => _slides;

    /// <summary>The places of lanes in the two loads that they are put together from.</summary>
    /// <param name="slid">The load.</param>
    /// <returns>The vector's name.</returns>
    public string Slide(SlidLoad slid) => _slides[(slid.Ahead, slid.Distance)];

    /// <summary>The first vector of a small local array.</summary>
    /// <param name="array">The array's number.</param>
    /// <returns>The reference's name.</returns>
    public string Array(int array) => _arrays[array];

    /// <summary>The memory of a small local array.</summary>
    /// <param name="array">The array's number.</param>
    /// <returns>The span's name.</returns>
    public string ArrayRoom(int array) => _rooms[array];

    /// <summary>The number of an element of a small local array.</summary>
    public string ArrayPlace { get; }

    /// <summary>The words of a group.</summary>
    /// <param name="number">The number of the words among the model's.</param>
    /// <param name="group">The group.</param>
    /// <returns>The vector's name.</returns>
    public string Word(int number, int group) => $"{_words}{Number(number)}_v{Number(group)}";

    /// <summary>One of the vectors in which the parts of a group's words lie between each other.</summary>
    /// <param name="number">The number of the words among the model's.</param>
    /// <param name="vector">Which vector.</param>
    /// <param name="group">The group.</param>
    /// <returns>The vector's name.</returns>
    public string Word(int number, int vector, int group) => $"{_words}{Number(number)}_{Number(vector)}_v{Number(group)}";

    /// <summary>The label after the last block.</summary>
    public string Next => "Next";

    /// <summary>The label for items that may fail.</summary>
    public string Fail => "Fail";

    /// <summary>The parameter with the first value of the last index.</summary>
    public string Begin { get; }

    /// <summary>The parameter with the number of values of the last index.</summary>
    public string Count { get; }

    /// <summary>The number of values of the last index that are done.</summary>
    public string Done { get; }

    /// <summary>The parameters with the values of the two dimensions before the last, the outermost first.</summary>
    public IReadOnlyList<string> Indices { get; }

    /// <summary>The parameter with the first vector of a panel.</summary>
    public string Panel { get; }

    /// <summary>The parameter with the number of vectors that a panel has room for.</summary>
    public string Capacity { get; }

    /// <summary>The number of the next vector in the panel.</summary>
    public string Vector { get; }

    /// <summary>The parameter with the number of tiles below each other.</summary>
    public string Blocks { get; }

    /// <summary>The number of a tile among those below each other.</summary>
    public string Row { get; }

    /// <summary>The label of a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The name.</returns>
    public string Block(int block) => CodeEmitter.BlockLabel(block);

    /// <summary>The label behind a block in which lanes may rest.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The name.</returns>
    public string After(int block) => "After" + Number(block);

    /// <summary>The label in a loop's header for the lanes that are live in its last block.</summary>
    /// <param name="block">The header.</param>
    /// <returns>The name.</returns>
    public string Turn(int block) => "Turn" + Number(block);

    /// <summary>The mask of the lanes that wait to enter a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="group">The group of lanes.</param>
    /// <returns>The name.</returns>
    public string Live(int block, int group) => $"{_live}{Number(block)}_v{Number(group)}";

    /// <summary>The mask of the lanes that are live in the block.</summary>
    /// <param name="group">The group of lanes.</param>
    /// <returns>The name.</returns>
    public string Now(int group) => $"{_now}_v{Number(group)}";

    /// <summary>The mask of the lanes that take a branch.</summary>
    /// <param name="group">The group of lanes.</param>
    /// <returns>The name.</returns>
    public string Taken(int group) => $"{_taken}_v{Number(group)}";

    /// <summary>The label of the iterations that a loop makes eight at a time.</summary>
    /// <param name="header">The loop's header.</param>
    /// <returns>The name.</returns>
    public string Columns(int header) => "Columns" + Number(header);

    /// <summary>The lanes that an access along rows has in one of eight iterations; before the exchange, the iterations that it has in one lane.</summary>
    /// <param name="place">The access.</param>
    /// <param name="number">The iteration or lane.</param>
    /// <returns>The name.</returns>
    public string Column(int place, int number) => $"{_column}{Number(place)}_c{Number(number)}";

    /// <summary>The index of an access along rows in the first of eight iterations.</summary>
    /// <param name="place">The access.</param>
    /// <returns>The name.</returns>
    public string At(int place) => _at + Number(place);

    /// <summary>What a loop does not change of the index of a load for all lanes.</summary>
    /// <param name="load">The load.</param>
    /// <param name="row">The row.</param>
    /// <returns>The name.</returns>
    public string Rest(RowLoad load, int row) => $"{_at}{Number(load.Block)}_{Number(load.At)}_r{Number(row)}";

    /// <summary>The element that a walk along a row reaches first, by the access's position in the walk.</summary>
    /// <param name="place">The access.</param>
    /// <param name="row">The row.</param>
    /// <returns>The name.</returns>
    public string Start(int place, int row) => $"{_at}{Number(place)}_r{Number(row)}";

    /// <summary>The name of a whole vector of a factor that all rows share.</summary>
    /// <param name="local">The local that holds half as many elements.</param>
    /// <returns>The name.</returns>
    public string Whole(int local) => _whole + Number(local);

    /// <summary>How many iterations a walk along rows has made.</summary>
    public string Offset { get; }

    /// <summary>The iteration that a part of the rows has reached.</summary>
    public string Reached { get; }

    /// <summary>The number of a row's vector, of those that wait for their columns.</summary>
    public string Ahead { get; }

    /// <summary>The iteration up to which the vectors that wait for their columns go.</summary>
    public string Filled { get; }

    /// <summary>The first of the vectors that are left now; those of the other half wait for their columns.</summary>
    public string Half { get; }

    /// <summary>The first of the rows that walk at a time.</summary>
    public string Part { get; }

    /// <summary>The vectors in which rows leave what is carried on.</summary>
    public string Kept { get; }

    /// <summary>The vectors in which rows leave the iterations in which they found what is carried on.</summary>
    public string KeptPlace { get; }

    /// <summary>The mask of the lanes for which a column has more than those before it.</summary>
    public string Better { get; }

    /// <summary>The iteration at which a walk started whose order may matter.</summary>
    public string Started { get; }

    /// <summary>What items brought into a walk whose order may matter.</summary>
    public string Brought { get; }

    /// <summary>The lanes that a walk takes apart.</summary>
    /// <param name="local">The local that has them.</param>
    /// <returns>The name.</returns>
    public string Lanes(int local) => $"{Kept}{Number(local)}";

    /// <summary>How many columns a walk holds.</summary>
    /// <param name="walk">The walk.</param>
    /// <returns>The name.</returns>
    public string Columns(HeldWalk walk) => $"{_held}{Number(walk.Walk.Body)}_columns";

    /// <summary>The memory of a row that is held.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="row">The row's number.</param>
    /// <returns>The name.</returns>
    public string Room(HeldWalk walk, int row) => $"{Held(walk, row)}_room";

    /// <summary>The first element of a row that is held: of the first lane's, in the first turn.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="row">The row's number.</param>
    /// <returns>The name.</returns>
    public string Held(HeldWalk walk, int row) => $"{_held}{Number(walk.Walk.Body)}_{Number(row)}";

    /// <summary>The reference to the first element of a span parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The name.</returns>
    public string First(int parameter) => _firsts[parameter];

    /// <summary>The distance of a thread's copies of a table from each other.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The name.</returns>
    public string Apart(int parameter) => _aparts[parameter];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
