using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints the blocks of a kernel for the work items of one tile: some rows of some groups of lanes.</summary>
/// <remarks>
/// Branches that all lanes take alike are jumps. Where lanes part, the blocks up to where they meet again follow each other; each has the mask of its live
/// lanes, and is passed over when there is none. The scheme is that of whole-function vectorization (Karrenberg and Hack, 2011).
/// </remarks>
/// <param name="writer">The writer of the file.</param>
/// <param name="model">The kernel with lanes.</param>
/// <param name="text">The text of its expressions.</param>
/// <param name="names">The names that belong to no local.</param>
/// <param name="rows">The rows.</param>
/// <param name="groups">The groups of lanes in a row.</param>
/// <param name="panel">What is done with loads that are the same in all rows.</param>
internal sealed partial class LaneTile(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, int groups, LanePanelUse panel)
{
    private readonly KernelBody _body = model.Kernel.Body;
    private readonly LaneTypes _types = text.Types;

    // The only row that is printed now; null for all.
    private int? _row;

    // The accesses along a row whose first elements have references of their own, by their positions.
    private readonly Dictionary<(int Parameter, Expression Index), int> _starts = [];

    /// <summary>The product of narrow numbers that the only block sums up; null for none.</summary>
    public RowProduct? Product { get; init; }

    /// <summary>Whether the lanes behind the end of a row rest from the first block on.</summary>
    public bool IsRest { get; init; }

    /// <summary>Prints the blocks. An item that may fail goes to the label for failures before any effect.</summary>
    public void Blocks()
    {
        IReadOnlyList<int> order = model.Regions.Order;
        for (int place = 0; place < order.Count; place++)
        {
            int block = order[place];
            int next = place + 1 < order.Count ? order[place + 1] : _body.Blocks.Count;
            if (model.Walks.Any(walk => walk.Body == block && IsWhole(walk)))
            {
                continue;
            }

            writer.Label(names.Block(block));
            bool isParted = model.Regions.IsParted(block);
            if (isParted)
            {
                Enter(block);
            }

            Instructions(block, isParted);
            if (OfTurns?.Loops.FirstOrDefault(loop => loop.Before == block) is { } turns)
            {
                // After the checks that come early, since these must come before all effects.
                Turn(turns);
            }

            if (isParted)
            {
                Part(block, next);
            }
            else if (model.Walks.FirstOrDefault(walk => walk.Header == block && !walk.IsRest) is { } walk)
            {
                writer.Line($"if ({IsAhead(walk, text.Name(walk.Variable, 0, 0))}) goto {names.Columns(block)};");
                Leave(IsWhole(walk) ? new JumpTerminator(ExitOf(walk)) : _body.Blocks[block].Terminator, block, -1);
                Walk(walk);
            }
            else
            {
                Leave(_body.Blocks[block].Terminator, block, next);
            }
        }
    }

    private IEnumerable<string> Each(Func<int, string> one) => Enumerable.Range(0, groups).Select(one);

    private void Emit(Instruction instruction, int block, bool isParted)
    {
        if (instruction.SpanAccess() is { IsInside: false } access && model.Unplanned.Contains(access.Site))
        {
            string length = $"arguments.{Parameter(access.Parameter)}.Length";
            Spread index = model.Spreads.Of(access.Index);
            if (groups > 1 && !isParted && index is { Stride: { } stride, IsUniform: false } && !LaneTypes.IsPair(access.Index.Type))
            {
                // The elements of all groups are at equal distances.
                EachCopy(index with { Stride = 0 }, (row, _) => Fail(
                    $"{LaneTypes.Lanes}LaneMemory.Outside({text.First(access.Index, row, 0)}, {Number(stride * (groups * _types.Width - 1))}, {length})"));
            }
            else
            {
                EachCopy(index, (row, group) => Fail(Outside(access.Index, length, row, group, isParted)));
            }
        }

        switch (instruction)
        {
            case AssignInstruction { Value: MostExpression most } assign:
                EachCopy(model.Spreads.Of(assign.Local), (row, _) => writer.Line($"{text.Name(assign.Local, row, 0)} = {MostTurns(assign.Local, most, row, isParted)};"));
                break;
            case AssignInstruction assign when !model.Spreads.Of(assign.Local).IsVector:
                // The first lane's value tells those of all groups.
                EachCopy(model.Spreads.Of(assign.Local) with { Stride = 0 }, (row, _) => writer.Line(
                    $"{text.Name(assign.Local, row, 0)}{Path(assign.Path)} = {text.Scalar(assign.Value, row)};"));
                break;
            case AssignInstruction assign when Product is { } product && assign.Local == product.Sum:
                Set(assign.Local, block, (row, group) =>
                    $"{_types.Math}AddProducts({text.Name(product.Sum, row, group)}, {text.Name(product.Left, row, group)}, {text.Name(product.Right, row, group)})");
                break;
            case AssignInstruction assign:
                Set(assign.Local, block, (row, group) => text.Vector(assign.Value, row, group));
                break;
            case LoadInstruction load when !model.Spreads.Of(load.Local).IsVector:
                Hint(load, block);
                EachCopy(model.Spreads.Of(load.Local), (row, _) => writer.Line(
                    $"{Asked(load.When, row, isParted)}{text.Name(load.Local, row, 0)} = {FromMemory($"{Element(load.Access, row, 0)}{Path(load.Access.Path)}", load.Access.Value)};"));
                break;
            case LoadInstruction load when CrossedBy(load.Access) is { } crossed:
                LoadCrossed(load, crossed);
                break;
            case LoadInstruction load when panel == LanePanelUse.Replay && model.IsShared(load.Access):
                EachCopy(model.Spreads.Of(load.Local), (row, group) => writer.Line($"{text.Name(load.Local, row, group)} = {Replayed(load.Access.Value)};"));
                break;
            case LoadInstruction load when _types == LaneTypes.Wide && model.Slid.FirstOrDefault(slid => slid.Block == block && slid.Local == load.Local) is { } slid:
                Set(load.Local, block, (row, group) => $"{_types.Math}Slide({text.Name(slid.Before, row, group)}, {text.Name(slid.After, row, group)}, {names.Slide(slid)})");
                break;
            case LoadInstruction load when Product?.Has(load.Local) == true:
                Set(load.Local, block, (row, group) => $"{_types.Memory}LoadShorts(ref {Element(load.Access, row, group)})");
                break;
            case LoadInstruction load when model.Spreads.Of(load.Access.Index).Stride is null && TablePick.Of(load) is { } elements:
                Set(load.Local, block, (row, group) => Loaded(load.Access, $"{_types.Memory}Pick{(elements == TablePick.Most ? "Sixteen" : "Eight")}(ref {names.First(load.Access.Parameter)}, "
                    + $"arguments.{Parameter(load.Access.Parameter)}.Length, {Indices(load.Access, row, group)}{Comma(Live(load.When, row, group, isParted))})"));
                break;
            case LoadInstruction load when model.Spreads.IsSpaced(load):
                Set(load.Local, block, (row, group) => Loaded(load.Access, $"{_types.Memory}LoadSpaced(ref {names.First(load.Access.Parameter)}, {Indices(load.Access, row, group)}{Comma(Live(load.When, row, group, isParted))})"));
                break;
            case LoadInstruction load:
                Set(load.Local, block, (row, group) => Load(load.Access, row, group, Live(load.When, row, group, isParted)));
                if (panel == LanePanelUse.Record && model.IsShared(load.Access))
                {
                    Record(load);
                }

                break;
            case StoreInstruction store when CrossedBy(store.Access) is { } crossed:
                StoreCrossed(store, crossed);
                break;
            case StoreInstruction store when model.Spreads.Of(store.Access.Index).IsUniform:
                StoreOne(store, block);
                break;
            case StoreInstruction store:
                EachCopy(Spread.Own, (row, group) => Store(store, row, group, Live(store.When, row, group, isParted)));
                break;
            case AtomicInstruction atomic:
                Change(atomic, isParted);
                break;
            case ArrayLoadInstruction load:
                LoadArray(load, block, isParted);
                break;
            case ArrayStoreInstruction store:
                StoreArray(store, isParted);
                break;
            case ArrayClearInstruction clear:
                ClearArray(clear, isParted);
                break;
            case GuardInstruction guard:
                EachCopy(model.Spreads.Of(guard.Condition), (row, group) => Fail(Truth(guard.Condition, row, group, isParted)));
                break;
            case BoundsInstruction bounds when model.IsChecked || !bounds.IsPlanned:
                EachCopy(
                    model.Spreads.Of(bounds.Index).Or(model.Spreads.Of(bounds.Length)),
                    (row, group) => Fail(model.Spreads.Of(bounds.Length).IsUniform
                        ? Outside(bounds.Index, text.Scalar(bounds.Length, row), row, group, isParted)
                        : Any($"{_types.Math}GreaterOrEqual({Unsigned(bounds.Index, row, group)}, {Unsigned(bounds.Length, row, group)})", group, isParted)));
                break;
        }
    }

    private void Record(LoadInstruction load)
    {
        int vectors = groups * (LaneTypes.IsPair(load.Access.Value) ? 2 : 1);
        writer.Line($"if ({names.Vector} > {names.Capacity} - {Number(vectors)}) goto {names.Fail};");
        EachCopy(model.Spreads.Of(load.Local), (row, group) =>
        {
            string name = text.Name(load.Local, row, group);
            foreach (string part in LaneTypes.IsPair(load.Access.Value) ? [".Low", ".High"] : (string[])[""])
            {
                writer.Line($"{Recorded()} = {_types.Bytes}({name}{part});");
            }
        });
    }

    private string Recorded() => After(names.Panel, names.Vector + "++");

    private string Replayed(ValueType type) => LaneTypes.IsPair(type)
        ? $"new({_types.FromBytes(type, Recorded())}, {_types.FromBytes(type, Recorded())})"
        : _types.FromBytes(type, Recorded());

    private string Unsigned(Expression value, int row, int group)
        => $"{_types.Math}{(LaneTypes.IsPair(value.Type) ? "ToUInt64" : "ToUInt32")}({text.Vector(value, row, group)})";

    // One statement for each copy that a value has.
    private void EachCopy(Spread spread, Action<int, int> emit)
    {
        for (int row = _row ?? 0; row < (spread.ByRow ? _row + 1 ?? rows : 1); row++)
        {
            for (int group = 0; group < (spread.IsUniform ? 1 : groups); group++)
            {
                emit(row, group);
            }
        }
    }

    private void Set(int local, int block, Func<int, int, string> value)
    {
        bool blends = model.Blends.IsNeeded(local, block);
        Spread spread = model.Spreads.Of(local);
        EachCopy(spread, (row, group) =>
        {
            Array.ForEach(group == 0 ? _late : [], load => Broadcast(load, row));
            string name = text.Name(local, row, group);
            writer.Line($"{name} = {(blends ? $"{_types.Math}Select({names.Now(group)}, {value(row, group)}, {name})" : value(row, group))};");
        });
    }

    private void Fail(string condition) => writer.Line($"if ({condition}) goto {names.Fail};");

    private string Truth(Expression condition, int row, int group, bool isParted)
        => model.Spreads.Of(condition).IsUniform ? text.Scalar(condition, row) : Any(text.Vector(condition, row, group), group, isParted);

    private string Any(string lanes, int group, bool isParted) => $"{_types.Math}Any({lanes}{(isParted ? " & " + names.Now(group) : "")})";

    // Tables often have an element for each value of a narrow type: then lanes are not asked.
    private string Outside(Expression index, string length, int row, int group, bool isParted)
    {
        Spread spread = model.Spreads.Of(index);
        string unsigned = LaneTypes.IsPair(index.Type) ? "ulong" : "uint";
        return spread.IsUniform ? $"({unsigned})({text.Scalar(index, row)}) >= ({unsigned}){length}"
            : spread.Stride is { } stride && !isParted ? $"{_types.Math}Outside({text.First(index, row, group)}, {Number(stride)}, {length})"
            : (TablePick.OfNarrow(index) is { } most ? $"{length} <= {Number(most)} && " : "") + Any($"~{_types.Math}InBounds({text.Vector(index, row, group)}, {length})", group, isParted);
    }

    private string Load(Access access, int row, int group, string? live) => Loaded(access, Reached(access, "Load", "", row, group, live));

    private string Loaded(Access access, string lanes)
        => access.Value.Kind == ValueKind.Boolean ? $"{_types.Math}NotEqual({lanes}, {_types.None})" : lanes;

    private string Stored(Access access, string lanes)
        => access.Value.Kind == ValueKind.Boolean ? $"({lanes} & {_types.Broadcast(ValueType.Int32, "1")})" : lanes;

    private static string Form(Access access) => LaneTypes.IsPair(access.Value) ? "Pair" : access.Value.Size < 4 ? "Narrow" : "";

    private void Store(StoreInstruction store, int row, int group, string? live)
    {
        string lanes = Stored(store.Access, text.Vector(store.Value, row, group));
        writer.Line(Reached(store.Access, IsRest ? "StoreRest" : "Store", ", " + lanes, row, group, live) + ";");
    }

    // The lanes that an instruction is for; null for all.
    private string? Live(Expression? when, int row, int group, bool isParted)
    {
        string? now = isParted ? names.Now(group) : null;
        return when is null ? now : text.Vector(when, row, group) + (now is null ? "" : " & " + now);
    }

    private static string Comma(string? last) => last is null ? "" : ", " + last;

    // What all lanes share is loaded where one of them asks for it.
    private string Asked(Expression? when, int row, bool isParted) => when is null ? ""
        : $"if ({(model.Spreads.Of(when).IsUniform ? Truth(when, row, 0, isParted) : string.Join(" || ", Each(group => Truth(when, row, group, isParted))))}) ";

    // Neighbours by one access, elements at equal distances from the first one, others by their numbers.
    private string Reached(Access access, string what, string value, int row, int group, string? lanes)
    {
        bool isParted = lanes is not null;
        string live = isParted ? ", " + lanes : "";
        string form = Form(access);
        string size = LaneTypes.SizeOf(access.Element);
        return model.Spreads.Of(access.Index).Stride switch
        {
            1 when access.Path.Count == 0 => $"{_types.Memory}{what}{form}({First(access, row, group, size, isParted)}{value}{live})",
            { } step when what == "Load" && model.Spreads.IsEvery(access) => $"{_types.Memory}LoadEvery({First(access, row, group, size, isParted)}, {Number(step)}{live})",
            { } stride => $"{_types.Memory}{what}Strided{form}{Around(what, form, group, isParted)}({First(access, row, group, size, isParted)}, {Number(stride)} * {size}{value}{live})",
            null => $"{_types.Memory}{(what == "Load" ? "Gather" : "Scatter")}{form}(ref {names.First(access.Parameter)}{Path(access.Path)}, {size}, "
                + $"{Indices(access, row, group)}{value}{live})",
        };
    }

    // An index of a live lane is in bounds, so 32 bits hold it.
    private string Indices(Access access, int row, int group)
    {
        string lanes = text.Vector(access.Index, row, group);
        return LaneTypes.IsPair(access.Index.Type) ? $"{_types.Math}ToInt32({lanes})" : lanes;
    }

    // The groups of one element are joined before it is changed.
    private void Change(AtomicInstruction atomic, bool isParted)
    {
        bool isJoined = !isParted && atomic.Operator == AtomicOperator.Add && model.Spreads.Of(atomic.Access.Index).IsUniform;
        for (int row = 0; row < rows; row++)
        {
            for (int group = 0; group < (isJoined ? 1 : groups); group++)
            {
                string value = isJoined
                    ? string.Join(" + ", Each(each => text.Vector(atomic.Arguments[0], row, each)))
                    : text.Vector(atomic.Arguments[0], row, group);
                Change(atomic, value, row, group, isParted);
            }
        }
    }

    private void Change(AtomicInstruction atomic, string value, int row, int group, bool isParted)
    {
        if (model.Tables.Any(table => table.Parameter == atomic.Access.Parameter) && !model.Spreads.Of(atomic.Access.Index).IsUniform)
        {
            writer.Line(
                $"{LaneTypes.Lanes}LaneTable.{atomic.Operator}(ref {names.First(atomic.Access.Parameter)}, {names.Apart(atomic.Access.Parameter)}, "
                + $"{Indices(atomic.Access, row, group)}, {value}, {(isParted ? $"{_types.Math}Bits({names.Now(group)})" : LaneTypes.Lanes + "LaneTable.All")});");
            return;
        }

        string live = isParted ? names.Now(group) : _types.All;
        string place = model.Spreads.Of(atomic.Access.Index).IsUniform
            ? $"ref {Element(atomic.Access, row, 0)}{Path(atomic.Access.Path)}"
            : $"ref {names.First(atomic.Access.Parameter)}{Path(atomic.Access.Path)}, {LaneTypes.SizeOf(atomic.Access.Element)}, "
                + Indices(atomic.Access, row, group);
        writer.Line($"{LaneTypes.Lanes}LaneAtomic.{atomic.Operator}({place}, {value}, {live});");
    }

    // The place of the first lane's element. Where lanes rest it may be nowhere, so that no reference to it is made.
    private string First(Access access, int row, int group, string size, bool isParted) => isParted
        ? $"ref {names.First(access.Parameter)}{Path(access.Path)}, (nint)({text.First(access.Index, row, group)}) * {size}"
        : $"ref {Element(access, row, group)}{Path(access.Path)}";

    // The element of the group's first lane, of which all lanes are live.
    private string Element(Access access, int row, int group)
        => _starts.TryGetValue((access.Parameter, access.Index), out int start)
            ? After(names.Start(start, model.Spreads.Of(access.Index).ByRow ? row : 0), names.Offset)
            : group > 0 && model.Spreads.Of(access.Index).Stride is { } stride

                // The first group's elements are in bounds too, so that no index wraps in between; and one register reaches all groups.
                ? After(Element(access, row, 0), Number(stride * group * _types.Width))
                : After(names.First(access.Parameter), $"(nint)({text.First(access.Index, row, group)})");

    private static string After(string reference, string elements) => $"global::System.Runtime.CompilerServices.Unsafe.Add(ref {reference}, {elements})";

    private static string FromMemory(string reference, ValueType type) => type.Kind == ValueKind.Boolean ? reference + " != 0" : reference;

    private string Parameter(int parameter) => Identifier.Of(model.Kernel.Parameters[parameter].Name);

    private static string Path(EquatableArray<string> path) => string.Concat(path.Select(static p => "." + Identifier.Of(p)));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
