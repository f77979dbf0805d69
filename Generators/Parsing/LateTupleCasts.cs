using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Finds checked casts in tuples that are compared: <c>checked((n, (uint)m) == (3, (uint)k))</c>. By the language, all elements are evaluated first. The C#
/// compiler makes such a cast only when its own elements are compared, so that it does not fail where others differ. A kernel cannot follow both.
/// </summary>
internal static class LateTupleCasts
{
    /// <summary>Reads a body, with its local functions.</summary>
    /// <param name="body">The operation that the body is.</param>
    /// <returns>The casts.</returns>
    public static IEnumerable<IOperation> In(IOperation body)
        => body.Descendants().OfType<ITupleBinaryOperation>().SelectMany(static tuples => Of(tuples.LeftOperand).Concat(Of(tuples.RightOperand)));

    private static IEnumerable<IOperation> Of(IOperation operand)
    {
        List<IConversionOperation> casts = [];
        while (operand is IParenthesizedOperation || (operand is IConversionOperation { OperatorMethod: null }))
        {
            if (operand is IConversionOperation { IsChecked: true, Conversion.IsImplicit: false } cast)
            {
                casts.Add(cast);
            }

            operand = operand.ChildOperations.First();
        }

        return operand is ITupleOperation tuple ? tuple.Elements.SelectMany(Of) : casts.Where(static cast => !cast.ConstantValue.HasValue);
    }
}
