using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Words of four bytes, of which the instructions load or store parts.</content>
internal sealed partial class LaneTile
{
    private (LaneWord Word, int Number, LaneWordPart Part)? WordAt(int block, int at)
    {
        for (int number = 0; number < model.Words.Count; number++)
        {
            LaneWord word = model.Words[number];
            foreach (LaneWordPart part in word.Parts.Where(part => word.Block == block && part.At == at))
            {
                return (word, number, part);
            }
        }

        return null;
    }

    private void Emit(LaneWord word, int number, LaneWordPart part, EquatableArray<Instruction> instructions)
    {
        if (word.IsStored)
        {
            // The parts wait for the last one.
            if (part.At == word.At)
            {
                StoreWords(word, instructions);
            }

            return;
        }

        LoadInstruction load = (LoadInstruction)instructions[part.At];
        if (word.IsInterleaved)
        {
            LoadInterleaved(word, number, part, load);
            return;
        }

        if (part.At == word.At)
        {
            for (int group = 0; group < groups; group++)
            {
                // The elements of all groups are there, so that the words around those of a group may be read which has another one behind it, or before it.
                string form = groups == 1 ? "" : group < groups - 1 ? "Within" : "Behind";
                string reach = form == "Within" ? "" : ", " + Number(word.Reach);
                writer.Line($"{names.Word(number, group)} = {_types.Memory}LoadWords{form}(ref {Begin(word, load.Access, group)}{reach});");
            }
        }

        Set(load.Local, word.Block, (_, group) => Loaded(
            load.Access, $"{_types.Math}Part<{load.Access.Value.MemoryName}>({names.Word(number, group)}, {Number(part.Byte)})"));
    }

    private void StoreWords(LaneWord word, EquatableArray<Instruction> instructions)
    {
        Access last = ((StoreInstruction)instructions[word.At]).Access;
        if (word.IsInterleaved)
        {
            StoreInterleaved(word, last, instructions);
            return;
        }

        for (int group = 0; group < groups; group++)
        {
            IEnumerable<string> parts = word.Parts.Select(part => (Part: part, Store: (StoreInstruction)instructions[part.At])).Select(one =>
                $"{_types.Math}InWord<{one.Store.Access.Value.MemoryName}>({Stored(one.Store.Access, text.Vector(one.Store.Value, 0, group))}, {Number(one.Part.Byte)})");
            writer.Line($"{_types.Memory}StoreWords(ref {Begin(word, last, group)}, {string.Join(" | ", parts)});");
        }
    }

    // The element that the words of a group begin with.
    private string Begin(LaneWord word, Access access, int group)
        => word.Ahead == 0 ? Element(access, 0, group) : After(Element(access, 0, group), Number(word.Ahead));
}
