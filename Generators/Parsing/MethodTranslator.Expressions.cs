using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>The list of operations that a kernel may have.</content>
internal sealed partial class MethodTranslator
{
    private static readonly Operand Nothing = new TupleOperand([]);

    private Operand Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant }
            && operation is not IAssignmentOperation
            && TypeReader.Read(operation.Type, out _) is { } type)
        {
            return new ScalarOperand(ConstantText.Of(type, constant));
        }

        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return ReadVariable(_scope.Find(reference.Id), reference);
            case ILocalReferenceOperation local:
                return ReadVariable(VariableOf(local.Local, local.Local.Type, local.Local.RefKind), local);
            case IParameterReferenceOperation parameter:
                return ReadVariable(_scope.Find(parameter.Parameter), parameter);
            case IInstanceReferenceOperation when _scope.This is not null:
                return new ScalarOperand(ReadPlace(_scope.This));
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IImplicitIndexerReferenceOperation indexer:
                return ImplicitIndexer(indexer);
            case IArrayElementReferenceOperation element:
                return ReadElement(element);
            case IUnaryOperation unary:
                return Unary(unary);
            case IBinaryOperation binary:
                return Binary(binary);
            case ITupleBinaryOperation tuples:
                return new ScalarOperand(TupleComparison(tuples));
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IIncrementOrDecrementOperation step:
                return new ScalarOperand(Step(step));
            case ICompoundAssignmentOperation compound:
                return new ScalarOperand(Compound(compound));
            case ISimpleAssignmentOperation assignment:
                return Assignment(assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruction(deconstruction);
            case ITupleOperation tuple:
                return Tuple(tuple.Elements);
            case IInvocationOperation invocation:
                return Invocation(invocation);
            case IObjectCreationOperation creation:
                return Creation(creation);
            case IIsPatternOperation pattern:
                return new ScalarOperand(IsPattern(pattern));
            case IDefaultValueOperation:
                return DefaultValue(operation);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IArrayCreationOperation array:
                return ArrayCreation(array);
            case IRangeOperation range:
                return new RangeOperand(IndexOf(range.LeftOperand), IndexOf(range.RightOperand));
            case ICollectionExpressionOperation collection when TypeReader.IsSpan(collection.Type):
                return Collection(collection);
            case IDiscardOperation:
                return Nothing;
            case { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax }:
                return StackAllocation(operation);
            default:
                return Refuse(operation, Describe(operation));
        }
    }

    private static string Describe(IOperation operation) => operation switch
    {
        IThrowOperation => "Throwing an exception",
        IAnonymousFunctionOperation or IFlowAnonymousFunctionOperation or IDelegateCreationOperation => "A lambda or delegate",
        IInterpolatedStringOperation => "A string",
        ILiteralOperation { Type.SpecialType: SpecialType.System_String } => "A string",
        IDynamicInvocationOperation => "A dynamic call",
        IAwaitOperation => "Awaiting",
        IWithOperation => "A with expression",
        IFunctionPointerInvocationOperation => "A call through a pointer",
        { Kind: OperationKind.None } => $"'{operation.Syntax}'",
        _ => $"'{operation.Syntax}' ({operation.Kind})",
    };

    private Operand DefaultValue(IOperation operation) =>
        operation.Type is INamedTypeSymbol { IsTupleType: true } || TypeReader.Read(operation.Type, out _) is not null
            ? DefaultOf(operation.Type!)
            : Refuse(operation, $"The default of '{operation.Type?.ToDisplayString()}'");

    private static Operand DefaultOf(ITypeSymbol type) => Dummy(type);

    private Operand Tuple(IEnumerable<IOperation> elements)
    {
        List<Operand> operands = [];
        List<BodyBuilder.Mark> marks = [];
        foreach (IOperation element in elements)
        {
            operands.Add(Evaluate(element));
            marks.Add(body.Here());
        }

        for (int i = 0; i < operands.Count; i++)
        {
            operands[i] = Keep(operands[i], marks[i]);
        }

        return new TupleOperand([.. operands]);
    }

    private Operand Keep(Operand operand, BodyBuilder.Mark mark) => operand switch
    {
        ScalarOperand scalar => new ScalarOperand(body.Keep(scalar.Value, mark)),
        TupleOperand tuple => new TupleOperand([.. tuple.Elements.Select(e => Keep(e, mark))]),
        SpanOperand span => span with { Start = body.Keep(span.Start, mark), Length = body.Keep(span.Length, mark) },
        IndexOperand index => index with { Value = body.Keep(index.Value, mark) },
        _ => operand,
    };

    private Operand Field(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        if (field.IsStatic)
        {
            return StaticField(operation);
        }

        if (field.ContainingType.IsTupleType)
        {
            Operand tuple = Evaluate(operation.Instance!);
            return tuple is TupleOperand taken && TupleIndex(field) is int index && index < taken.Elements.Length
                ? taken.Elements[index]
                : Refuse(operation, $"'{operation.Syntax}'");
        }

        RequireAccess(field, operation.Syntax);
        return new ScalarOperand(Member(operation.Instance!, field.Name, TypeOf(operation)));
    }

    private static int? TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(name.Substring(4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
            ? number - 1
            : null;
    }

    private Operand StaticField(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        ValueType? type = TypeReader.Read(field.Type, out _);
        if (!field.IsReadOnly || type is null or { Kind: ValueKind.Struct } || field.ContainingType.IsGenericType)
        {
            return Refuse(operation, $"The static field '{field.Name}' (only constants and static readonly scalars are known on a device)");
        }

        RequireAccess(field, operation.Syntax);
        return new ScalarOperand(new StaticFieldExpression(type, TypeReader.Name(field.ContainingType) + "." + field.Name));
    }

    // A member of a struct: read in place where the struct is a place, so that only the member is loaded.
    private Expression Member(IOperation instance, string name, ValueType type)
    {
        Place? place = PlaceOf(instance);
        return place is not null ? ReadPlace(Extend(place, name, type)) : new FieldExpression(type, Scalar(instance), name);
    }

    private static Place Extend(Place place, string name, ValueType type) => place switch
    {
        LocalPlace local => local with { Path = [.. local.Path, name], Value = type },
        ElementPlace element => element with { Path = [.. element.Path, name], Value = type },
        _ => throw new InvalidOperationException("An unknown kind of place."),
    };

    private void RequireAccess(ISymbol member, SyntaxNode place)
    {
        if (!context.Compilation.IsSymbolAccessibleWithin(member, context.Type))
        {
            context.Report(KernelDiagnostics.Inaccessible, place, member.ToDisplayString(), context.Type.ToDisplayString());
        }
    }

    private static bool IsAutoProperty(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private Operand Property(IPropertyReferenceOperation operation)
    {
        IPropertySymbol property = operation.Property;
        if (TypeReader.IsSpan(property.ContainingType))
        {
            return SpanProperty(operation);
        }

        if (TypeReader.IsSpanEnumerator(property.ContainingType) || property.ContainingType.SpecialType == SpecialType.System_Array)
        {
            return property.Name == "Length" && Evaluate(operation.Instance!) is SpanOperand array
                ? new ScalarOperand(array.Length)
                : PlaceOf(operation) is { } place ? new ScalarOperand(ReadPlace(place)) : Refuse(operation, $"'{operation.Syntax}'");
        }

        if (operation.Instance is not null && property.ContainingType.TypeKind == TypeKind.Struct && IsAutoProperty(property))
        {
            RequireAccess(property, operation.Syntax);
            return new ScalarOperand(Member(operation.Instance, property.Name, TypeOf(operation)));
        }

        return property.GetMethod is null
            ? Refuse(operation, $"'{operation.Syntax}'")
            : Inline(property.GetMethod, operation.Instance, operation.Arguments, operation);
    }
}
