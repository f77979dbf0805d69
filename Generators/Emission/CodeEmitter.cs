using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints a kernel's blocks. The direct and the resumable kernel are the same text but for their ends and for the
/// labels at which a resumable kernel takes up again.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="resumable">Whether every access has a label.</param>
internal sealed class CodeEmitter(SourceWriter writer, KernelModel kernel, bool resumable)
{
    private readonly ExpressionText _text = new(kernel);

    /// <summary>The label at which an access begins.</summary>
    /// <param name="site">The access's site.</param>
    /// <returns>The label.</returns>
    public static string AccessLabel(int site) => "Access" + Number(site);

    /// <summary>Whether anything in the kernel can miss or fail.</summary>
    public bool HasExits => kernel.Body.Sites.Count > 0;

    /// <summary>The declarations of the index, the locals and the access registers.</summary>
    public void Declarations()
    {
        for (int i = 0; i < kernel.Indices.Count; i++)
        {
            string number = kernel.Indices.Count == 1 ? "Index" : "Index" + Number(i);
            writer.Line($"int {Identifier.Of(kernel.Indices[i])} = (int)frame.{number}(slot);");
        }

        foreach (LocalModel local in kernel.Body.Locals)
        {
            writer.Line($"{local.Type.DeviceName} {local.Name} = default;");
        }

        if (HasExits)
        {
            writer.Line("long address = 0;");
            writer.Line("long element = 0;");
            writer.Line("int site = 0;");
        }
    }

    /// <summary>All blocks, the entry first.</summary>
    /// <param name="exit">The label that missed and failed accesses go to.</param>
    public void Blocks(string exit)
    {
        HashSet<int> targets = Targets();
        for (int i = 0; i < kernel.Body.Blocks.Count; i++)
        {
            BlockModel block = kernel.Body.Blocks[i];
            writer.Line();
            if (targets.Contains(i))
            {
                writer.Label(BlockLabel(i));
            }

            int line = 0;
            foreach (Instruction instruction in block.Instructions)
            {
                line = Heading(line, instruction.Line);
                Emit(instruction, exit);
            }

            End(block.Terminator, i + 1);
        }
    }

    private HashSet<int> Targets()
    {
        HashSet<int> targets = [];
        for (int i = 0; i < kernel.Body.Blocks.Count; i++)
        {
            switch (kernel.Body.Blocks[i].Terminator)
            {
                case JumpTerminator jump when jump.Target != i + 1:
                    targets.Add(jump.Target);
                    break;
                case BranchTerminator branch:
                    if (branch.WhenTrue != i + 1)
                    {
                        targets.Add(branch.WhenTrue);
                    }

                    if (branch.WhenFalse != i + 1)
                    {
                        targets.Add(branch.WhenFalse);
                    }

                    break;
            }
        }

        return targets;
    }

    private int Heading(int shown, int line)
    {
        if (line != shown)
        {
            writer.Line($"// line {Number(line)}");
        }

        return line;
    }

    private void End(Terminator terminator, int following)
    {
        switch (terminator)
        {
            case ReturnTerminator:
                writer.Line("return;");
                break;
            case JumpTerminator jump when jump.Target != following:
                writer.Line($"goto {BlockLabel(jump.Target)};");
                break;
            case BranchTerminator branch when branch.WhenTrue == following:
                Leave(_text.Not(branch.Condition), branch.WhenFalse);
                break;
            case BranchTerminator branch:
                Leave(_text.Of(branch.Condition), branch.WhenTrue);
                if (branch.WhenFalse != following)
                {
                    writer.Line($"goto {BlockLabel(branch.WhenFalse)};");
                }

                break;
        }
    }

    private void Leave(string condition, int target)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.Line($"goto {BlockLabel(target)};");
        }
    }

    private void Emit(Instruction instruction, string exit)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                string value = assign.Path.Count == 0 ? _text.Of(assign.Value) : ToMemory(assign.Value);
                writer.Line($"{Name(assign.Local)}{Path(assign.Path)} = {value};");
                break;
            case LoadInstruction load:
                Translate(load.Access, load.ForUpdate ? "Write" : "Read", exit);
                writer.Line($"{Name(load.Local)} = {FromMemory(Reference(load.Access), load.Access.Value)};");
                break;
            case StoreInstruction store:
                Translate(store.Access, "Write", exit);
                writer.Line($"{Reference(store.Access)} = {ToMemory(store.Value)};");
                break;
            case AtomicInstruction atomic:
                Translate(atomic.Access, "Write", exit);
                string result = atomic.Local >= 0 ? Name(atomic.Local) + " = " : "";
                writer.Line($"{result}{FunctionText.Of(atomic.Operator)}(ref {Reference(atomic.Access)}{string.Concat(atomic.Arguments.Select(a => ", " + _text.Of(a)))});");
                break;
            case GuardInstruction guard:
                Guard(guard, exit);
                break;
            case BoundsInstruction bounds:
                string unsigned = bounds.Index.Type.Kind == ValueKind.Int64 ? "ulong" : "uint";
                using (writer.Block($"if (({unsigned}){_text.Within(bounds.Index)} >= ({unsigned}){_text.Within(bounds.Length)})"))
                {
                    writer.Line($"site = {Number(bounds.Site)};");
                    writer.Line($"element = {_text.Of(bounds.Element)};");
                    writer.Line("address = global::HmmGen.Kernels.FaultCode.OutOfRange;");
                    writer.Line($"goto {exit};");
                }

                break;
            case ArrayLoadInstruction load:
                writer.Line($"{Name(load.Local)} = {FromMemory(Reference(load.Array, load.Index, load.Path), load.Value)};");
                break;
            case ArrayStoreInstruction store:
                writer.Line($"{Reference(store.Array, store.Index, store.Path)} = {ToMemory(store.Value)};");
                break;
            case ArrayClearInstruction clear:
                LocalArrayModel array = kernel.Body.Arrays[clear.Array];
                using (writer.Block($"for (int cleared = 0; cleared < {Number(array.Length)}; cleared++)"))
                {
                    writer.Line($"memory.Control<{array.Element.MemoryName}>({ArrayAddress(array)} + (long)cleared * {Number(array.Element.Size)}) = 0;");
                }

                break;
            default:
                throw new InvalidOperationException($"No text for {instruction.GetType().Name}.");
        }
    }

    private void Translate(Access access, string how, string exit)
    {
        if (resumable)
        {
            writer.Label(AccessLabel(access.Site));
        }

        string index = _text.Of(access.Index);
        writer.Line($"address = memory.{how}(arguments.{ParameterName(access.Parameter)}, {index}, {SizeOf(access.Element)});");
        using (writer.Block("if (memory.Missed(address))"))
        {
            writer.Line($"site = {Number(access.Site)};");
            writer.Line($"element = {index};");
            writer.Line($"goto {exit};");
        }

        writer.Line();
    }

    private void Guard(GuardInstruction guard, string exit)
    {
        using (writer.Block($"if ({_text.Of(guard.Condition)})"))
        {
            writer.Line($"site = {Number(guard.Site)};");
            writer.Line($"element = {(guard.Element is null ? "-1" : _text.Of(guard.Element))};");
            writer.Line($"address = global::HmmGen.Kernels.FaultCode.{guard.Fault};");
            writer.Line($"goto {exit};");
        }

        writer.Line();
    }

    private string Reference(Access access) => $"memory.Element<{access.Element.MemoryName}>(address){Path(access.Path)}";

    private string Reference(int number, Expression index, EquatableArray<string> path)
    {
        LocalArrayModel array = kernel.Body.Arrays[number];
        return $"memory.Control<{array.Element.MemoryName}>({ArrayAddress(array)} + (long){_text.Within(index)} * {Number(array.Element.Size)}){Path(path)}";
    }

    private string ArrayAddress(LocalArrayModel array) =>
        $"frame.Scratch + slot * ScratchSize + {Number(array.Offset)}";

    private static string FromMemory(string reference, ValueType type) =>
        type.Kind == ValueKind.Boolean ? reference + " != 0" : reference;

    private string ToMemory(Expression value) =>
        value.Type.Kind == ValueKind.Boolean ? $"({_text.Of(value)}) ? (byte)1 : (byte)0" : _text.Of(value);

    private string Name(int local) => kernel.Body.Locals[local].Name;

    private string ParameterName(int parameter) => Identifier.Of(kernel.Parameters[parameter].Name);

    private static string Path(EquatableArray<string> path) => string.Concat(path.Select(p => "." + Identifier.Of(p)));

    private static string SizeOf(ValueType type) =>
        type.Size > 0 ? $"sizeof({type.MemoryName})" : $"global::ILGPU.Interop.SizeOf<{type.DeviceName}>()";

    private static string BlockLabel(int block) => "Block" + Number(block);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
