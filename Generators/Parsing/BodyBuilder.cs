using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>Collects the locals, sites and blocks of a kernel while it is parsed.</summary>
/// <param name="file">The source file of the annotated method.</param>
/// <param name="reserved">Names that generated code uses itself.</param>
internal sealed class BodyBuilder(string file, IEnumerable<string> reserved)
{
    private readonly string _file = file;
    private readonly HashSet<string> _names = [.. reserved];
    private readonly List<LocalModel> _locals = [];
    private readonly List<LocalArrayModel> _arrays = [];
    private readonly List<SiteModel> _sites = [];
    private readonly List<BlockBuilder> _blocks = [];
    private readonly List<int> _assigned = [];
    private int _scratch;
    private int _begun;

    /// <summary>The block that instructions are added to.</summary>
    public BlockBuilder Current { get; set; } = null!;

    /// <summary>The source line of what is being parsed.</summary>
    public int Line { get; set; }

    /// <summary>The source file of what is being parsed.</summary>
    public string File { get; set; } = file;

    /// <summary>The type of a local.</summary>
    /// <param name="local">Its number.</param>
    /// <returns>The type.</returns>
    public ValueType TypeOf(int local) => _locals[local].Type;

    /// <summary>A new block; it must be linked by its creator.</summary>
    /// <returns>The block.</returns>
    public BlockBuilder NewBlock()
    {
        BlockBuilder block = new();
        _blocks.Add(block);
        return block;
    }

    /// <summary>Goes on with a block: instructions are added to it, and it is printed after the blocks begun before.</summary>
    /// <param name="block">The block.</param>
    public void Begin(BlockBuilder block)
    {
        block.Sequence = ++_begun;
        Current = block;
    }

    /// <summary>A new local.</summary>
    /// <param name="name">The name it would like.</param>
    /// <param name="type">Its type.</param>
    /// <returns>Its number.</returns>
    public int NewLocal(string name, ValueType type)
    {
        _locals.Add(new LocalModel(Unique(name), type, LocalRole.Variable));
        return _locals.Count - 1;
    }

    /// <summary>A new small local array.</summary>
    /// <param name="name">The name it would like.</param>
    /// <param name="element">The element type.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>Its number.</returns>
    public int NewArray(string name, ValueType element, int length)
    {
        _arrays.Add(new LocalArrayModel(Unique(name), element, length, _scratch));
        _scratch += ((element.Size * length) + 7) / 8 * 8;
        return _arrays.Count - 1;
    }

    /// <summary>A new site at the current line.</summary>
    /// <param name="parameter">The span parameter, or -1.</param>
    /// <param name="kind">The name of a member of <c>AccessKind</c>.</param>
    /// <returns>Its number.</returns>
    public int NewSite(int parameter, SiteKind kind)
    {
        _sites.Add(new SiteModel(parameter, kind, File, Line));
        return _sites.Count - 1;
    }

    /// <summary>Adds an instruction to the current block.</summary>
    /// <param name="instruction">The instruction.</param>
    public void Emit(Instruction instruction)
    {
        Current.Instructions.Add(File == _file ? instruction : instruction with { File = File });
        if (instruction is AssignInstruction assign)
        {
            _assigned.Add(assign.Local);
        }
    }

    /// <summary>Sets a local at the current place.</summary>
    /// <param name="local">The local.</param>
    /// <param name="value">The value.</param>
    public void Assign(int local, Expression value) => Emit(new AssignInstruction(Line, local, EquatableArray<string>.Empty, value));

    /// <summary>Puts a value into a new local unless it cannot change anyway.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name the local would like.</param>
    /// <returns>The stable expression.</returns>
    public Expression Stable(Expression value, string name)
    {
        if (value is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression or StaticFieldExpression)
        {
            return value;
        }

        int local = NewLocal(name, value.Type);
        Assign(local, value);
        return new LocalExpression(value.Type, local);
    }

    /// <summary>Remembers a point, so that an expression evaluated there can be kept when later ones change its locals.</summary>
    /// <returns>The point.</returns>
    public Mark Here() => new(Current, Current.Instructions.Count, _assigned.Count);

    /// <summary>
    /// Keeps the value that an expression had at an earlier point: when a local in it has been assigned since, the value
    /// is put into a new local back there.
    /// </summary>
    /// <param name="value">The expression, evaluated at the point.</param>
    /// <param name="mark">The point.</param>
    /// <returns>An expression with the same value now.</returns>
    public Expression Keep(Expression value, Mark mark)
    {
        HashSet<int> read = [];
        ExpressionLocals.Collect(value, read);
        for (int i = mark.Assignments; i < _assigned.Count; i++)
        {
            if (read.Contains(_assigned[i]))
            {
                int local = NewLocal("kept", value.Type);
                mark.Block.Instructions.Insert(
                    mark.Position, new AssignInstruction(Line, local, EquatableArray<string>.Empty, value));
                return new LocalExpression(value.Type, local);
            }
        }

        return value;
    }

    /// <summary>Finishes the body; blocks that cannot be reached are dropped.</summary>
    /// <returns>The body.</returns>
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
            EquatableArray<ExceptionModel>.Empty,
            order.Select(b => b.Build(numbers)).ToEquatable());
    }

    private string Unique(string name)
    {
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None)
        {
            name += "Value";
        }

        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }

    /// <summary>A point in the code.</summary>
    /// <param name="Block">The block.</param>
    /// <param name="Position">The number of instructions before it.</param>
    /// <param name="Assignments">The number of assignments before it.</param>
    internal readonly record struct Mark(BlockBuilder Block, int Position, int Assignments);
}
