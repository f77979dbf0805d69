using System.Globalization;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds loads and stores of parts of words, of which one access has all. Nothing moves but the parts' stores, which wait for the last one.</summary>
/// <param name="kernel">
/// The kernel. All its accesses are in bounds wherever it runs as lanes, and spans that it writes overlap no others. No item reads what another one writes.
/// </param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="regions">The blocks in which lanes may rest.</param>
internal sealed class LaneWordFinder(KernelModel kernel, LaneSpreads spreads, LaneRegions regions)
{
    // The parts of a narrow word, or its bytes, and the most parts of other ones.
    private const int MostParts = 4;

    private readonly List<LaneWord> _found = [];
    private readonly List<Open> _open = [];
    private BlockNumbers _numbers = new();

    /// <summary>Finds them.</summary>
    /// <returns>The words.</returns>
    public IReadOnlyList<LaneWord> Find()
    {
        foreach (int block in regions.Order.Where(block => !regions.IsParted(block)))
        {
            _numbers = new BlockNumbers();
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                Visit(block, instructions[at], at);
            }

            Close(static _ => true);
        }

        return _found;
    }

    private void Visit(int block, Instruction instruction, int at)
    {
        if (instruction is GuardInstruction or BoundsInstruction { IsPlanned: false })
        {
            // What comes after it may not happen.
            Close(static _ => true);
        }
        else if (instruction.SpanAccess() is { } access)
        {
            Touch(block, instruction, access, at);
        }

        if (instruction.Target() is >= 0 and int local)
        {
            Close(open => open.Stores.Any(store => ExpressionLocals.Reads(store.Value, local)));
        }

        _numbers.Pass(instruction);
    }

    private void Touch(int block, Instruction instruction, Access access, int at)
    {
        Place? place = instruction is LoadInstruction { When: null } or StoreInstruction { When: null } ? PlaceOf(access) : null;
        bool isLoad = instruction is LoadInstruction;

        // A store of other bytes of a word leaves loads of the rest as they are. Any other one may change what they load.
        Close(open => open.Parameter == access.Parameter && open.Row != place?.Row && (open.IsStored || !isLoad));
        if (place is not { } found)
        {
            return;
        }

        // A load sees what was stored before it, and a store passes no other one of the same bytes.
        Close(open => open.Has(access.Parameter, found) && (open.IsStored ? open.All.Exists(one => one.Place.Meets(found)) : isLoad && open.Written.Exists(found.Meets)));
        _open.FindAll(open => !isLoad && !open.IsStored && open.Has(access.Parameter, found)).ForEach(open => open.Written.Add(found));
        Open? joined = _open.Find(open => open.IsStored != isLoad && open.Has(access.Parameter, found));
        if (joined is null)
        {
            joined = new Open(block, access.Parameter, found, !isLoad, kernel.Parameters[access.Parameter].Type.Size);

            // A store that waits happens after this load, and before a later one of its bytes.
            joined.Written.AddRange(_open.Where(open => isLoad && open.IsStored && open.Has(access.Parameter, found)).SelectMany(static open => open.All).Select(static one => one.Place));
            _open.Add(joined);
        }

        joined.All.Add((at, found));
        if (instruction is StoreInstruction store)
        {
            joined.Stores.Add(store);
            Close(open => open == joined && open.IsWhole);
        }
    }

    // Where neighbouring items touch parts of neighbouring words.
    private Place? PlaceOf(Access access)
    {
        ValueType element = kernel.Parameters[access.Parameter].Type;
        bool isStruct = element.Kind == ValueKind.Struct;
        int size = access.Value.Size;
        if (spreads.Of(access.Index).Stride is not (>= 1 and <= MostParts and { } stride) || _numbers.Of(access.Index) is not { } index)
        {
            return null;
        }

        EvenStruct? members = isStruct ? EvenStruct.Of(kernel, element, access, MostParts) : null;
        int bytes = !isStruct ? (int)stride * size : members is null || stride != 1 ? 0 : members.Members * size;
        if (size < MostParts ? bytes != MostParts : bytes < 2 * size || bytes > MostParts * size)
        {
            return null;
        }

        // The members of a struct have a word of their own.
        return members is null
            ? new Place(index.Parts, (long)index.Constant * size, size, bytes)
            : new Place($"{index.Parts}+{index.Constant.ToString(CultureInfo.InvariantCulture)}", members.Before * size, size, bytes);
    }

    private void Close(Func<Open, bool> which)
    {
        foreach (Open open in _open.Where(which).ToArray())
        {
            _open.Remove(open);
            _found.AddRange(open.Words());
        }
    }

    // Bytes at a constant distance from a place that all of a row have in common.
    private readonly record struct Place(string Row, long First, int Size, int Bytes)
    {
        public long End => First + Size;

        public bool Meets(Place other) => First < other.End && other.First < End;
    }

    // Loads or stores of one span at constant distances, between which nothing comes that could not come before or after all of them.
    private sealed class Open(int block, int parameter, Place first, bool isStored, int elementSize)
    {
        public int Parameter => parameter;

        public string Row => first.Row;

        public bool IsStored => isStored;

        public List<(int At, Place Place)> All { get; } = [];

        public List<StoreInstruction> Stores { get; } = [];

        // What was stored since the first of the loads.
        public List<Place> Written { get; } = [];

        public bool IsWhole => All.Sum(static one => one.Place.Size) == first.Bytes && All.Max(static one => one.Place.End) - All.Min(static one => one.Place.First) == first.Bytes;

        public bool Has(int other, Place place) => parameter == other && first.Row == place.Row && first.Bytes == place.Bytes;

        public IEnumerable<LaneWord> Words()
        {
            List<(int At, Place Place)> left = isStored && !IsWhole ? [] : [.. All.OrderBy(static one => one.Place.First)];
            while (left.Count > 0)
            {
                // Without a size the element is a struct, which is the word.
                long begin = elementSize == 0 ? 0 : left[0].Place.First;
                (int At, Place Place)[] parts = [.. left.TakeWhile(one => one.Place.End <= begin + first.Bytes).OrderBy(static one => one.At)];
                left.RemoveRange(0, parts.Length);

                if (IsWorth(parts, begin))
                {
                    (int at, Place place) = isStored ? parts[parts.Length - 1] : parts[0];
                    int ahead = elementSize == 0 ? 0 : (int)((begin - place.First) / elementSize);
                    int reach = elementSize == 0 ? first.Bytes - 1 : (int)(parts.Max(static one => one.Place.End) - begin) - 1;
                    yield return new LaneWord(
                        block, isStored, at, ahead, reach, first.Bytes, first.Size, parts.Select(one => new LaneWordPart(one.At, (int)(one.Place.First - begin))).ToEquatable());
                }
            }
        }

        // One byte that begins its word has a load of its own. A lone element of 64 bits comes with one other, and no more.
        private bool IsWorth((int At, Place Place)[] parts, long begin)
            => first.Size == 8 ? parts.Length > 1 || first.Bytes == 16 : parts.Any(one => one.Place.First != begin || one.Place.Size > 1);
    }
}
