using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission;

/// <summary>Prints a kernel's blocks. Every access has a label at which a parked work item resumes.</summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="paths">How parked work items get back to their accesses.</param>
/// <param name="unplanned">The sites whose index no plan names, or only by the ends of its narrow type, if the others may go unchecked where these are checked.</param>
internal sealed class CodeEmitter(SourceWriter writer, KernelModel kernel, ResumePaths paths, EquatableArray<int> unplanned)
{
    /// <summary>The label for accesses that missed or failed.</summary>
    public const string Exit = "Exit";

    private readonly ExpressionText _text = new(kernel);
    private readonly ResumeEmitter _resume = new(writer, paths);
    private readonly int[] _order = Order(kernel.Body.Blocks);
    private readonly UserLines _lines = new(writer, kernel.File);

    /// <summary>The label at which an access begins.</summary>
    /// <param name="site">The access's site.</param>
    /// <returns>The label.</returns>
    public static string AccessLabel(int site) => "Access" + Number(site);

    /// <summary>The label at which a block begins.</summary>
    /// <param name="block">The block's number.</param>
    /// <returns>The label.</returns>
    public static string BlockLabel(int block) => "Block" + Number(block);

    /// <summary>Whether anything in the kernel can miss or fail.</summary>
    public bool HasExits => kernel.Body.Sites.Count > 0;

    /// <summary>Whether anything in the kernel can fail besides accesses.</summary>
    public bool HasGuards { get; } = kernel.Body.Blocks.SelectMany(static block => block.Instructions)
        .Any(static instruction => instruction is GuardInstruction or BoundsInstruction);

    /// <summary>The declarations of the index, the locals and the access registers.</summary>
    public void Declarations()
    {
        for (int i = 0; i < kernel.Indices.Count; i++)
        {
            writer.Line($"int {kernel.Indices[i]} = (int)item.At{Number(i)};");
        }

        foreach (IGrouping<string, LocalModel> type in kernel.Body.Locals.GroupBy(local => local.Type.DeviceName))
        {
            string[] names = [.. type.Select(local => local.Name + " = default")];
            writer.Filled(names.Select((name, i) => $"{(i == 0 ? type.Key + " " : "")}{name}{(i == names.Length - 1 ? ";" : ",")}"));
        }

        if (HasExits)
        {
            writer.Line(HasGuards ? "long address = 0, element = 0, code = 0;" : "long address = 0, element = 0;");
            writer.Line(paths.EnterLoops ? "int site = 0, resume = -1;" : "int site = 0;");
        }

        if (kernel.Body.Arrays.Count > 0)
        {
            writer.Line($"long scratch = wave.Scratch + slot * {Number(LocalArrays.ScratchSize(kernel))};");
        }
    }

    /// <summary>Prints the jumps that take a parked work item from the entry to its resume point.</summary>
    public void Resume() => _resume.FromEntry();

    /// <summary>Marks the following text as no line of the user's.</summary>
    public void Hide() => _lines.Hide();

    /// <summary>All blocks that the entry reaches, the entry first.</summary>
    public void Blocks()
    {
        HashSet<int> targets = Targets();
        for (int place = 0; place < _order.Length; place++)
        {
            int i = _order[place];
            BlockModel block = kernel.Body.Blocks[i];
            writer.Line();
            if (targets.Contains(i))
            {
                writer.Label(BlockLabel(i));
            }

            if (paths.From(i).Count > 0)
            {
                _lines.Hide();
                _resume.FromHeader(i);
            }

            _lines.Restart();
            _lines.At(null, block.Line);
            foreach (Instruction instruction in block.Instructions)
            {
                _lines.At(instruction.File, instruction.Line);
                Emit(instruction, block.IsCopy);
            }

            End(block.Terminator, Following(place));
        }
    }

    /// <summary>
    /// Each block stands before those that follow it, so that only loops jump back. What a branch goes to where it holds comes right behind it. The C# compiler
    /// goes through a method again for what jumps back: one with three such jumps, of which two were no loops, took it more than forty minutes.
    /// </summary>
    private static int[] Order(EquatableArray<BlockModel> blocks)
    {
        int[][] targets = [.. blocks.Select(static block => Enumerable.Reverse(block.Terminator.Targets()).ToArray())];
        return GraphOrder.ReversePostorder(targets.Length, 0, block => targets[block]);
    }

    /// <summary>The block that is printed behind one; -1 behind the last.</summary>
    private int Following(int place) => place + 1 < _order.Length ? _order[place + 1] : -1;

    private HashSet<int> Targets()
    {
        HashSet<int> targets = [.. Enumerable.Range(ResumePaths.Entry, kernel.Body.Blocks.Count + 1)
            .SelectMany(paths.From).Where(step => step.Header is not null).Select(step => step.Header!.Value)];
        for (int place = 0; place < _order.Length; place++)
        {
            targets.UnionWith(kernel.Body.Blocks[_order[place]].Terminator.Targets().Where(target => target != Following(place)));
        }

        return targets;
    }

    private void End(Terminator terminator, int following)
    {
        switch (terminator)
        {
            case ReturnTerminator:
                _lines.Statement("return;");
                break;
            case JumpTerminator jump when jump.Target != following:
                _lines.Statement($"goto {BlockLabel(jump.Target)};");
                break;
            case BranchTerminator branch when branch.WhenTrue == following:
                Leave(_text.Not(branch.Condition), branch.WhenFalse);
                break;
            case BranchTerminator branch:
                Leave(_text.Of(branch.Condition), branch.WhenTrue);
                if (branch.WhenFalse != following)
                {
                    _lines.Statement($"goto {BlockLabel(branch.WhenFalse)};");
                }

                break;
        }
    }

    private void Leave(string condition, int target) => _lines.Statement($"if ({condition}) goto {BlockLabel(target)};");

    private void Emit(Instruction instruction, bool isCopy)
    {
        switch (instruction)
        {
            case AssignInstruction assign:
                string value = assign.Path.Count == 0 ? _text.Of(assign.Value) : ToMemory(assign.Value);
                _lines.Statement($"{Name(assign.Local)}{Path(assign.Path)} = {value};");
                break;
            case LoadInstruction load:
                Translate(load.Access, load.ForUpdate ? "Write" : "Read", isCopy);
                _lines.Statement($"{Name(load.Local)} = {FromMemory(Reference(load.Access), load.Access.Value)};");
                break;
            case StoreInstruction store:
                Translate(store.Access, "Write", isCopy);
                _lines.Statement($"{Reference(store.Access)} = {ToMemory(store.Value)};");
                break;
            case AtomicInstruction atomic:
                Translate(atomic.Access, "Write", isCopy);
                string result = atomic.Local >= 0 ? Name(atomic.Local) + " = " : "";
                _lines.Statement($"{result}{FunctionText.Of(atomic.Operator)}(ref {Reference(atomic.Access)}{string.Concat(atomic.Arguments.Select(a => ", " + _text.Of(a)))});");
                break;
            case GuardInstruction guard:
                Guard(guard);
                break;
            case BoundsInstruction bounds:
                Bounds(bounds);
                break;
            case MarkInstruction mark:
                Mark(mark.Access, $"Mark(memory, arguments.{ParameterName(mark.Access.Parameter)}, element = {_text.Of(mark.Access.Index)}", mark.Writes);
                break;
            case MarkRangeInstruction mark:
                string limit = mark.IsInclusive ? $"(long){_text.Within(mark.Limit)} + 1" : _text.Of(mark.Limit);
                string turns = $"{GeneratedNames.Kernels}::ScoutLoop.Turns({_text.Of(mark.From)}, {limit}, {Number(mark.Step)})";
                Mark(
                    mark.Access,
                    $"MarkRange(memory, arguments.{ParameterName(mark.Access.Parameter)}, element = {_text.Of(mark.Access.Index)}, {_text.Of(mark.Second)}, {turns}",
                    mark.Writes);
                break;
            case ArrayLoadInstruction load:
                _lines.Statement($"{Name(load.Local)} = {FromMemory(Reference(load.Array, load.Index, load.Path), load.Value)};");
                break;
            case ArrayStoreInstruction store:
                _lines.Statement($"{Reference(store.Array, store.Index, store.Path)} = {ToMemory(store.Value)};");
                break;
            case ArrayClearInstruction clear:
                LocalArrayModel array = kernel.Body.Arrays[clear.Array];
                _lines.Statement(
                    $"{GeneratedNames.Kernels}::LocalArray.Clear<TMemory, {array.Element.MemoryName}>(memory, {ArrayAddress(array)}, {SizeOf(array.Element)}, {Number(array.Length)});");
                break;
            default:
                throw new InvalidOperationException($"No text for {instruction.GetType().Name}.");
        }
    }

    private void Translate(Access access, string how, bool isCopy)
    {
        if (access.IsInside)
        {
            return;
        }

        if (!isCopy && paths.Any)
        {
            writer.Label(AccessLabel(access.Site));
        }

        string span = $"arguments.{ParameterName(access.Parameter)}";
        string refuses = unplanned.Count > 0 && !unplanned.Contains(access.Site) ? "RefusesPlanned" : "Refuses";
        string refused = $"TMemory.{refuses}({span}, element = {Element(access.Index)})";
        string missed = $"TMemory.Missed(address = TMemory.{how}(memory, {span}, element, {SizeOf(access.Element)}))";
        _lines.Statement($"if ({refused} || {missed}) {{ site = {Number(access.Site)}; goto {Exit}; }}");
    }

    // Cut to 32 bits, the item's own index hides from a device's compiler that neighbours touch neighbouring elements.
    private string Element(Expression index)
        => index is IndexExpression && kernel.Indices.Count == 1 ? "item.At0" : _text.Of(index);

    private void Mark(Access access, string call, bool writes)
        => _lines.Statement($"if (TMemory.Missed(address = TMemory.{call}, {(writes ? 1 : 0)}))) {{ site = {Number(access.Site)}; goto {Exit}; }}");

    // Over memory whose accesses are in bounds, the check of a whole parameter vanishes.
    private void Bounds(BoundsInstruction bounds)
    {
        string unsigned = bounds.Index.Type.Kind == ValueKind.Int64 ? "ulong" : "uint";
        string outside = bounds.IsPlanned
            ? $"TMemory.Outside(arguments.{ParameterName(bounds.Parameter)}, {_text.Of(bounds.Index)})"
            : $"({unsigned}){_text.Within(bounds.Index)} >= ({unsigned}){_text.Within(bounds.Length)}";
        _lines.Statement(
            $"if ({outside}) {{ site = {Number(bounds.Site)}; element = {_text.Of(bounds.Element)}; code = {GeneratedNames.Kernels}::ErrorCode.OutOfRange; goto {Exit}; }}");
    }

    private void Guard(GuardInstruction guard)
    {
        string element = guard.Element is null ? "-1" : _text.Of(guard.Element);
        _lines.Statement(
            $"if ({_text.Of(guard.Condition)}) {{ site = {Number(guard.Site)}; element = {element}; code = {GeneratedNames.Kernels}::ErrorCode.{guard.Error}; goto {Exit}; }}");
    }

    private string Reference(Access access)
    {
        string span = $"arguments.{ParameterName(access.Parameter)}";
        string element = access.IsInside
            ? $"Element<{access.Element.MemoryName}>(memory, {span}.Origin + (long){_text.Within(access.Index)} * {SizeOf(access.Element)})"
            : $"Found<{access.Element.MemoryName}>(memory, {span}, element, {SizeOf(access.Element)}, address)";
        return $"TMemory.{element}{Path(access.Path)}";
    }

    private string Reference(int number, Expression index, EquatableArray<string> path)
    {
        LocalArrayModel array = kernel.Body.Arrays[number];
        return $"TMemory.Control<{array.Element.MemoryName}>(memory, {ArrayAddress(array)} + (long){_text.Within(index)} * {Number(array.Element.Size)}){Path(path)}";
    }

    private string ArrayAddress(LocalArrayModel array) =>
        $"scratch + {Number(array.Offset)}";

    private static string FromMemory(string reference, ValueType type) =>
        type.Kind == ValueKind.Boolean ? reference + " != 0" : reference;

    private string ToMemory(Expression value) =>
        value.Type.Kind == ValueKind.Boolean ? $"({_text.Of(value)}) ? (byte)1 : (byte)0" : _text.Of(value);

    private string Name(int local) => kernel.Body.Locals[local].Name;

    private string ParameterName(int parameter) => Identifier.Of(kernel.Parameters[parameter].Name);

    private static string Path(EquatableArray<string> path) => string.Concat(path.Select(p => "." + Identifier.Of(p)));

    private static string SizeOf(ValueType type) =>
        type.Size > 0 ? $"sizeof({type.MemoryName})" : $"global::ILGPU.Interop.SizeOf<{type.MemoryName}>()";

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
