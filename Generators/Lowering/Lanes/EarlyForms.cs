using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Makes expressions anew at an earlier place: of arguments, indices, lengths, and elements of spans that the kernel does not write. Each element is checked before
/// it is loaded. An expression has the same value there as where it stands.
/// </summary>
internal sealed class EarlyForms
{
    private readonly KernelModel _kernel;
    private readonly Dictionary<int, Instruction> _definitions = [];
    private readonly Dictionary<int, bool> _known = [];
    private readonly Dictionary<int, bool> _ofData = [];
    private readonly Dictionary<int, Expression> _values = [];
    private readonly Dictionary<Access, LocalExpression> _loads = [];
    private readonly HashSet<Instruction> _checks = [];
    private readonly List<Instruction> _instructions = [];
    private readonly List<LocalModel> _locals;
    private readonly LaneLocalNames _names;

    /// <summary>Reads a kernel.</summary>
    /// <param name="kernel">The kernel. Spans that it writes overlap no others.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="given">Locals that nothing sets: those that stand for indices.</param>
    public EarlyForms(KernelModel kernel, FlowAnalysis flow, IEnumerable<int> given)
    {
        (_kernel, _locals, _names) = (kernel, [.. kernel.Body.Locals], new LaneLocalNames(kernel));
        foreach (int local in given)
        {
            (_values[local], _known[local], _ofData[local]) = (new LocalExpression(_locals[local].Type, local), true, false);
        }

        BodyUses uses = new(kernel.Body);
        LocalSet unset = LiveLocals.AtEntries(kernel.Body)[flow.Graph.Order[0]];
        for (int local = 0; local < _locals.Count; local++)
        {
            // What is set once, before all that read it, depends on no turn of a loop unless its parts do, and not on itself.
            if (!unset.Contains(local) && uses.Setting(local) is { Count: 1 } places)
            {
                _definitions.Add(local, kernel.Body.Blocks[places[0].Block].Instructions[places[0].Position]);
            }
        }
    }

    /// <summary>What was made, in order.</summary>
    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>The locals of the kernel, and the new ones.</summary>
    public EquatableArray<LocalModel> Locals => _locals.ToEquatable();

    /// <summary>Whether an expression can be made anew.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>False when it depends on more, or when something in it might fail.</returns>
    public bool IsKnown(Expression expression) => expression switch
    {
        LocalExpression local => IsKnown(local.Local),
        ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression => true,
        ConvertExpression or UnaryExpression or SelectExpression => AreKnown(expression),
        BinaryExpression binary => IsSafe(binary) && AreKnown(expression),
        CallExpression call => IsSafe(call) && AreKnown(expression),
        _ => false,
    };

    /// <summary>Whether an expression depends on elements.</summary>
    /// <param name="expression">A known expression.</param>
    /// <returns>False when it is of arguments, indices and lengths alone.</returns>
    public bool IsOfData(Expression expression) => expression is LocalExpression local
        ? IsOfData(local.Local)
        : Enumerable.Range(0, expression.PartCount()).Any(part => IsOfData(expression.Part(part)));

    /// <summary>Makes an expression anew, with the loads that it needs.</summary>
    /// <param name="expression">A known expression.</param>
    /// <returns>The expression, of new locals.</returns>
    public Expression Of(Expression expression) => expression is LocalExpression local ? Of(local.Local) : expression.WithParts(this, static (part, forms) => forms.Of(part));

    /// <summary>Adds a check, once.</summary>
    /// <param name="check">The check, of new expressions.</param>
    public void Check(Instruction check)
    {
        if (_checks.Add(WithoutPlace(check)))
        {
            _instructions.Add(check);
        }
    }

    /// <summary>Adds the check whether an element exists.</summary>
    /// <param name="line">The source line.</param>
    /// <param name="access">The access.</param>
    /// <param name="index">Its index, made anew.</param>
    public void Check(int line, Access access, Expression index)
        => Check(new BoundsInstruction(line, access.Site, access.Parameter, index, new LengthExpression(access.Parameter), index));

    /// <summary>The local that has an element already.</summary>
    /// <param name="access">The access.</param>
    /// <returns>The new local; null when none has it.</returns>
    public LocalExpression? Loaded(Access access)
        => Known(access.Index) is { } index && _loads.TryGetValue(Key(access, index), out LocalExpression? local) ? local : null;

    // An expression of what has been made; null when it takes more.
    private Expression? Known(Expression expression)
    {
        bool isWhole = true;
        Expression known = Replaced(expression);
        return isWhole ? known : null;

        Expression Replaced(Expression one)
        {
            if (one is not LocalExpression local)
            {
                return one.WithParts(0, (part, _) => Replaced(part));
            }

            isWhole &= _values.TryGetValue(local.Local, out Expression? value);
            return value ?? one;
        }
    }

    private static Instruction WithoutPlace(Instruction check) => check switch
    {
        BoundsInstruction bounds => bounds with { Line = 0, Site = 0 },
        GuardInstruction guard => guard with { Line = 0, Site = 0, Element = null, Error = ErrorKind.OutOfRange },
        _ => check,
    };

    private static Access Key(Access access, Expression index) => access with { Site = 0, Index = index, IsInside = true };

    private bool AreKnown(Expression expression) => Enumerable.Range(0, expression.PartCount()).All(part => IsKnown(expression.Part(part)));

    private bool IsKnown(int local)
    {
        if (!_known.TryGetValue(local, out bool known))
        {
            known = _definitions.TryGetValue(local, out Instruction? definition) && definition switch
            {
                AssignInstruction { Path.Count: 0 } assign => IsKnown(assign.Value),
                LoadInstruction { Access: { Value.Kind: not ValueKind.Struct } access } => !_kernel.Parameters[access.Parameter].Writes && IsKnown(access.Index),
                _ => false,
            };
            _known[local] = known;
        }

        return known;
    }

    private bool IsOfData(int local)
    {
        if (!_ofData.TryGetValue(local, out bool known))
        {
            _ofData[local] = known = _definitions[local] is not AssignInstruction assign || IsOfData(assign.Value);
        }

        return known;
    }

    // A quotient stands behind its guard, which may come later. Fast kernels may round a number to one side here, and to the other there.
    private bool IsSafe(BinaryExpression binary)
        => binary.Operator is not (BinaryOperator.Divide or BinaryOperator.Remainder) && !(_kernel.IsFast && binary.Type.IsFloating);

    // So do functions that fail for some arguments.
    private bool IsSafe(CallExpression call)
        => !_kernel.IsFast
            && (call.Function is DeviceFunction.Max or DeviceFunction.Min or DeviceFunction.AddOverflows or DeviceFunction.SubtractOverflows or DeviceFunction.MultiplyOverflows
                || (call.Function is not (DeviceFunction.Clamp or DeviceFunction.RoundDigits or DeviceFunction.RoundMode)
                    && call.Type.IsFloating && call.Arguments.All(static argument => argument.Type.IsFloating)));

    private Expression Of(int local)
    {
        if (_values.TryGetValue(local, out Expression? known))
        {
            return known;
        }

        ValueType type = _kernel.Body.Locals[local].Type;
        if (_definitions[local] is LoadInstruction load)
        {
            return _values[local] = Of(load, type);
        }

        AssignInstruction assign = (AssignInstruction)_definitions[local];
        Expression value = Of(assign.Value);
        if (value.PartCount() > 0 || value.Type != type)
        {
            LocalExpression made = Made(local, type);
            _instructions.Add(new AssignInstruction(assign.Line, made.Local, [], value));
            value = made;
        }

        return _values[local] = value;
    }

    private LocalExpression Of(LoadInstruction load, ValueType type)
    {
        Expression index = Of(load.Access.Index);
        Access key = Key(load.Access, index);
        if (!_loads.TryGetValue(key, out LocalExpression? made))
        {
            Check(load.Line, load.Access, index);
            _loads[key] = made = Made(load.Local, type);
            _instructions.Add(new LoadInstruction(load.Line, made.Local, key with { Site = load.Access.Site }, false));
        }

        return made;
    }

    private LocalExpression Made(int local, ValueType type)
    {
        _locals.Add(new LocalModel(_names.Take(_kernel.Body.Locals[local].Name + "Early"), type, LocalRole.Variable));
        return new LocalExpression(type, _locals.Count - 1);
    }
}
