using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>The place of an instruction in a body.</summary>
/// <param name="Block">Its block.</param>
/// <param name="Position">Its position in the block.</param>
internal readonly record struct CodePlace(int Block, int Position);

/// <summary>The instructions that set the locals and the local arrays of a body.</summary>
internal sealed class BodyUses
{
    private readonly KernelBody _body;
    private readonly List<CodePlace>[] _locals;
    private readonly List<CodePlace>[] _arrays;

    /// <summary>Collects the instructions.</summary>
    /// <param name="body">The body.</param>
    public BodyUses(KernelBody body)
    {
        _body = body;
        _locals = [.. body.Locals.Select(static _ => new List<CodePlace>())];
        _arrays = [.. body.Arrays.Select(static _ => new List<CodePlace>())];
        for (int block = 0; block < body.Blocks.Count; block++)
        {
            EquatableArray<Instruction> instructions = body.Blocks[block].Instructions;
            for (int position = 0; position < instructions.Count; position++)
            {
                CodePlace place = new(block, position);
                if (instructions[position].Target() is >= 0 and int local)
                {
                    _locals[local].Add(place);
                }

                if (instructions[position] is ArrayStoreInstruction store)
                {
                    _arrays[store.Array].Add(place);
                }
                else if (instructions[position] is ArrayClearInstruction clear)
                {
                    _arrays[clear.Array].Add(place);
                }
            }
        }
    }

    /// <summary>The instructions that set a local, wholly or in part.</summary>
    /// <param name="local">The local.</param>
    /// <returns>Their places.</returns>
    public IReadOnlyList<CodePlace> Setting(int local) => _locals[local];

    /// <summary>What a local gets, where one assignment sets it.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The value; null when several instructions set it, or none, or one that is no assignment of the whole.</returns>
    public Expression? Definition(int local)
        => _locals[local] is { Count: 1 } all && _body.Blocks[all[0].Block].Instructions[all[0].Position] is AssignInstruction { Path.Count: 0 } assign ? assign.Value : null;

    /// <summary>The instructions that change a local array.</summary>
    /// <param name="array">The array.</param>
    /// <returns>Their places.</returns>
    public IReadOnlyList<CodePlace> Changing(int array) => _arrays[array];
}
