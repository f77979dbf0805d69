using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Small local arrays: a vector for each element, in memory on the stack. Where lanes ask for different elements, each gets its own.</content>
internal sealed partial class LaneTile
{
    private void LoadArray(ArrayLoadInstruction load, int block, bool isParted) => Set(load.Local, block, (row, group) => model.Spreads.Of(load.Index).IsUniform
        ? Element(load.Array, load.Index, row, group)
        : $"{_types.Memory}Gather{FormOf(load.Array)}(ref {Scalars(load.Array)}, {SizeOf(load.Array)}, {Places(load.Index, row, group)}{(isParted ? ", " + names.Now(group) : "")})");

    private void StoreArray(ArrayStoreInstruction store, bool isParted) => EachCopy(Spread.Own, (row, group) =>
    {
        string value = text.Vector(store.Value, row, group), live = names.Now(group);
        if (model.Spreads.Of(store.Index).IsUniform)
        {
            string element = Element(store.Array, store.Index, row, group);
            writer.Line($"{element} = {(isParted ? $"{_types.Math}Select({live}, {value}, {element})" : value)};");
            return;
        }

        writer.Line(
            $"{_types.Memory}Scatter{FormOf(store.Array)}(ref {Scalars(store.Array)}, {SizeOf(store.Array)}, {Places(store.Index, row, group)}, {value}{(isParted ? ", " + live : "")});");
    });

    private void ClearArray(ArrayClearInstruction clear, bool isParted)
    {
        string room = names.ArrayRoom(clear.Array);
        if (!isParted)
        {
            writer.Line($"{room}.Clear();");
            return;
        }

        string at = names.ArrayPlace;
        using (writer.Block($"for (int {at} = 0; {at} < {Number(model.Kernel.Body.Arrays[clear.Array].Length)}; {at}++)"))
        {
            EachCopy(Spread.Own, (_, group) =>
            {
                string element = ElementAt(clear.Array, at, group);
                writer.Line($"{element} = {_types.Math}Select({names.Now(group)}, default, {element});");
            });
        }
    }

    private string Element(int array, Expression index, int row, int group) => ElementAt(array, $"(nint)({text.Scalar(index, row)})", group);

    private string ElementAt(int array, string index, int group) => After(names.Array(array), groups == 1 ? index : $"{index} * {Number(groups)} + {Number(group)}");

    // The numbers of the lanes' own places among all scalars of the array.
    private string Places(Expression index, int row, int group)
        => $"{(LaneTypes.IsPair(index.Type) ? $"{_types.Math}ToInt32({text.Vector(index, row, group)})" : text.Vector(index, row, group))} * {Number(groups * _types.Width)} + {_types.Math}Steps({Number(group * _types.Width)}, 1)";

    private string Scalars(int array)
    {
        ValueType element = model.Kernel.Body.Arrays[array].Element;
        return $"global::System.Runtime.CompilerServices.Unsafe.As<{_types.Of(element)}, {ScalarOf(element)}>(ref {names.Array(array)})";
    }

    private string SizeOf(int array) => Number(LaneModel.ArrayLane(model.Kernel.Body.Arrays[array].Element));

    private string FormOf(int array) => LaneTypes.IsPair(model.Kernel.Body.Arrays[array].Element) ? "Pair" : "";

    private static string ScalarOf(ValueType element) => LaneTypes.IsPair(element) ? element.DeviceName : LaneTypes.Element(element);
}
