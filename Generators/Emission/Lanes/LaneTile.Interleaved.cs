using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Words whose parts have 32 or 64 bits: they are loaded and stored in as many vectors as they have parts, and taken apart and put together there.</content>
internal sealed partial class LaneTile
{
    private void LoadInterleaved(LaneWord word, int number, LaneWordPart part, LoadInstruction load)
    {
        for (int group = 0; group < groups && part.At == word.At; group++)
        {
            string form = (word.Missing > 0 ? "Within" : "") + Form(load.Access), missing = word.Missing > 0 ? ", " + Number(word.Missing) : "";
            for (int vector = 0; vector < word.Count; vector++)
            {
                writer.Line(
                    $"{names.Word(number, vector, group)} = {_types.Memory}LoadInterleaved{form}(ref {Begin(word, load.Access, group)}, {Number(word.Count)}, {Number(vector)}{missing});");
            }
        }

        Set(load.Local, word.Block, (_, group) =>
        {
            string vectors = string.Join(", ", Enumerable.Range(0, word.Count).Select(vector => names.Word(number, vector, group)));
            string type = LaneTypes.IsPair(load.Access.Value) ? load.Access.Value.DeviceName : LaneTypes.Element(load.Access.Value);
            return $"{_types.Math}Deinterleave<{type}>({vectors}, {Number(part.Byte / word.Size)})";
        });
    }

    private void StoreInterleaved(LaneWord word, Access last, EquatableArray<Instruction> instructions)
    {
        for (int group = 0; group < groups; group++)
        {
            IEnumerable<string> parts = word.Parts.OrderBy(static part => part.Byte).Select(part => text.Vector(((StoreInstruction)instructions[part.At]).Value, 0, group));
            writer.Line($"{_types.Memory}StoreInterleaved(ref {Begin(word, last, group)}, {string.Join(", ", parts)});");
        }
    }
}
