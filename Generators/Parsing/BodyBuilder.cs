using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>Collects the locals, sites and blocks of a kernel during parsing.</summary>
/// <param name="file">The source file of the annotated method.</param>
internal sealed class BodyBuilder(string file)
{
    private readonly string _file = file;
    private readonly List<LocalModel> _locals = [];
    private readonly List<int> _assignments = [];
    private readonly List<LocalArrayModel> _arrays = [];
    private readonly List<SiteModel> _sites = [];
    private readonly List<Location> _places = [];
    private readonly List<ExceptionModel> _exceptions = [];
    private readonly List<BlockBuilder> _blocks = [];
    private int _scratch;
    private int _begun;

    /// <summary>The block that gets new instructions.</summary>
    public BlockBuilder Current { get; set; } = null!;

    /// <summary>The source line of the operation in work.</summary>
    public int Line { get; set; }

    /// <summary>The source file of the operation in work.</summary>
    public string File { get; set; } = file;

    /// <summary>The place of each site in the source; none for sites without an element's name.</summary>
    public IReadOnlyList<Location> SitePlaces => _places;

    /// <summary>The number of instructions so far.</summary>
    public int Count { get; private set; }

    /// <summary>Makes a block; the caller must link it.</summary>
    /// <returns>The block.</returns>
    public BlockBuilder NewBlock()
    {
        BlockBuilder block = new();
        _blocks.Add(block);
        return block;
    }

    /// <summary>Makes a block current: it gets new instructions, and is printed after the blocks begun before.</summary>
    /// <param name="block">The block.</param>
    public void Begin(BlockBuilder block)
    {
        block.Sequence = ++_begun;
        Current = block;
    }

    /// <summary>Adds a local.</summary>
    /// <param name="name">The name it would like; names are made unique when the body is lowered.</param>
    /// <param name="type">Its type.</param>
    /// <param name="role">What it is for.</param>
    /// <returns>Its number.</returns>
    public int NewLocal(string name, ValueType type, LocalRole role = LocalRole.Variable)
    {
        _locals.Add(new LocalModel(name, type, role));
        _assignments.Add(0);
        return _locals.Count - 1;
    }

    /// <summary>Adds a small local array.</summary>
    /// <param name="name">The name it would like.</param>
    /// <param name="element">The element type.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>Its number.</returns>
    public int NewArray(string name, ValueType element, int length)
    {
        _arrays.Add(new LocalArrayModel(name, element, length, _scratch));
        _scratch += ((element.Size * length) + 7) / 8 * 8;
        return _arrays.Count - 1;
    }

    /// <summary>Adds a site at the current line.</summary>
    /// <param name="parameter">The span parameter, or -1.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="place">What names the element in the source, where there is such.</param>
    /// <returns>Its number.</returns>
    public int NewSite(int parameter, SiteKind kind, SyntaxNode? place = null)
    {
        _places.Add(place?.GetLocation() ?? Location.None);
        _sites.Add(new SiteModel(parameter, kind, File, Line));
        return _sites.Count - 1;
    }

    /// <summary>The number of an exception that guards throw; equal texts share a number.</summary>
    /// <param name="creation">The C# expression that makes it.</param>
    /// <returns>The number.</returns>
    public int ExceptionOf(string creation)
    {
        ExceptionModel exception = new(creation);
        int number = _exceptions.IndexOf(exception);
        if (number < 0)
        {
            number = _exceptions.Count;
            _exceptions.Add(exception);
        }

        return number;
    }

    /// <summary>Adds an instruction to the current block.</summary>
    /// <param name="instruction">The instruction.</param>
    public void Emit(Instruction instruction)
    {
        if (instruction is AssignInstruction assign)
        {
            _assignments[assign.Local]++;
        }

        Current.Instructions.Add(File == _file ? instruction : instruction with { File = File });
        Count++;
    }

    /// <summary>Sets a local at the current place.</summary>
    /// <param name="local">The local.</param>
    /// <param name="value">The value.</param>
    public void Assign(int local, Expression value) => Emit(new AssignInstruction(Line, local, EquatableArray<string>.Empty, value));

    /// <summary>The number of instructions so far that assign a local, wholly or in part.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The number.</returns>
    public int Assignments(int local) => _assignments[local];

    /// <summary>Whether an expression is an atom: no instruction changes its value.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>True for constants, arguments, indices, lengths and values.</returns>
    public bool IsAtom(Expression expression) => expression
        is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression
        || (expression is LocalExpression local && _locals[local.Local].Role == LocalRole.Value);

    /// <summary>Computes an expression here, once, into its own value.</summary>
    /// <param name="expression">The expression, over atoms and variables.</param>
    /// <param name="name">The name the value would like.</param>
    /// <returns>The value, an atom.</returns>
    public Expression Value(Expression expression, string name)
    {
        if (IsAtom(expression))
        {
            return expression;
        }

        int local = NewLocal(name, expression.Type, LocalRole.Value);
        Assign(local, expression);
        return new LocalExpression(expression.Type, local);
    }

    /// <summary>Reads a local here; later changes of the local do not change the result.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The value, an atom.</returns>
    public Expression Read(int local) => Value(new LocalExpression(_locals[local].Type, local), _locals[local].Name);

    /// <summary>Finishes the body; unreachable blocks are dropped.</summary>
    /// <returns>The body, as it was parsed.</returns>
    public KernelBody Build()
    {
        IReadOnlyList<BlockBuilder> order = BlockMerging.Run(_blocks[0]);
        Dictionary<BlockBuilder, int> numbers = [];
        for (int i = 0; i < order.Count; i++)
        {
            numbers.Add(order[i], i);
        }

        return new KernelBody(
            _locals.ToEquatable(),
            _arrays.ToEquatable(),
            _sites.ToEquatable(),
            _exceptions.ToEquatable(),
            order.Select(b => b.Build(numbers)).ToEquatable());
    }
}
