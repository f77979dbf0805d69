using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Asks what an expression is to a work item as a whole, wherever it is read: the same value each time, or made of the index and the arguments alone.</summary>
internal sealed class LaneForms
{
    private readonly FlowAnalysis _flow;
    private readonly Dictionary<int, List<(int Block, Instruction Instruction)>> _places = [];
    private readonly Dictionary<int, bool> _steady = [];

    /// <summary>Reads a kernel.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    public LaneForms(KernelBody body, FlowAnalysis flow)
    {
        _flow = flow;
        foreach (int block in flow.Graph.Order)
        {
            foreach (Instruction instruction in body.Blocks[block].Instructions)
            {
                if (instruction.Target() is >= 0 and int local)
                {
                    if (!_places.TryGetValue(local, out List<(int Block, Instruction Instruction)>? places))
                    {
                        _places[local] = places = [];
                    }

                    places.Add((block, instruction));
                }
            }
        }
    }

    /// <summary>Whether an item finds one and the same value wherever it reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>False for all that a loop or a second assignment may change.</returns>
    public bool IsSteady(Expression expression)
        => expression is LocalExpression local ? IsSteady(local.Local) : Enumerable.Range(0, expression.PartCount()).All(part => IsSteady(expression.Part(part)));

    /// <summary>An expression without locals.</summary>
    /// <param name="expression">A steady expression.</param>
    /// <returns>The expression in terms of the index and the arguments; null when it takes more than them.</returns>
    public Expression? WithoutLocals(Expression expression)
    {
        if (!IsSteady(expression))
        {
            return null;
        }

        bool isWhole = true;
        Expression resolved = Resolve(expression);
        return isWhole ? resolved : null;

        Expression Resolve(Expression one)
        {
            if (one is LocalExpression local)
            {
                if (_places.TryGetValue(local.Local, out List<(int Block, Instruction Instruction)>? places) && places[0].Instruction is AssignInstruction { Path.Count: 0 } assign)
                {
                    return Resolve(assign.Value);
                }

                isWhole = false;
                return one;
            }

            // A division might fail here, though it would not where it stands. By a constant it does not.
            Expression known = one.WithParts(0, (part, _) => Resolve(part));
            isWhole &= one is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression or ConvertExpression
                or BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } || IsPartOfArguments(known);
            return known;
        }
    }

    /// <summary>Whether a number is a part of one that arguments tell, such as half of it.</summary>
    /// <param name="expression">The number, without locals.</param>
    /// <returns>True when it is a quotient by a constant, and no index is in it.</returns>
    public static bool IsPartOfArguments(Expression expression)
        => expression is BinaryExpression { Operator: BinaryOperator.Divide, Right: ConstantExpression { Integer: > 0 } } part && !ReadsIndex(part.Left);

    private static bool ReadsIndex(Expression expression)
        => expression is IndexExpression || Enumerable.Range(0, expression.PartCount()).Any(part => ReadsIndex(expression.Part(part)));

    /// <summary>What an item finds in a local wherever it reads it.</summary>
    /// <param name="expression">An expression.</param>
    /// <returns>The value that the local gets, where one assignment sets it; the expression itself for all others.</returns>
    public Expression Definition(Expression expression)
        => expression is LocalExpression local && IsSteady(expression)
            && _places.TryGetValue(local.Local, out List<(int Block, Instruction Instruction)>? places) && places[0].Instruction is AssignInstruction { Path.Count: 0 } assign
            ? Definition(assign.Value)
            : expression;

    /// <summary>Whether a number follows from the arguments alone, so that all items find the same one.</summary>
    /// <param name="expression">The number.</param>
    /// <returns>False where an index or memory tells it, or several assignments do.</returns>
    public bool IsOfArguments(Expression expression)
    {
        Expression known = Definition(expression);
        return known is not (IndexExpression or LocalExpression) && Enumerable.Range(0, known.PartCount()).All(part => IsOfArguments(known.Part(part)));
    }

    private bool IsSteady(int local)
    {
        if (_steady.TryGetValue(local, out bool known))
        {
            return known;
        }

        // A local that depends on itself is not steady.
        _steady[local] = false;
        return _steady[local] = !_places.TryGetValue(local, out List<(int Block, Instruction Instruction)>? places)
            || (places.Count == 1 && (places[0].Instruction is AssignInstruction { Path.Count: 0 } assign
                ? IsSteady(assign.Value)
                : _flow.Loops.Around(places[0].Block).Count == 0));
    }
}
