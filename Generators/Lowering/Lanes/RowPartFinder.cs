using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Finds the rows along which the body of a loop walks.</summary>
/// <param name="kernel">The kernel. All its accesses are in bounds wherever it runs as lanes.</param>
/// <param name="spreads">How its values differ between work items.</param>
/// <param name="values">How values of the loop follow from its variable.</param>
/// <param name="body">The body.</param>
internal sealed class RowPartFinder(KernelModel kernel, LaneSpreads spreads, LoopValues values, int body)
{
    // So many elements a turn still come sooner as neighbours than one by one.
    private const int MostStride = 16;

    // Of the elements that are loaded one in so many is used at least.
    private const int MostUnused = 4;

    // More vectors of each row than these do not fit the registers, and wait in memory.
    private const int MostVectors = 4;

    private readonly EquatableArray<Instruction> _instructions = kernel.Body.Blocks[body].Instructions;

    /// <summary>Finds them.</summary>
    /// <param name="variable">The loop's variable.</param>
    /// <returns>The rows; null when an access has no form.</returns>
    public IReadOnlyList<RowPart>? Find(int variable)
    {
        List<Found> all = [];
        for (int at = 0; at < _instructions.Count; at++)
        {
            // Elements of later iterations are loaded ahead, so nothing may end an item before.
            if (_instructions[at] is GuardInstruction or BoundsInstruction { IsPlanned: false })
            {
                return null;
            }

            if (_instructions[at].SpanAccess() is { } access && spreads.Of(access.Index).Stride is not (0 or 1))
            {
                if (Of(access, at) is not { } found)
                {
                    return null;
                }

                all.Add(found);
            }
        }

        // Backwards, rows are walked along one element at a time, and so are all others then.
        bool isByOne = all.All(static one => one.Stride is 1 or -1);
        if (!isByOne && all.Exists(static one => one.Stride < 0))
        {
            return null;
        }

        IReadOnlyList<RowPart> parts = [.. all.GroupBy(one => (one.Row, Alone: isByOne || one.IsStored ? one.At : -1)).SelectMany(group => Together([.. group], variable))];
        return isByOne || Pays(parts) ? parts : null;
    }

    private Found? Of(Access access, int at)
    {
        if (_instructions[at] is AtomicInstruction || access.Value.Kind == ValueKind.Struct
            || values.Of(access.Index, (body, at)) is not { Factor: ConstantExpression { Integer: (> 0 and <= MostStride or -1) and long factor } } form
            || (access.Path.Count == 0 ? new EvenStruct(1, 0) : EvenStruct.Of(kernel, kernel.Parameters[access.Parameter].Type, access, MostStride)) is not { } members
            || values.Step is < 1 or > MostStride || factor * values.Step * members.Members is not (<= MostStride and >= -1 and long stride)
            || (stride < 0 && access.Path.Count > 0))
        {
            return null;
        }

        // What a turn stores of a row is all of it.
        bool isStored = _instructions[at] is StoreInstruction;
        return isStored && stride is not (1 or -1) ? null : new Found(
            at, access, new Row(access.Parameter, form.Rest, (int)factor, access.Value, members.Members), (int)stride, (long)form.Number * members.Members + members.Before, isStored);
    }

    // From an element on, those that lie before the same element of the next turn.
    private IEnumerable<RowPart> Together(List<Found> all, int variable)
    {
        all.Sort(static (one, other) => (one.Number, one.At).CompareTo((other.Number, other.At)));
        while (all.Count > 0)
        {
            Found first = all[0];
            Found[] near = [.. all.TakeWhile(one => one.Number - first.Number < Math.Abs(first.Stride))];
            all.RemoveRange(0, near.Length);
            int ahead = (int)(((first.Number % first.Row.Members) + first.Row.Members) % first.Row.Members);
            yield return new RowPart(
                first.Access, IndexOf(first.Row, (int)((first.Number - ahead) / first.Row.Members), variable), ahead, Math.Abs(first.Stride),
                near.ToDictionary(static one => one.At, one => (int)(one.Number - first.Number)))
            {
                IsBackward = first.Stride < 0,
            };
        }
    }

    private static Expression IndexOf(Row row, int number, int variable)
    {
        Expression counter = new LocalExpression(ValueType.Int32, variable);
        Expression grown = row.Factor is 1 or -1 ? counter : new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, counter, LinearIndex.NumberOf(row.Factor));
        return row is { Rest: null, Factor: > 0 } && number == 0 ? grown
            : new BinaryExpression(ValueType.Int32, row.Factor < 0 ? BinaryOperator.Subtract : BinaryOperator.Add, new LinearIndex(null, row.Rest, 0).RestWith(number), grown);
    }

    private static bool Pays(IReadOnlyList<RowPart> parts)
    {
        int turns = parts.Count == 0 ? 1 : Math.Max(1, LaneModel.Width / parts.Min(static part => part.Stride));
        return parts.Sum(part => part.Vectors(turns, LaneModel.Width)) <= MostVectors
            && parts.All(static part => part.Places.Values.Distinct().Count() * MostUnused >= part.Stride);
    }

    private sealed record Row(int Parameter, Expression? Rest, int Factor, ValueType Value, int Members);

    private sealed record Found(int At, Access Access, Row Row, int Stride, long Number, bool IsStored);
}
