using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>Writes a kernel in terms of rows.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="terms">The parts of its last index.</param>
/// <param name="length">The length of rows.</param>
internal sealed class FlatRewriting(KernelModel kernel, FlatTerms terms, FlatFactors length)
{
    private readonly int _flat = kernel.Body.Locals.Count;
    private readonly HashSet<FlatFactors> _products = [length, .. FlatLengths.All(kernel, terms).Where(term => FlatLengths.IsEven(term, length)).SelectMany(static term => term.Numbers)];
    private readonly List<FlatLimit> _limits = [];

    private int Last => kernel.Indices.Count - 1;

    private IndexExpression Row => new(ValueType.Int32, Last);

    private IndexExpression Column => new(ValueType.Int32, Last + 1);

    /// <summary>Writes the kernel.</summary>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <returns>The kernel with rows; null when its index is read as nothing but itself.</returns>
    public FlatKernel? Run(EquatableArray<int> unplanned)
    {
        FreeNames names = new([.. GeneratedNames.Reserved, kernel.Kernel, .. kernel.DeviceStructs.Select(static one => one.Name), .. kernel.Indices, .. kernel.Body.Locals.Select(static one => one.Name)]);
        BlockModel[] blocks = [.. kernel.Body.Blocks];
        Limit(blocks);
        for (int block = 0; block < blocks.Length; block++)
        {
            BlockModel old = blocks[block];
            blocks[block] = old with
            {
                Instructions = old.Instructions.Select(one => one.WithParts(this, static (part, rows) => rows.Rewritten(part))).ToEquatable(),
                Terminator = old.Terminator is not BranchTerminator branch ? old.Terminator : Rewritten(branch.Condition) switch
                {
                    ConstantExpression { Text: var text } => new JumpTerminator(text == "true" ? branch.WhenTrue : branch.WhenFalse),
                    var condition => branch with { Condition = condition },
                },
            };
        }

        Sum(blocks);
        KernelBody body = kernel.Body with
        {
            Locals = kernel.Body.Locals.Append(new LocalModel(kernel.Indices[Last], ValueType.Int32, LocalRole.Value)).ToEquatable(),
            Blocks = blocks.Select(static block => block with { Instructions = block.Instructions.Where(static one => !IsIdle(one)).ToEquatable() }).ToEquatable(),
        };
        body = ValueForwarding.Run(BlockPruning.Run(body));
        int[] sites = [.. body.Blocks.SelectMany(static block => block.Instructions).Select(SiteOf).Where(static site => site >= 0).Distinct().OrderBy(static site => site)];
        KernelModel rows = kernel with
        {
            Indices = kernel.Indices.Take(Last).Append(names.Take("row")).Append(names.Take("column")).ToEquatable(),
            Body = BodyCompaction.Run(body),
        };
        return new FlatKernel(
            rows, length, _products.OrderBy(static one => one.ToString(), StringComparer.Ordinal).ToEquatable(), _limits.Distinct().ToEquatable(),
            unplanned.Select(site => Array.IndexOf(sites, site)).Where(static site => site >= 0).ToEquatable());
    }

    // The index itself, where it is read.
    private void Sum(BlockModel[] blocks)
    {
        Expression sum = new BinaryExpression(
            ValueType.Int32, BinaryOperator.Add, new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, Row, Number(length)), Column);
        blocks[0] = blocks[0] with
        {
            Instructions = blocks[0].Instructions.Prepend(new AssignInstruction(blocks[0].Line, _flat, EquatableArray<string>.Empty, sum)).ToEquatable(),
        };
    }

    private static int SiteOf(Instruction instruction) => instruction switch
    {
        GuardInstruction guard => guard.Site,
        BoundsInstruction bounds => bounds.Site,
        _ => instruction.SpanAccess()?.Site ?? -1,
    };

    // A check of a divisor that a launch has seen to be positive.
    private static bool IsIdle(Instruction instruction) => instruction is GuardInstruction { Condition: ConstantExpression { Text: "false" } };

    private Expression Rewritten(Expression expression)
    {
        if (expression is LocalExpression)
        {
            return expression;
        }

        if (terms.Of(expression) is { } term && FormOf(term) is { } form)
        {
            return Converted(form, expression.Type);
        }

        if (expression is BinaryExpression comparison && comparison.Operator.IsComparison() && Outcome(comparison) is { } outcome)
        {
            return new ConstantExpression(ValueType.Boolean, outcome ? "true" : "false", null);
        }

        return TruthFolding.Simplified(expression.WithParts(this, static (part, rows) => rows.Rewritten(part)));
    }

    private Expression? FormOf(FlatTerm term)
    {
        if (!FlatLengths.IsEven(term, length))
        {
            return null;
        }

        FlatFactors? rows = term.Modulus?.Over(length);
        Expression row = rows is null ? Row : rows == FlatFactors.One ? Zero : Operation(Row, BinaryOperator.Remainder, rows);
        return term.Divisor != FlatFactors.One ? Operation(row, BinaryOperator.Divide, term.Divisor.Over(length)!)
            : rows is null ? new LocalExpression(ValueType.Int32, _flat)
            : rows == FlatFactors.One ? Column
            : new BinaryExpression(ValueType.Int32, BinaryOperator.Add, Operation(row, BinaryOperator.Multiply, length), Column);
    }

    private static ConstantExpression Zero => new(ValueType.Int32, "0", 0);

    private static Expression Operation(Expression left, BinaryOperator operation, FlatFactors right)
        => right == FlatFactors.One && operation != BinaryOperator.Remainder ? left : new BinaryExpression(ValueType.Int32, operation, left, Number(right));

    private static Expression Number(FlatFactors factors)
    {
        Expression? product = null;
        foreach (Expression factor in factors.Others)
        {
            Expression number = factor.Type == ValueType.Int32 ? factor : new ConvertExpression(ValueType.Int32, factor);
            product = product is null ? number : new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, product, number);
        }

        ConstantExpression constant = new(ValueType.Int32, factors.Constant.ToString(System.Globalization.CultureInfo.InvariantCulture), factors.Constant);
        return product is null ? constant
            : factors.Constant == 1 ? product
            : new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, product, constant);
    }

    // In 64 bits a sum of a row's place and a place in it has a step that is known.
    private Expression Converted(Expression form, ValueType type) => type.Kind switch
    {
        ValueKind.Int32 => form,
        ValueKind.Int64 when form is LocalExpression => new BinaryExpression(
            type, BinaryOperator.Add,
            new BinaryExpression(type, BinaryOperator.Multiply, new ConvertExpression(type, Row), new ConvertExpression(type, Number(length))),
            new ConvertExpression(type, Column)),
        _ => new ConvertExpression(type, form),
    };

    // What a launch has seen: lengths are positive, and a place in a row is less than the row's length.
    private bool? Outcome(BinaryExpression comparison)
    {
        if (comparison.Operator == BinaryOperator.Equal && terms.LengthOf(comparison.Left) is { } divisor && IsPositive(divisor)
            && comparison.Right is ConstantExpression { Integer: <= 0 })
        {
            return false;
        }

        BinaryOperator operation = comparison.Operator;
        (Expression left, Expression right) = (comparison.Left, comparison.Right);
        if (terms.Of(left) is null)
        {
            (left, right, operation) = (right, left, operation.Swapped());
        }

        return terms.Of(left) is { } term && term.Divisor == FlatFactors.One && term.Modulus == length && terms.LengthOf(right) == length
            ? operation switch
            {
                BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.NotEqual => true,
                _ => false,
            }
            : null;
    }

    private bool IsPositive(FlatFactors divisor) => _products.Any(product => product.Over(divisor) is not null);

    // On the way that all items take, those without work leave.
    private void Limit(BlockModel[] blocks)
    {
        HashSet<int> seen = [];
        for (int block = 0; seen.Add(block);)
        {
            if (blocks[block].Terminator is JumpTerminator jump)
            {
                block = jump.Target;
            }
            else if (blocks[block].Terminator is BranchTerminator branch)
            {
                bool isWork = IsEnd(blocks[branch.WhenFalse]);
                int inside = isWork ? branch.WhenTrue : branch.WhenFalse, outside = isWork ? branch.WhenFalse : branch.WhenTrue;
                List<FlatLimit> limits = [];
                if (!IsEnd(blocks[outside]) || !Holds(branch.Condition, isWork, limits))
                {
                    return;
                }

                _limits.AddRange(limits);
                blocks[block] = blocks[block] with { Terminator = new JumpTerminator(inside) };
                block = inside;
            }
        }
    }

    private static bool IsEnd(BlockModel block) => block is { Instructions.Count: 0, Terminator: ReturnTerminator };

    // Whether a condition has an outcome for all items below some limits.
    private bool Holds(Expression condition, bool outcome, List<FlatLimit> limits)
    {
        switch (condition)
        {
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                return Holds(not.Operand, !outcome, limits);
            case BinaryExpression { Operator: BinaryOperator.Both or BinaryOperator.And } both when outcome && both.Type.Kind == ValueKind.Boolean:
            case BinaryExpression { Operator: BinaryOperator.Either or BinaryOperator.Or } either when !outcome && either.Type.Kind == ValueKind.Boolean:
                return Holds(condition.Part(0), outcome, limits) && Holds(condition.Part(1), outcome, limits);
            case BinaryExpression comparison when comparison.Operator.IsComparison():
                return Outcome(comparison) is { } known ? known == outcome : Holds(outcome ? comparison : comparison with { Operator = comparison.Operator.Opposite() }, limits);
            default:
                return false;
        }
    }

    private bool Holds(BinaryExpression comparison, List<FlatLimit> limits)
    {
        BinaryOperator operation = comparison.Operator;
        (Expression left, Expression right) = (comparison.Left, comparison.Right);
        if (terms.Of(left) is null)
        {
            (left, right, operation) = (right, left, operation.Swapped());
        }

        if (operation is not (BinaryOperator.Less or BinaryOperator.LessOrEqual) || terms.Of(left) is not { Modulus: null } term || terms.Closed(right) is not { } number
            || (term != FlatTerm.Index && term.Divisor != length))
        {
            return false;
        }

        limits.Add(new FlatLimit(number, term != FlatTerm.Index, operation == BinaryOperator.LessOrEqual));
        return true;
    }
}
