using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Variables and the places that can be read and assigned.</content>
internal sealed partial class MethodTranslator
{
    private Variable VariableOf(ISymbol symbol, ITypeSymbol type, RefKind kind)
    {
        Variable? known = _scope.Find(symbol);
        if (known is null)
        {
            known = kind != RefKind.None ? new PlaceVariable() : NewVariable(symbol.Name, type, symbol);
            _scope.Declare(symbol, known);
        }

        return known;
    }

    private Variable NewVariable(string name, ITypeSymbol type, ISymbol? symbol)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return new TupleVariable([.. tuple.TupleElements.Select(e => NewVariable(name + e.Name, e.Type, null))]);
        }

        if (TypeReader.IsSpan(type) || type is IArrayTypeSymbol)
        {
            return new SpanVariable(name);
        }

        if (TypeReader.IsSpanEnumerator(type))
        {
            return new EnumeratorVariable();
        }

        ValueType? known = TypeReader.Read(type, out string reason);
        if (known is null or { Kind: ValueKind.Void })
        {
            SyntaxNode place = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()
                ?? _scope.Graph.OriginalOperation.Syntax;
            context.Report(KernelDiagnostics.BadType, place, type.ToDisplayString(), reason);
            known = ValueType.Int32;
        }

        return new LocalVariable(body.NewLocal(name, known), known);
    }

    private Operand ReadVariable(Variable? variable, IOperation place)
    {
        switch (variable)
        {
            case LocalVariable local:
                return new ScalarOperand(new LocalExpression(local.Type, local.Local));
            case FixedVariable value:
                return value.Value;
            case TupleVariable tuple:
                return new TupleOperand([.. tuple.Elements.Select(e => ReadVariable(e, place))]);
            case SpanVariable { Root: { } root } span:
                return new SpanOperand(
                    root, new LocalExpression(ValueType.Int32, span.Start), new LocalExpression(ValueType.Int32, span.Length));
            case PlaceVariable { Place: { } at }:
                return new ScalarOperand(ReadPlace(at));
            case EnumeratorVariable { Enumerator: { } enumerator }:
                return enumerator;
            default:
                return Refuse(place, $"'{place.Syntax}'");
        }
    }

    private void AssignVariable(Variable variable, Operand value, IOperation place)
    {
        switch (variable, value)
        {
            case (LocalVariable local, ScalarOperand scalar):
                body.Assign(local.Local, scalar.Value);
                break;
            case (TupleVariable tuple, TupleOperand elements) when tuple.Elements.Length == elements.Elements.Length:
                AssignAll(tuple, elements, place);
                break;
            case (SpanVariable span, SpanOperand source):
                AssignSpan(span, source, place);
                break;
            case (PlaceVariable { Place: { } at }, ScalarOperand scalar):
                WritePlace(at, scalar.Value);
                break;
            case (EnumeratorVariable enumerator, EnumeratorOperand source):
                enumerator.Enumerator = source;
                break;
            default:
                Refuse(place, $"Assigning '{place.Syntax}'");
                break;
        }
    }

    // All values are read before the first is set: (a, b) = (b, a).
    private void AssignAll(TupleVariable tuple, TupleOperand elements, IOperation place)
    {
        Operand[] values = [.. elements.Elements];
        if (values.Length > 1)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Snapshot(values[i]);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            AssignVariable(tuple.Elements[i], values[i], place);
        }
    }

    private Operand Snapshot(Operand value) => value switch
    {
        ScalarOperand scalar => new ScalarOperand(body.Stable(scalar.Value, "taken")),
        TupleOperand tuple => new TupleOperand([.. tuple.Elements.Select(Snapshot)]),
        _ => value,
    };

    private void AssignSpan(SpanVariable span, SpanOperand source, IOperation place)
    {
        if (span.Root is null)
        {
            span.Root = source.Root;
            span.Start = body.NewLocal(span.Name + "Start", ValueType.Int32);
            span.Length = body.NewLocal(span.Name + "Length", ValueType.Int32);
        }
        else if (span.Root != source.Root)
        {
            context.Report(
                KernelDiagnostics.SpanFlow, place.Syntax, $"'{span.Name}' views '{span.Root.Name}' on one path and '{source.Root.Name}' on another");
            return;
        }

        Expression start = body.Stable(source.Start, span.Name + "From");
        Expression length = body.Stable(source.Length, span.Name + "Count");
        body.Assign(span.Start, start);
        body.Assign(span.Length, length);
    }

    private Operand Capture(IFlowCaptureOperation capture)
    {
        IOperation value = capture.Value;
        if (_scope.AssignedCaptures.Contains(capture.Id) && PlaceOf(value) is { } place)
        {
            if (_scope.Find(capture.Id) is not PlaceVariable known)
            {
                known = new PlaceVariable();
                _scope.Declare(capture.Id, known);
            }

            known.Place = Steady(place);
            return Nothing;
        }

        if (_scope.AssignedCaptures.Contains(capture.Id)
            && (TypeReader.IsSpan(value.Type) || value.Type is IArrayTypeSymbol || value.Type is INamedTypeSymbol { IsTupleType: true })
            && VariableFor(value) is { } aliased)
        {
            _scope.Declare(capture.Id, aliased);
            return Nothing;
        }

        Operand operand = value is IDiscardOperation ? Nothing : Evaluate(value);
        if (operand is IndexOperand or RangeOperand || value.Type is null || ReferenceEquals(operand, Nothing))
        {
            _scope.Declare(capture.Id, new FixedVariable(operand));
            return Nothing;
        }

        Variable? variable = _scope.Find(capture.Id);
        if (variable is null)
        {
            variable = NewVariable("chosen", value.Type, null);
            _scope.Declare(capture.Id, variable);
        }

        AssignVariable(variable, operand, value);
        return Nothing;
    }

    private Variable? VariableFor(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => VariableOf(local.Local, local.Local.Type, local.Local.RefKind),
        IParameterReferenceOperation parameter => _scope.Find(parameter.Parameter),
        IFlowCaptureReferenceOperation reference => _scope.Find(reference.Id),
        IDeclarationExpressionOperation declaration => VariableFor(declaration.Expression),
        IFieldReferenceOperation { Instance: { } instance } field when field.Field.ContainingType.IsTupleType
            && TupleIndex(field.Field) is int index
            && VariableFor(instance) is TupleVariable tuple
            && index < tuple.Elements.Length => tuple.Elements[index],
        _ => null,
    };

    /// <summary>The place that an operation names, or null when it only has a value.</summary>
    private Place? PlaceOf(IOperation operation)
    {
        switch (operation)
        {
            case IInstanceReferenceOperation:
                return _scope.This;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IDeclarationExpressionOperation:
                return PlaceOf(VariableFor(operation));
            case IFieldReferenceOperation { Field.IsStatic: false, Instance: { } instance } field:
                if (field.Field.ContainingType.IsTupleType)
                {
                    return PlaceOf(VariableFor(field));
                }

                RequireAccess(field.Field, field.Syntax);
                return PlaceOf(instance) is { } place ? Extend(place, field.Field.Name, TypeOf(field)) : null;
            case IPropertyReferenceOperation { Instance: { } instance } property when TypeReader.IsSpan(property.Property.ContainingType):
                return property.Property.IsIndexer && Evaluate(instance) is SpanOperand span
                    ? ElementOf(span, property.Arguments[0].Value, property)
                    : null;
            case IPropertyReferenceOperation { Property.Name: "Current", Instance: { } instance } current
                when TypeReader.IsSpanEnumerator(current.Property.ContainingType):
                return Evaluate(instance) is EnumeratorOperand enumerator ? CurrentOf(enumerator) : null;
            case IPropertyReferenceOperation { Instance: { } instance } property
                when property.Property.ContainingType.TypeKind == TypeKind.Struct && IsAutoProperty(property.Property):
                RequireAccess(property.Property, property.Syntax);
                return PlaceOf(instance) is { } owner ? Extend(owner, property.Property.Name, TypeOf(property)) : null;
            case IImplicitIndexerReferenceOperation indexer when !TypeReader.IsSpan(indexer.Type):
                return Evaluate(indexer.Instance) is SpanOperand viewed ? ElementOf(viewed, indexer.Argument, indexer) : null;
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return Evaluate(element.ArrayReference) is SpanOperand array ? ElementOf(array, element.Indices[0], element) : null;
            default:
                return null;
        }
    }

    private static Place? PlaceOf(Variable? variable) => variable switch
    {
        LocalVariable local => new LocalPlace(local.Local, local.Type, [], local.Type),
        PlaceVariable place => place.Place,
        _ => null,
    };

    // A place whose index does not change when locals do.
    private Place Steady(Place place) =>
        place is ElementPlace element && element.Index is not LocalExpression { } && element.Index is not ConstantExpression
            ? element with { Index = body.Stable(element.Index, element.Root.Name + "Index") }
            : place is ElementPlace { Index: LocalExpression local } moving
                ? moving with { Index = body.Stable(local, moving.Root.Name + "Index") }
                : place;

    private Place KeepPlace(Place place, BodyBuilder.Mark mark) =>
        place is ElementPlace element ? element with { Index = body.Keep(element.Index, mark) } : place;

    private Expression ReadPlace(Place place, bool forUpdate = false)
    {
        if (place is LocalPlace local)
        {
            Expression value = new LocalExpression(local.LocalType, local.Local);
            for (int i = 0; i < local.Path.Length; i++)
            {
                value = new FieldExpression(i == local.Path.Length - 1 ? local.Value : local.LocalType, value, local.Path[i]);
            }

            return value;
        }

        ElementPlace element = (ElementPlace)place;
        string name = element.Path.Length > 0 ? element.Root.Name + element.Path[element.Path.Length - 1] : element.Root.Name + "Value";
        int loaded = body.NewLocal(name, element.Value);
        if (element.Root.Array >= 0)
        {
            body.Emit(new ArrayLoadInstruction(
                body.Line, loaded, element.Root.Array, element.Index, element.Path.ToEquatable(), element.Value));
        }
        else
        {
            body.Emit(new LoadInstruction(body.Line, loaded, AccessTo(element, forUpdate ? SiteKind.ReadWrite : SiteKind.Read), forUpdate));
        }

        return new LocalExpression(element.Value, loaded);
    }

    private void WritePlace(Place place, Expression value, bool update = false)
    {
        switch (place)
        {
            case LocalPlace local:
                body.Emit(new AssignInstruction(body.Line, local.Local, local.Path.ToEquatable(), value));
                break;
            case ElementPlace { Root.Array: >= 0 } element:
                body.Emit(new ArrayStoreInstruction(
                    body.Line, element.Root.Array, element.Index, element.Path.ToEquatable(), value));
                break;
            case ElementPlace element:
                SiteKind kind = update || element.Path.Length > 0 ? SiteKind.ReadWrite : SiteKind.Write;
                body.Emit(new StoreInstruction(body.Line, AccessTo(element, kind), value));
                break;
        }
    }

    private Access AccessTo(ElementPlace element, SiteKind kind) => new(
        body.NewSite(element.Root.Parameter, kind),
        element.Root.Parameter,
        element.Index,
        element.Root.Element,
        element.Path.ToEquatable(),
        element.Value);
}
