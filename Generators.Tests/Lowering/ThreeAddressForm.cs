using HmmGen.Generators.Model;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Writes a kernel as the parser does before it folds values back: every operation is computed into a value of its own.</summary>
internal sealed class ThreeAddressForm
{
    private readonly List<LocalModel> _locals;
    private List<Instruction> _instructions = [];

    private ThreeAddressForm(KernelModel kernel) => _locals = [.. kernel.Body.Locals];

    /// <summary>Takes a kernel's expressions apart.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel with one operation an instruction.</returns>
    internal static KernelModel Of(KernelModel kernel)
    {
        ThreeAddressForm form = new(kernel);
        BlockModel[] blocks = [.. kernel.Body.Blocks.Select(form.Rewrite)];
        return kernel with { Body = kernel.Body with { Locals = form._locals.ToEquatable(), Blocks = blocks.ToEquatable() } };
    }

    private BlockModel Rewrite(BlockModel block)
    {
        _instructions = [];
        foreach (Instruction instruction in block.Instructions)
        {
            Instruction rewritten = instruction switch
            {
                AssignInstruction assign => assign with { Value = Value(assign.Value, assign.Line) },
                LoadInstruction load => load with { Access = Take(load.Access, load.Line) },
                StoreInstruction store => store with { Access = Take(store.Access, store.Line), Value = Value(store.Value, store.Line) },
                _ => throw new NotSupportedException(),
            };
            _instructions.Add(rewritten);
        }

        Terminator terminator = block.Terminator is BranchTerminator branch
            ? branch with { Condition = Value(branch.Condition, block.Line) }
            : block.Terminator;
        return block with { Instructions = _instructions.ToEquatable(), Terminator = terminator };
    }

    private Access Take(Access access, int line) => access with { Index = Value(access.Index, line) };

    private Expression Value(Expression expression, int line)
    {
        if (expression.PartCount() == 0) return expression;
        Expression simple = expression.WithParts(line, Value);
        _locals.Add(new LocalModel($"t{_locals.Count}", expression.Type, LocalRole.Value));
        _instructions.Add(new AssignInstruction(line, _locals.Count - 1, EquatableArray<string>.Empty, simple));
        return new LocalExpression(expression.Type, _locals.Count - 1);
    }
}
