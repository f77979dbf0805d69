using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>
/// The tests before a counted loop, and the places that they prove. An index that changes in equal steps lies between its values at the first and at the last
/// iteration. Indices that differ by a number only share the tests of the least and the greatest of them.
/// </summary>
/// <param name="loop">The loop.</param>
internal sealed class IndexTests(CountedLoop loop)
{
    private const int MostTests = 8;

    // Numbers beyond this are left alone, so that differences of two cannot wrap.
    private const int MostNumber = 1 << 24;

    private readonly Dictionary<Key, (int Least, int Most)> _tests = [];

    /// <summary>Finds the places of a loop whose indices can be tested before it.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="kept">The positions in the header that a copy of the loop leaves out.</param>
    /// <returns>The places.</returns>
    public IReadOnlyCollection<(int Block, int Position)> Prove(KernelBody body, FlowAnalysis flow, IReadOnlyCollection<int> kept)
    {
        List<(Key Key, int Number, bool IsAlways, (int Block, int Position) Place)> found = [];
        foreach (int block in loop.Values.Loop.Blocks)
        {
            bool isHeader = block == loop.Values.Loop.Header;
            bool isAlways = loop.Values.Loop.Latches.All(latch => flow.Dominators.Dominates(block, latch));
            EquatableArray<Instruction> instructions = body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                // The header also runs after the last iteration.
                if (!(isHeader && kept.Contains(at)) && Form(instructions[at], (block, at)) is { } form && (form.Index.IsSame || !isHeader))
                {
                    Key key = new(form.Length, form.Index.Factor, form.Index.Rest);
                    found.Add((key, form.Index.Number, isAlways, (block, at)));
                }
            }
        }

        // What may not run must not fail the test of the loop; it is left to its own check, unless the tests of others prove it.
        foreach ((Key key, int number, _, _) in found.Where(static place => place.IsAlways))
        {
            if (_tests.TryGetValue(key, out (int Least, int Most) range))
            {
                _tests[key] = (Math.Min(range.Least, number), Math.Max(range.Most, number));
            }
            else if (_tests.Count < MostTests)
            {
                _tests.Add(key, (number, number));
            }
        }

        return [.. found.Where(place => _tests.TryGetValue(place.Key, out (int Least, int Most) range) && place.Number >= range.Least && place.Number <= range.Most)
            .Select(static place => place.Place)];
    }

    /// <summary>The test of all proven places.</summary>
    /// <returns>The condition.</returns>
    public Expression Condition() => loop.Conditions.Concat(_tests.SelectMany(test => test.Value.Least == test.Value.Most
            ? [Test(test.Key, test.Value.Least)]
            : (Expression[])[Test(test.Key, test.Value.Least), Test(test.Key, test.Value.Most)]))
        .Aggregate(Both);

    /// <summary>Whether two conditions hold.</summary>
    /// <param name="left">The first one.</param>
    /// <param name="right">The second one; not computed where the first does not hold.</param>
    /// <returns>The condition.</returns>
    public static Expression Both(Expression left, Expression right) => new BinaryExpression(ValueType.Boolean, BinaryOperator.Both, left, right);

    /// <summary>Whether an index is in bounds.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The condition.</returns>
    public static Expression IsInside(Expression index, Expression length) => Both(
        new BinaryExpression(ValueType.Boolean, BinaryOperator.GreaterOrEqual, index, LinearIndex.NumberOf(0)),
        new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, index, length));

    private Expression Test(Key key, int number)
    {
        Expression rest = new LinearIndex(null, key.Rest, 0).RestWith(number);
        return key.Factor is null
            ? IsInside(rest, key.Length)
            : new CallExpression(ValueType.Boolean, DeviceFunction.StaysInside, EquatableArray.Of(loop.First, loop.Last, key.Factor, rest, key.Length));
    }

    private (LinearIndex Index, Expression Length)? Form(Instruction instruction, (int Block, int Position) place)
    {
        (Expression? index, Expression? length) = instruction switch
        {
            BoundsInstruction bounds => (bounds.Index, bounds.Length),
            _ when instruction.SpanAccess() is { } access => (access.Index, new LengthExpression(access.Parameter)),
            _ => (null, (Expression?)null),
        };
        if (index is null || loop.Values.Of(index, place) is not { } form || Math.Abs((long)form.Number) > MostNumber)
        {
            return null;
        }

        return loop.Values.Of(length!, place) is { IsSame: true } same ? (form, same.RestWith(same.Number)) : null;
    }

    /// <summary>Indices that differ by a number only.</summary>
    private sealed record Key(Expression Length, Expression? Factor, Expression? Rest);
}
