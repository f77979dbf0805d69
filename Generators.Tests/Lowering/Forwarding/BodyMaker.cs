using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>
/// Makes a body by hand, as the parser makes it: two scalars, then two spans of <see cref="int"/>, then one of structs with <c>X</c> and <c>Y</c>. Each
/// instruction has a line of its own, by which a test knows it again.
/// </summary>
internal sealed class BodyMaker
{
    /// <summary>The first span's number among the parameters.</summary>
    internal const int First = 2;

    /// <summary>The second span's number among the parameters.</summary>
    internal const int Second = 3;

    /// <summary>The number of the span of structs among the parameters.</summary>
    internal const int Structs = 4;

    /// <summary>The elements of each local array.</summary>
    internal const int ArrayLength = 4;

    /// <summary>The struct's type.</summary>
    internal static readonly ValueType Pair = new(ValueKind.Struct, "Pair", "PairDeviceStruct");

    private readonly List<LocalModel> _locals = [];
    private readonly List<LocalArrayModel> _arrays = [];
    private readonly List<SiteModel> _sites = [];
    private readonly List<(List<Instruction> Instructions, Terminator End)> _blocks = [];
    private int _line;

    /// <summary>The locals so far.</summary>
    internal IReadOnlyList<LocalModel> Locals => _locals;

    /// <summary>Adds a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type; <see cref="int"/> where none is given.</param>
    /// <returns>Its number.</returns>
    internal int Variable(string name, ValueType? type = null) => New(name, type, LocalRole.Variable);

    /// <summary>Adds a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type; <see cref="int"/> where none is given.</param>
    /// <returns>Its number.</returns>
    internal int Value(string name, ValueType? type = null) => New(name, type, LocalRole.Value);

    /// <summary>Adds a local array.</summary>
    /// <returns>Its number.</returns>
    internal int Array()
    {
        _arrays.Add(new LocalArrayModel($"local{_arrays.Count}", ValueType.Int32, ArrayLength, 4 * ArrayLength * _arrays.Count));
        return _arrays.Count - 1;
    }

    /// <summary>Begins a block.</summary>
    /// <param name="end">How it ends; it returns where nothing is said.</param>
    internal void Block(Terminator? end = null) => _blocks.Add(([], end ?? new ReturnTerminator()));

    /// <summary>Goes on with a block that was begun.</summary>
    /// <param name="instruction">Makes an instruction of a line.</param>
    /// <param name="block">The block; the last one where none is named.</param>
    internal void Add(Func<int, Instruction> instruction, int block = -1)
        => _blocks[block < 0 ? _blocks.Count - 1 : block].Instructions.Add(instruction(++_line));

    /// <summary>Sets a local.</summary>
    internal void Set(int local, Expression value, params string[] path)
        => Add(line => new AssignInstruction(line, local, EquatableArray.Of(path), value));

    /// <summary>Loads an element.</summary>
    internal void Load(int local, int parameter, Expression index)
        => Add(line => new LoadInstruction(line, local, AccessTo(SiteKind.Read, parameter, index), false));

    /// <summary>Stores an element.</summary>
    internal void Store(int parameter, Expression index, Expression value)
        => Add(line => new StoreInstruction(line, AccessTo(SiteKind.Write, parameter, index), value));

    /// <summary>Adds to an element atomically.</summary>
    internal void Atomic(int local, int parameter, Expression index, Expression value)
        => Add(line => new AtomicInstruction(
            line, local, AtomicOperator.Add, AccessTo(SiteKind.ReadWrite, parameter, index), EquatableArray.Of(value)));

    /// <summary>Checks an index of a span.</summary>
    internal void Bounds(int parameter, Expression index)
        => Add(line => new BoundsInstruction(line, Site(SiteKind.Guard, parameter), parameter, index, new LengthExpression(parameter), index));

    /// <summary>Ends the work item when a condition holds.</summary>
    internal void Guard(Expression condition)
        => Add(line => new GuardInstruction(line, Site(SiteKind.Guard, -1), condition, ErrorKind.DivideByZero, null));

    /// <summary>Stores into a local array.</summary>
    internal void ArrayStore(int array, Expression index, Expression value)
        => Add(line => new ArrayStoreInstruction(line, array, index, EquatableArray<string>.Empty, value));

    /// <summary>An access, with a site of its own.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="parameter">The span.</param>
    /// <param name="index">The element.</param>
    /// <param name="path">The members.</param>
    /// <returns>The access.</returns>
    internal Access AccessTo(SiteKind kind, int parameter, Expression index, params string[] path)
    {
        ValueType element = parameter == Structs ? Pair : ValueType.Int32;
        return new Access(Site(kind, parameter), parameter, index, element, EquatableArray.Of(path), path.Length == 0 ? element : ValueType.Int32);
    }

    /// <summary>Adds a site.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="parameter">The span; -1 for none.</param>
    /// <returns>Its number.</returns>
    internal int Site(SiteKind kind, int parameter)
    {
        _sites.Add(new SiteModel(parameter, kind, "Ops.cs", _line));
        return _sites.Count - 1;
    }

    /// <summary>Finishes the body.</summary>
    /// <returns>The body.</returns>
    internal KernelBody Build() => new(
        _locals.ToEquatable(),
        _arrays.ToEquatable(),
        _sites.ToEquatable(),
        EquatableArray<ExceptionModel>.Empty,
        _blocks.Select(static (block, at) => new BlockModel(at, block.Instructions.ToEquatable(), block.End)).ToEquatable());

    private int New(string name, ValueType? type, LocalRole role)
    {
        _locals.Add(new LocalModel(name, type ?? ValueType.Int32, role));
        return _locals.Count - 1;
    }
}
