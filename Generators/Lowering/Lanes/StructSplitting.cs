using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Splits locals that hold structs into locals for their members, so that each member can differ between lanes. A struct that is loaded, copied, set, stored and
/// read by members is split; one that is used in another way stays whole.
/// </summary>
internal sealed class StructSplitting
{
    private readonly KernelModel _kernel;
    private readonly Dictionary<string, DeviceStructModel> _structs;
    private readonly Dictionary<(int Local, string Path), int> _members = [];
    private readonly List<LocalModel> _locals;
    private readonly bool[] _isSplit;
    private LaneLocalNames? _names;

    private StructSplitting(KernelModel kernel)
    {
        _kernel = kernel;
        _structs = kernel.DeviceStructs.ToDictionary(static one => one.Name);
        _locals = [.. kernel.Body.Locals];
        _isSplit = [.. kernel.Body.Locals.Select(local => local.Type.DeviceStruct is { } name && _structs.ContainsKey(name))];
    }

    // Most kernels have no structs, and need no names.
    private LaneLocalNames Names => _names ??= new LaneLocalNames(_kernel);

    /// <summary>Splits the structs of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, which does the same.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        StructSplitting splitting = new(kernel);
        if (!splitting._isSplit.Any(static one => one))
        {
            return kernel;
        }

        // A copy of a struct that stays whole makes the other one stay whole too.
        while (splitting.Keep())
        {
        }

        return kernel with { Body = splitting.Split() };
    }

    private bool Keep()
    {
        bool changed = false;
        foreach (BlockModel block in _kernel.Body.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                changed |= instruction switch
                {
                    AssignInstruction { Path.Count: 0 } assign when IsSplit(assign.Local) => !IsTaken(assign.Value) && KeepOne(assign.Local),
                    ArrayLoadInstruction load when IsSplit(load.Local) => KeepOne(load.Local),
                    AssignInstruction assign when assign.Value.Type.Kind == ValueKind.Struct && IsSplit(assign.Local) => KeepOne(assign.Local),
                    _ => false,
                };
                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    bool isWhole = instruction is StoreInstruction && part == 1
                        || (instruction is AssignInstruction { Path.Count: 0 } copy && IsSplit(copy.Local));
                    changed |= !(isWhole && instruction.Part(part) is LocalExpression) && KeepWhole(instruction.Part(part));
                }
            }

            changed |= block.Terminator is BranchTerminator branch && KeepWhole(branch.Condition);
        }

        return changed;
    }

    // Locals of members come after the kernel's own.
    private bool IsSplit(int local) => local < _isSplit.Length && _isSplit[local];

    private bool KeepOne(int local)
    {
        bool changed = _isSplit[local];
        _isSplit[local] = false;
        return changed;
    }

    // What a split local can be set to.
    private bool IsTaken(Expression value) => value is DefaultExpression || (value is LocalExpression local && IsSplit(local.Local));

    // Locals that an expression uses in another way than by a member that is no struct.
    private bool KeepWhole(Expression expression)
    {
        if (expression is LocalExpression local)
        {
            return IsSplit(local.Local) && KeepOne(local.Local);
        }

        if (MemberOf(expression) is not null && expression.Type.Kind != ValueKind.Struct)
        {
            return false;
        }

        bool changed = false;
        for (int part = 0; part < expression.PartCount(); part++)
        {
            changed |= KeepWhole(expression.Part(part));
        }

        return changed;
    }

    // The local and the path of a member, as in a.b.c.
    private (int Local, string Path)? MemberOf(Expression expression)
    {
        List<string> path = [];
        while (expression is FieldExpression field)
        {
            path.Insert(0, field.Name);
            expression = field.Receiver;
        }

        return path.Count > 0 && expression is LocalExpression local && IsSplit(local.Local) ? (local.Local, string.Join(".", path)) : null;
    }

    private KernelBody Split() => _kernel.Body with
    {
        Blocks = _kernel.Body.Blocks.Select(block => block with
        {
            Instructions = block.Instructions.SelectMany(Split).ToEquatable(),
            Terminator = block.Terminator is BranchTerminator branch ? branch with { Condition = Replaced(branch.Condition) } : block.Terminator,
        }).ToEquatable(),
        Locals = _locals.ToEquatable(),
    };

    private IEnumerable<Instruction> Split(Instruction instruction)
    {
        Instruction other = instruction.WithParts(this, static (part, splitting) => splitting.Replaced(part));
        return other switch
        {
            LoadInstruction load when IsSplit(load.Local) => Loaded(load),
            AssignInstruction { Path.Count: 0 } assign when IsSplit(assign.Local) => Leaves(assign.Local).Select(leaf => assign with
            {
                Local = Member(assign.Local, leaf),
                Value = assign.Value is LocalExpression copied ? new LocalExpression(leaf.Type, Member(copied.Local, leaf)) : Zero(leaf.Type),
            }),
            AssignInstruction assign when IsSplit(assign.Local) =>
                [assign with { Local = Member(assign.Local, (assign.Path, assign.Value.Type)), Path = EquatableArray<string>.Empty }],
            StoreInstruction { Value: LocalExpression { Local: int stored } } store when IsSplit(stored) => Leaves(stored).Select(leaf => store with
            {
                Access = store.Access with { Path = store.Access.Path.Concat(leaf.Path).ToEquatable(), Value = leaf.Type },
                Value = new LocalExpression(leaf.Type, Member(stored, leaf)),
            }),
            _ => [other],
        };
    }

    // A node that is loaded in place of the one that names it: its first member would change the index for the others.
    private IEnumerable<Instruction> Loaded(LoadInstruction load)
    {
        (int Member, EquatableArray<string> Path, ValueType Type)[] leaves = [.. Leaves(load.Local).Select(leaf => (Member(load.Local, leaf), leaf.Path, leaf.Type))];
        Expression index = load.Access.Index;
        if (leaves.Any(leaf => ExpressionLocals.Reads(index, leaf.Member)))
        {
            _locals.Add(new LocalModel(Names.Take(_kernel.Body.Locals[load.Local].Name + "Index"), index.Type, LocalRole.Variable));
            LocalExpression kept = new(index.Type, _locals.Count - 1);
            yield return new AssignInstruction(load.Line, kept.Local, [], index);
            index = kept;
        }

        foreach ((int member, EquatableArray<string> path, ValueType type) in leaves)
        {
            yield return load with { Local = member, Access = load.Access with { Index = index, Path = load.Access.Path.Concat(path).ToEquatable(), Value = type } };
        }
    }

    private Expression Replaced(Expression expression) => expression is FieldExpression && MemberOf(expression) is { } member
        ? new LocalExpression(expression.Type, Member(member.Local, member.Path, expression.Type))
        : expression.WithParts(this, static (part, splitting) => splitting.Replaced(part));

    private static ConstantExpression Zero(ValueType type) => type.Kind switch
    {
        ValueKind.Boolean => new(type, "false", null),
        ValueKind.Single => new(type, "0f", null),
        ValueKind.Double => new(type, "0d", null),
        _ => new(type, $"({type.DeviceName})0", 0),
    };

    private IEnumerable<(EquatableArray<string> Path, ValueType Type)> Leaves(int local) => Leaves(_kernel.Body.Locals[local].Type, EquatableArray<string>.Empty);

    private IEnumerable<(EquatableArray<string> Path, ValueType Type)> Leaves(ValueType type, EquatableArray<string> path)
        => type.DeviceStruct is { } name && _structs.TryGetValue(name, out DeviceStructModel? one)
            ? one.Fields.SelectMany(field => Leaves(field.Type, path.Append(field.Name).ToEquatable()))
            : [(path, type)];

    private int Member(int local, (EquatableArray<string> Path, ValueType Type) leaf) => Member(local, string.Join(".", leaf.Path), leaf.Type);

    private int Member(int local, string path, ValueType type)
    {
        if (!_members.TryGetValue((local, path), out int member))
        {
            member = _locals.Count;
            _members.Add((local, path), member);
            _locals.Add(new LocalModel(Names.Take($"{_kernel.Body.Locals[local].Name}__{path.Replace('.', '_')}"), type, _kernel.Body.Locals[local].Role));
        }

        return member;
    }
}
