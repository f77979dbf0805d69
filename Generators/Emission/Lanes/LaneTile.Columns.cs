using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>
/// Walks whose iterations take their elements from column to column: the elements of several iterations are loaded along each row, and rows and columns are
/// exchanged.
/// </content>
internal sealed partial class LaneTile
{
    // The body, as often as the rows have elements for it: loads are made before all iterations, and stores after them.
    private void Columns(RowWalk walk)
    {
        EquatableArray<Instruction> body = _body.Blocks[walk.Body].Instructions;
        int turns = walk.Turns(Width);
        Dictionary<int, RowPart> parts = walk.Parts.SelectMany(static part => part.Places.Keys.Select(at => (At: at, Part: part))).ToDictionary(static one => one.At, static one => one.Part);
        foreach (RowPart part in walk.Parts.OrderBy(static part => part.At))
        {
            Place(part.At, part.Index);
            bool isLoaded = body[part.At] is LoadInstruction;
            for (int vector = 0; vector < part.Vectors(turns, Width); vector++)
            {
                for (int row = 0; row < Width; row++)
                {
                    string value = isLoaded ? $"{_types.Memory}Load{Form(part.Access)}(ref {Cell(part, row, vector)})" : "default";
                    writer.Line($"{_types.Of(part.Access.Value)} {names.Column(part.At, vector * Width + row)} = {value};");
                }

                if (isLoaded)
                {
                    Exchange(number => names.Column(part.At, number), vector * Width);
                }
            }
        }

        for (int turn = 0; turn < turns; turn++)
        {
            for (int at = 0; at < body.Count; at++)
            {
                string column() => names.Column(parts[at].At, parts[at].IsBackward ? turns - 1 - turn : turn * parts[at].Stride + parts[at].Places[at]);
                if (!parts.ContainsKey(at))
                {
                    Emit(body[at], walk.Body, false);
                }
                else if (body[at] is LoadInstruction load)
                {
                    writer.Line($"{text.Name(load.Local, 0, 0)} = {Loaded(load.Access, column())};");
                }
                else if (body[at] is StoreInstruction store)
                {
                    writer.Line($"{column()} = {Stored(store.Access, text.Vector(store.Value, 0, 0))};");
                }
            }
        }

        foreach (RowPart part in walk.Parts.Where(part => body[part.At] is StoreInstruction).OrderBy(static part => part.At))
        {
            Exchange(number => names.Column(part.At, number));
            for (int row = 0; row < Width; row++)
            {
                writer.Line($"{_types.Memory}Store{Form(part.Access)}(ref {Cell(part, row, 0)}, {names.Column(part.At, row)});");
            }
        }
    }

    // Equal distances from lane to lane are added to the first lane's index.
    private void Place(int place, Expression index)
    {
        Expression? step = Step(index);
        writer.Line($"var {names.At(place)} = {(step is null ? text.Vector(index, 0, 0) : text.Scalar(index, 0))};");
    }

    // Where a vector of a row begins.
    private string Cell(RowPart part, int row, int vector)
    {
        string at = Step(part.Index) is { } step
            ? $"{names.At(part.At)} + {Number(row)} * ({text.Scalar(step, 0)})"
            : $"{names.At(part.At)}[{Number(row)}]";
        string first = After(names.First(part.Access.Parameter), $"(nint)({at})");
        string member = part.Access.Path.Count == 0 ? first
            : $"global::System.Runtime.CompilerServices.Unsafe.As<{model.Kernel.Parameters[part.Access.Parameter].Type.MemoryName}, {part.Access.Value.MemoryName}>(ref {first})";
        int ahead = part.IsBackward ? 1 - Width : part.Ahead + vector * Width;
        return ahead == 0 ? member : After(member, Number(ahead));
    }

    private Expression? Step(Expression index) => RowStep.Of(index, model.Spreads, model.Kernel.Indices.Count - 1);

    private void Exchange(Func<int, string> column, int first = 0)
        => writer.Line($"{_types.Memory}Transpose({string.Join(", ", Enumerable.Range(first, Width).Select(number => "ref " + column(number)))});");
}
