using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Accesses whose elements are neighbours from row to row: in a tile of eight rows they are reached lane by lane, and rows and lanes are exchanged.</content>
internal sealed partial class LaneTile
{
    private CrossedAccess? CrossedBy(Access access) => rows == Width ? model.Crossed.FirstOrDefault(one => one.Index == access.Index) : null;

    private void LoadCrossed(LoadInstruction load, CrossedAccess crossed)
    {
        using (writer.Block(""))
        {
            writer.Line($"int {names.At(0)} = {text.Scalar(crossed.First, 0)};");
            for (int lane = 0; lane < Width; lane++)
            {
                writer.Line($"{_types.Of(load.Access.Value)} {names.Column(0, lane)} = {_types.Memory}Load{Form(load.Access)}(ref {Cell(load.Access, crossed, lane)});");
            }

            Exchange(lane => names.Column(0, lane));
            for (int row = 0; row < Width; row++)
            {
                writer.Line($"{text.Name(load.Local, row, 0)} = {Loaded(load.Access, names.Column(0, row))};");
            }
        }
    }

    private void StoreCrossed(StoreInstruction store, CrossedAccess crossed)
    {
        using (writer.Block(""))
        {
            writer.Line($"int {names.At(0)} = {text.Scalar(crossed.First, 0)};");
            for (int row = 0; row < Width; row++)
            {
                writer.Line($"{_types.Of(store.Access.Value)} {names.Column(0, row)} = {Stored(store.Access, text.Vector(store.Value, row, 0))};");
            }

            Exchange(row => names.Column(0, row));
            for (int lane = 0; lane < Width; lane++)
            {
                writer.Line($"{_types.Memory}Store{Form(store.Access)}(ref {Cell(store.Access, crossed, lane)}, {names.Column(0, lane)});");
            }
        }
    }

    private string Cell(Access access, CrossedAccess crossed, int lane)
        => After(names.First(access.Parameter), $"(nint)({names.At(0)} + {Number(lane)} * ({text.Scalar(crossed.Step, 0)}))");
}
