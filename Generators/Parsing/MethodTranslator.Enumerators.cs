using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Enumerators of spans and arrays.</content>
internal sealed partial class MethodTranslator
{
    // Operations that the compiler adds for foreach are implicit; the user's own are not.
    private EnumeratorOperand NewEnumerator(SpanOperand span, IInvocationOperation operation)
    {
        EnumeratorStepping stepping = operation.IsImplicit ? EnumeratorStepping.ByLoop : EnumeratorStepping.ByUser;
        int position = body.NewLocal(span.Root.Name + (operation.IsImplicit ? "Next" : "At"), ValueType.Int32);
        body.Assign(position, operation.IsImplicit ? Zero : ConstantText.Of(ValueType.Int32, -1));
        return new EnumeratorOperand(span, position, stepping);
    }

    // The enumerator that an operation names, whose steps are seen by all that name it; or one that is made there.
    private EnumeratorOperand? EnumeratorOf(IOperation instance)
        => VariableFor(instance) is EnumeratorVariable { Enumerator: { } enumerator } ? enumerator : Evaluate(instance) as EnumeratorOperand;

    private Operand EnumeratorMethod(IInvocationOperation operation)
    {
        if (operation.TargetMethod.Name != "MoveNext" || operation.Instance is not { } instance || EnumeratorOf(instance) is not { } enumerator)
        {
            return Refuse(operation);
        }

        if (enumerator.Stepping == EnumeratorStepping.ByLoop)
        {
            return new ScalarOperand(body.Value(
                Compared(BinaryOperator.Less, body.Read(enumerator.Position), enumerator.Span.Length), "test"));
        }

        // A step changes the enumerator, so that one which may only be read is copied.
        if (PermissionOf(instance) == PlacePermission.ReadOnly)
        {
            enumerator = CopyOf(enumerator);
        }

        // As in Span<T>.Enumerator: at the end the position stays.
        Expression at = body.Read(enumerator.Position);
        Expression next = body.Value(new BinaryExpression(ValueType.Int32, BinaryOperator.Add, at, One), "next");
        Expression moves = body.Value(Compared(BinaryOperator.Less, next, enumerator.Span.Length), "moves");
        body.Assign(enumerator.Position, body.Value(new SelectExpression(ValueType.Int32, moves, next, at), "moved"));
        return new ScalarOperand(moves);
    }

    private ElementPlace CurrentOf(EnumeratorOperand enumerator)
    {
        Expression at = body.Read(enumerator.Position);
        if (enumerator.Stepping == EnumeratorStepping.ByUser)
        {
            return ElementAt(enumerator.Span, at);
        }

        // foreach reads Current once in each iteration, so the enumerator steps here.
        body.Assign(enumerator.Position, body.Value(new BinaryExpression(ValueType.Int32, BinaryOperator.Add, at, One), "next"));
        return Unchecked(enumerator.Span, at);
    }
}
