using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Deconstruction: first the targets are fixed, then the value is evaluated and split, then the targets are set.</content>
internal sealed partial class MethodTranslator
{
    private Operand Deconstruction(IDeconstructionAssignmentOperation operation)
    {
        if (Declared(operation.Target) is not ITupleOperation targets)
        {
            return Refuse(operation);
        }

        List<(IOperation Target, Place? Place)> places = [];
        FixTargets(targets, places);
        Operand value = Evaluate(operation.Value);
        List<Operand> values = [];
        if (!TakeApart(targets, value, InfoOf(operation.Syntax), operation, values) || values.Count != places.Count)
        {
            return Refuse(operation);
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (places[i].Target is not IDiscardOperation && !Fits(values[i], places[i].Target.Type))
            {
                return Refuse(operation, $"The conversion to '{places[i].Target.Type?.ToDisplayString()}' in '{operation.Syntax.Quote()}'", "assign each part on its own");
            }

            values[i] = ConvertedTo(values[i], places[i].Target.Type);
        }

        for (int i = 0; i < values.Count; i++)
        {
            AssignElement(places[i].Target, places[i].Place, values[i]);
        }

        int next = 0;
        return TupleOf(targets, values, ref next);
    }

    private DeconstructionInfo? InfoOf(SyntaxNode syntax)
    {
        for (SyntaxNode? node = syntax; node is not null and not StatementSyntax { RawKind: not (int)SyntaxKind.ForEachVariableStatement }; node = node.Parent)
        {
            switch (node)
            {
                case AssignmentExpressionSyntax assignment:
                    return context.ModelOf(node.SyntaxTree).GetDeconstructionInfo(assignment);
                case ForEachVariableStatementSyntax loop:
                    return context.ModelOf(node.SyntaxTree).GetDeconstructionInfo(loop);
            }
        }

        return null;
    }

    private void FixTargets(ITupleOperation targets, List<(IOperation Target, Place? Place)> places)
    {
        foreach (IOperation element in targets.Elements)
        {
            IOperation target = Declared(element);
            if (target is ITupleOperation inner)
            {
                FixTargets(inner, places);
            }
            else
            {
                places.Add((target, target is IDiscardOperation || IsAggregate(target.Type) ? null : PlaceOf(target)));
            }
        }
    }

    private bool TakeApart(
        ITupleOperation targets, Operand value, DeconstructionInfo? info, IOperation site, List<Operand> values)
    {
        Operand[]? elements = value is TupleOperand tuple ? tuple.Elements
            : info?.Method is { } method ? Deconstructed(method, value, site)
            : null;
        if (elements is null || elements.Length != targets.Elements.Length)
        {
            return false;
        }

        for (int i = 0; i < elements.Length; i++)
        {
            if (Declared(targets.Elements[i]) is ITupleOperation inner)
            {
                DeconstructionInfo? nested = info is { Nested: { IsDefault: false } all } && i < all.Length ? all[i] : null;
                if (!TakeApart(inner, elements[i], nested, site, values))
                {
                    return false;
                }
            }
            else
            {
                values.Add(elements[i]);
            }
        }

        return true;
    }

    // Calls a Deconstruct method of a struct; a record's own gives its properties.
    private Operand[]? Deconstructed(IMethodSymbol method, Operand value, IOperation site)
    {
        if (value is not ScalarOperand { Value: var whole } || method.IsExtensionMethod)
        {
            return null;
        }

        LocalPlace self = Fresh(whole, "self");
        Operand[]? parts = DeconstructedAt(method, new Receiver(self, PlacePermission.Writable), site);
        if (site is IPatternOperation)
        {
            RefuseChange(self, site);
        }

        return parts;
    }

    private Operand[]? DeconstructedAt(IMethodSymbol method, Receiver receiver, IOperation site)
    {
        if (method.IsImplicitlyDeclared && !context.IsForeign(method))
        {
            return method.ContainingType.IsRecord ? RecordParts(method, receiver, site) : null;
        }

        LocalPlace[] parts = new LocalPlace[method.Parameters.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            ValueType known = TypeOf(method.Parameters[i].Type, site.Syntax);
            parts[i] = new LocalPlace(body.NewLocal(method.Parameters[i].Name, known), known, MemberPath.Whole, known);
        }

        CallWithPlaces(method, receiver, parts, site);
        return [.. parts.Select(p => (Operand)new ScalarOperand(ReadPlace(p)))];
    }

    private Operand[]? RecordParts(IMethodSymbol method, Receiver receiver, IOperation site)
    {
        Operand[] parts = new Operand[method.Parameters.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            IPropertySymbol? property = method.ContainingType.GetMembers(method.Parameters[i].Name).OfType<IPropertySymbol>().FirstOrDefault();
            IFieldSymbol? field = method.ContainingType.GetMembers(method.Parameters[i].Name).OfType<IFieldSymbol>().FirstOrDefault();
            if (property is not null && !IsAutomatic(property) && property.GetMethod is { } getter)
            {
                parts[i] = Call(getter, receiver, [], site);
            }
            else if (property is not null || field is not null)
            {
                parts[i] = new ScalarOperand(ReadPlace(Extend(receiver.Place, method.Parameters[i].Name, TypeOf(method.Parameters[i].Type, site.Syntax))));
            }
            else
            {
                return null;
            }
        }

        return parts;
    }

    private static IOperation Declared(IOperation operation) =>
        operation is IDeclarationExpressionOperation declaration ? Declared(declaration.Expression) : operation;

    private static Operand TupleOf(ITupleOperation targets, List<Operand> values, ref int next)
    {
        Operand[] elements = new Operand[targets.Elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = Declared(targets.Elements[i]) is ITupleOperation inner ? TupleOf(inner, values, ref next) : values[next++];
        }

        return new TupleOperand(elements);
    }

    private void AssignElement(IOperation target, Place? place, Operand value)
    {
        if (target is IDiscardOperation)
        {
            return;
        }

        if (place is not null && value is ScalarOperand scalar)
        {
            WritePlace(place, scalar.Value);
        }
        else if (VariableFor(target) is { } variable)
        {
            AssignVariable(variable, value, target);
        }
        else
        {
            RefuseTarget(target);
        }
    }
}
