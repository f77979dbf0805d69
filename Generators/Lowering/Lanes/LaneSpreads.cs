using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds how each local differs between the work items of a tile, and which branches part the lanes. It begins with what is the same everywhere and goes on until
/// nothing changes; a local or a branch only ever gets less uniform.
/// </summary>
internal sealed class LaneSpreads
{
    // Sums with products of such strides and the number of a lane do not leave 32 bits, whatever the first lane's index.
    private const long MostStride = 1 << 24;

    // Numbers of more parts are no distances.
    private const int MostParts = 24;

    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly bool _isCrossed;
    private readonly Spread?[] _locals;
    private readonly List<int>[] _places;
    private readonly HashSet<int> _parting = [];
    private readonly SharedCounts _counts;

    /// <summary>Analyses a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control, in which every block leads to the end.</param>
    /// <param name="isCrossed">Whether rows and lanes change places: lanes are neighbours along the index before the last.</param>
    public LaneSpreads(KernelModel kernel, FlowAnalysis flow, bool isCrossed = false)
    {
        _kernel = kernel;
        _flow = flow;
        _isCrossed = isCrossed;
        _counts = new SharedCounts(kernel.Body, flow);
        _locals = new Spread?[kernel.Body.Locals.Count];
        _places = [.. kernel.Body.Locals.Select(static _ => new List<int>())];
        foreach (int block in flow.Graph.Order)
        {
            Place(block);
        }

        while (Step())
        {
        }
    }

    /// <summary>The blocks that end with a branch which lanes take differently.</summary>
    public IReadOnlyCollection<int> Parting => _parting;

    /// <summary>The spread of a local.</summary>
    /// <param name="local">The local.</param>
    /// <returns>The spread.</returns>
    public Spread Of(int local) => _locals[local] ?? Spread.Same;

    /// <summary>The spread of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The spread.</returns>
    public Spread Of(Expression expression) => expression switch
    {
        LocalExpression local => Of(local.Local),
        IndexExpression index => OfIndex(index.Dimension),
        UnaryExpression { Operator: UnaryOperator.Negate } unary when IsCounted(unary.Type) => Scaled(Of(unary.Operand), -1),
        BinaryExpression { Operator: BinaryOperator.Add } sum when IsCounted(sum.Type) => Sum(Of(sum.Left), Of(sum.Right), 1),
        BinaryExpression { Operator: BinaryOperator.Subtract } sum when IsCounted(sum.Type) => Sum(Of(sum.Left), Of(sum.Right), -1),
        BinaryExpression { Operator: BinaryOperator.Multiply, Right: ConstantExpression { Integer: long factor } } product when IsCounted(product.Type)
            => Scaled(Of(product.Left), factor),
        BinaryExpression { Operator: BinaryOperator.Multiply, Left: ConstantExpression { Integer: long factor } } product when IsCounted(product.Type)
            => Scaled(Of(product.Right), factor),
        BinaryExpression { Operator: BinaryOperator.ShiftLeft, Right: ConstantExpression { Integer: >= 0 and < 24 and long count } } shift when IsCounted(shift.Type)
            => Scaled(Of(shift.Left), 1L << (int)count),
        MostExpression most => new(0, Of(most.Operand).ByRow),

        // The index itself cannot leave its type between two lanes; a sum might.
        ConvertExpression { Type.Kind: ValueKind.Int64, Operand: IndexExpression index } => OfIndex(index.Dimension),
        ConvertExpression { Type.Kind: ValueKind.Int32, Operand.Type.Kind: ValueKind.Int32 } same => Of(same.Operand),
        _ => OfParts(expression),
    };

    /// <summary>
    /// Whether neighbouring lanes load at equal distances that only a launch knows, as <c>x[i * step]</c>: mostly they are neighbours. Whether they are, the launch
    /// asks.
    /// </summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>True for loads of one element of 32 bits for each lane.</returns>
    public bool IsSpaced(Instruction instruction)
        => instruction is LoadInstruction { Access: { Index.Type.Kind: ValueKind.Int32 } access } && IsPlain(access) && Of(access.Index).IsVector && IsSpaced(access.Index, MostParts);

    /// <summary>Whether a load takes every second, third or fourth element, which come from the vectors that lie there.</summary>
    /// <param name="loaded">What is loaded.</param>
    /// <returns>True for elements of 32 bits.</returns>
    public bool IsEvery(Access loaded) => Of(loaded.Index).Stride is 2 or 3 or 4 && IsPlain(loaded);

    /// <summary>Whether an access is to whole elements of 32 bits, which a vector holds as they lie.</summary>
    /// <param name="access">The access.</param>
    /// <returns>True for numbers of 32 bits.</returns>
    private static bool IsPlain(Access access) => access is { Path.Count: 0, Value: { Size: 4, Kind: not ValueKind.Struct } };

    private bool IsSpaced(Expression number, int most) => most > 0 && (Of(number).Stride is not null || number switch
    {
        LocalExpression local => Uses.Definition(local.Local) is { } value && IsSpaced(value, most - 1),
        UnaryExpression { Operator: UnaryOperator.Negate, Type.Kind: ValueKind.Int32 } unary => IsSpaced(unary.Operand, most - 1),
        ConvertExpression { Type.Kind: ValueKind.Int32, Operand.Type.Kind: ValueKind.Int32 } same => IsSpaced(same.Operand, most - 1),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.Kind: ValueKind.Int32 } sum => IsSpaced(sum.Left, most - 1) && IsSpaced(sum.Right, most - 1),
        BinaryExpression { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 } product
            => (Of(product.Left).IsUniform && IsSpaced(product.Right, most - 1)) || (Of(product.Right).IsUniform && IsSpaced(product.Left, most - 1)),
        _ => false,
    });

    private BodyUses Uses => field ??= new BodyUses(_kernel.Body);

    private static bool IsCounted(Model.ValueType type) => type.Kind is ValueKind.Int32 or ValueKind.Int64;

    private static Spread Scaled(Spread spread, long factor)
        => spread.Stride is { } stride && factor is > -MostStride and < MostStride && stride * factor is > -MostStride and < MostStride
            ? spread with { Stride = stride * factor }
            : spread with { Stride = spread.IsUniform ? 0 : null };

    private static Spread Sum(Spread left, Spread right, int sign)
        => new(left.Stride + sign * right.Stride is > -MostStride and < MostStride and { } stride ? stride : null, left.ByRow || right.ByRow);

    private Spread OfIndex(int dimension) => (_kernel.Indices.Count - 1 - dimension) switch
    {
        0 when !_isCrossed => new(1, false),
        1 when _isCrossed => new(1, false),
        0 or 1 => new(0, true),
        _ => Spread.Same,
    };

    private Spread OfParts(Expression expression)
    {
        Spread all = Spread.Same;
        int count = expression.PartCount();
        for (int part = 0; part < count; part++)
        {
            Spread one = Of(expression.Part(part));
            all = new(one.IsUniform ? all.Stride : null, all.ByRow || one.ByRow);
        }

        return all;
    }

    private bool Step()
    {
        bool changed = false;
        foreach (int block in _flow.Graph.Order)
        {
            foreach (Instruction instruction in _kernel.Body.Blocks[block].Instructions)
            {
                if (instruction.Target() is >= 0 and int local)
                {
                    Spread spread = OfResult(instruction);
                    // The most turns of lanes are read by a loop that begins at once, and so by lanes that were live where it was set.
                    bool isMost = instruction is AssignInstruction { Path.Count: 0, Value: MostExpression };
                    spread = spread.Stride is not null && !isMost && !IsTogether(local, block) ? spread with { Stride = null } : spread;
                    spread = _locals[local] is { } known ? known.Or(spread) : spread;
                    changed |= _locals[local] != spread;
                    _locals[local] = spread;
                }
            }

            changed |= _kernel.Body.Blocks[block].Terminator is BranchTerminator branch && !Of(branch.Condition).IsUniform && _parting.Add(block);
        }

        return changed;
    }

    private Spread OfResult(Instruction instruction) => instruction switch
    {
        AssignInstruction { Path.Count: 0 } assign => Of(assign.Value),
        AssignInstruction assign => OfMember(Of(assign.Local).Or(Of(assign.Value))),

        // Rows that ask for other elements of one part have other lanes of it.
        LoadInstruction { When: { } when } load when Of(when).ByRow => OfMember(Of(load.Access.Index)) with { ByRow = true },
        LoadInstruction load => OfMember(Of(load.Access.Index)),
        _ => Spread.Own,
    };

    private static Spread OfMember(Spread index) => index.IsUniform ? index : index with { Stride = null };

    /// <summary>
    /// Whether the lanes that set a local in a block are those that read it, wherever they do. Then a scalar holds the value of them all, even though other lanes
    /// rest: all places lie on the same side of each branch that parts lanes before the block, or the branch takes lanes out of a loop whose turns the local counts.
    /// </summary>
    private bool IsTogether(int local, int block)
    {
        foreach (int branch in _flow.Control.Of(block).Where(_parting.Contains))
        {
            if (!_counts.Hold(local, block, branch) && !_flow.Graph.Successors(branch).Any(side => _places[local].All(place => _flow.EdgeDominates(branch, side, place))))
            {
                return false;
            }
        }

        return true;
    }

    // The blocks in which a local is set or read.
    private void Place(int block)
    {
        HashSet<int> locals = [];
        foreach (Instruction instruction in _kernel.Body.Blocks[block].Instructions)
        {
            locals.Add(instruction.Target());
            for (int part = 0; part < instruction.PartCount(); part++)
            {
                ExpressionLocals.Collect(instruction.Part(part), locals);
            }
        }

        ExpressionLocals.Collect((_kernel.Body.Blocks[block].Terminator as BranchTerminator)?.Condition, locals);
        foreach (int local in locals.Where(static local => local >= 0))
        {
            _places[local].Add(block);
        }
    }
}
