using System.Collections.Immutable;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Diagnostics.Remedies;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>The list of operations allowed in a kernel.</content>
internal sealed partial class MethodTranslator
{
    private static readonly ConstantExpression True = new(ValueType.Boolean, "true", null);
    private static readonly ConstantExpression False = new(ValueType.Boolean, "false", null);

    private Operand Evaluate(IOperation operation)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        // The truth that Roslyn captures for !(true && true) is the opposite of the constant that it names where it is read.
        if (operation.ConstantValue is { HasValue: true, Value: { } constant }
            && operation is not (IAssignmentOperation or IFlowCaptureOperation or IFlowCaptureReferenceOperation { Type.SpecialType: SpecialType.System_Boolean })
            && context.Types.Read(operation.Type, out _) is { } type)
        {
            return new ScalarOperand(ConstantText.Of(type, constant));
        }

        // What is locked, and the calls that lock it.
        if (operation.Syntax.Parent is LockStatementSyntax && operation is IFlowCaptureOperation or IInvocationOperation { IsImplicit: true })
        {
            RefuseHandler(operation);
            return NothingOperand.Instance;
        }

        if (KnownTypes.IsStandIn(operation.Type))
        {
            context.ReportType(operation.Type, operation.Syntax.GetLocation(), TypeReader.StandIn);
            return Dummy(operation.Type);
        }

        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return ReadVariable(_scope.Find(reference.Id), reference);
            case ILocalReferenceOperation { Local: var named } when IsText(named):
                return Refuse(operation, "A string", OperationRemedies.Text);
            case ILocalReferenceOperation local:
                return ReadVariable(VariableOf(local.Local), local);
            case IParameterReferenceOperation parameter:
                return ReadVariable(_scope.Find(parameter.Parameter), parameter);
            case IInstanceReferenceOperation instance:
                return _scope.FindThis() is { } self ? new ScalarOperand(ReadPlace(self.Place)) : Refuse(instance, "'this'");
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IImplicitIndexerReferenceOperation indexer:
                return ImplicitIndexer(indexer);
            case IArrayElementReferenceOperation element:
                return ReadNamed(element);
            case IUnaryOperation unary:
                return Unary(unary);
            case IBinaryOperation binary:
                return Binary(binary);
            case ITupleBinaryOperation tuples:
                return new ScalarOperand(TupleComparison(tuples));
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IIncrementOrDecrementOperation step:
                return Step(step);
            case ICompoundAssignmentOperation compound:
                return Compound(compound);
            case ISimpleAssignmentOperation assignment:
                return Assignment(assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruction(deconstruction);
            case ITupleOperation tuple:
                return new TupleOperand([.. tuple.Elements.Select(Evaluate)]);
            case IInvocationOperation invocation:
                return Invocation(invocation);
            case IObjectCreationOperation creation:
                return Creation(creation);
            case IIsPatternOperation pattern:
                return new ScalarOperand(Matches(Evaluate(pattern.Value), pattern.Pattern));
            case IDefaultValueOperation:
                return DefaultValue(operation);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IArrayCreationOperation array:
                return ArrayCreation(array);
            case IRangeOperation range:
                return RangeOf(range, Evaluate);
            case ICollectionExpressionOperation collection when ElementTypeOf(collection.Type) is not null:
                return Collection(collection);
            case ISizeOfOperation size:
                return SizeOf(size.TypeOperand, size);
            case IUtf8StringOperation text:
                return Utf8(text);
            case IDiscardOperation:
                return NothingOperand.Instance;
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
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => "A dynamic call",
        IAwaitOperation => "Awaiting",
        IAnonymousObjectCreationOperation => "An anonymous object",
        IFunctionPointerInvocationOperation => "A call through a pointer",
        IAddressOfOperation => "An address",
        ITypeOfOperation => "'typeof'",
        ISpreadOperation => "A spread element",
        _ => $"'{operation.Syntax.Quote()}'",
    };

    private Operand DefaultValue(IOperation operation) =>
        operation.Type is INamedTypeSymbol { IsTupleType: true } || TypeReader.IsSpan(operation.Type)
            || TypeReader.IsIndex(operation.Type) || context.Types.Read(operation.Type, out _) is not null
            ? Dummy(operation.Type)
            : TypeReader.IsRange(operation.Type)
                ? new RangeOperand(new IndexOperand(Zero, False), new IndexOperand(Zero, False))
                : Refuse(operation, $"The default of '{operation.Type?.ToDisplayString()}'");

    private Operand Field(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        if (field.IsStatic)
        {
            return Static(operation, field, field.Type, field.IsReadOnly);
        }

        if (field.ContainingType.IsTupleType)
        {
            return TupleField(operation, field);
        }

        return operation.Instance is { Type.IsValueType: true } instance
            ? new ScalarOperand(Member(instance, StructMembers.NameOf(field), TypeOf(operation)))
            : Refuse(operation);
    }

    private Operand TupleField(IFieldReferenceOperation operation, IFieldSymbol field)
    {
        // If the tuple is a variable, only the one element is read.
        if (VariableFor(operation) is { } element)
        {
            return ReadVariable(element, operation);
        }

        Operand tuple = Evaluate(operation.Instance!);
        return tuple is TupleOperand taken && TupleIndex(field) is int index && index < taken.Elements.Length
            ? taken.Elements[index]
            : Refuse(operation);
    }

    private static int? TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(name.Substring(4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
            ? number - 1
            : null;
    }

    // A launch takes the values of static fields when it begins, as hidden parameters.
    private Operand Static(IOperation operation, ISymbol member, ITypeSymbol memberType, bool isReadOnly)
    {
        ITypeSymbol? element = ElementTypeOf(memberType);
        ValueType? type = context.Types.Read(element ?? memberType, out string reason);
        if (!isReadOnly)
        {
            return Refuse(operation, $"The static '{member.Name}', which can change while a kernel runs,", "make it readonly, or pass it as a parameter");
        }

        if (type is null or { Kind: ValueKind.Void })
        {
            context.ReportType(memberType, operation.Syntax.GetLocation(), reason);
            return Dummy(operation.Type);
        }

        RequireAccess(member, operation.Syntax);
        if (GlobalNames.HiddenInValue(element ?? memberType, context.Compilation) is { } hidden)
        {
            RequireAccess(hidden, operation.Syntax);
        }

        ParameterSource source = new(ParameterSourceKind.Member, TypeReader.Name(member.ContainingType) + "." + TypeReader.Escaped(member.Name));
        if (element is null)
        {
            return new ScalarOperand(new ArgumentExpression(type, context.Parameters.Hidden(member.Name, ParameterKind.Scalar, type, source)));
        }

        int number = context.Parameters.Hidden(member.Name, ParameterKind.Span, type, source);
        return new SpanOperand(new SpanRoot(number, -1, type, member.Name), Zero, new LengthExpression(number));
    }

    // A member of a struct. If the struct is a place, it is read in place, so that only the member is loaded.
    private Expression Member(IOperation instance, string name, ValueType type)
    {
        Place? place = PlaceOf(instance);
        return place is not null
            ? ReadPlace(Extend(place, name, type))
            : body.Value(new FieldExpression(type, Scalar(instance), name), name);
    }

    private Place Extend(Place place, string name, ValueType type) => place switch
    {
        LocalPlace local => local with { Path = local.Path.To(name), Value = type },
        ElementPlace element => element with { Path = element.Path.To(name), Value = type },
        ChoicePlace choice => new ChoicePlace(choice.Which, [.. choice.Candidates.Select(c => Extend(c, name, type))], type),
        PropertyPlace property => Extend(Copied(property), name, type),
        _ => throw new InvalidOperationException("An unknown kind of place."),
    };

    private LocalPlace Copied(Place place) => Fresh(ReadPlace(place), "copy");

    private LocalPlace Fresh(Expression value, string name)
    {
        int copy = body.NewLocal(name, value.Type);
        body.Assign(copy, value);
        return new LocalPlace(copy, value.Type, MemberPath.Whole, value.Type);
    }

    private void RequireAccess(ISymbol member, SyntaxNode place)
    {
        if (!IsAccessible(member))
        {
            INamedTypeSymbol? local = FileLocalTypes.In(TypeNamedFor(member));
            context.Report(
                KernelDiagnostics.Inaccessible,
                place,
                member.ToDisplayString(),
                context.Type.ToDisplayString(),
                local is not null ? $" in another file: '{local.Name}' is local to its file"
                    : GlobalNames.Hidden(TypeNamedFor(member), context.Compilation) is { } hidden ? ": " + GlobalNames.Why(hidden)
                    : "");
        }
    }

    private bool IsAccessible(ISymbol member) => FileLocalTypes.In(TypeNamedFor(member)) is null
        && GlobalNames.Hidden(TypeNamedFor(member), context.Compilation) is null
        && context.Compilation.IsSymbolAccessibleWithin(member, context.Type);

    // Generated code names a type itself, and a member through its type.
    private static ITypeSymbol TypeNamedFor(ISymbol member) => member as ITypeSymbol ?? member.ContainingType;

    private Operand Property(IPropertyReferenceOperation operation)
    {
        IPropertySymbol property = operation.Property;
        if (TypeReader.IsSpan(property.ContainingType))
        {
            return SpanProperty(operation);
        }

        if (TypeReader.IsSpanEnumerator(property.ContainingType) || property.ContainingType.SpecialType == SpecialType.System_Collections_IEnumerator)
        {
            return ReadNamed(operation);
        }

        if (property.ContainingType.SpecialType == SpecialType.System_Array)
        {
            return property.Name is "Length" or "LongLength" && Evaluate(operation.Instance!) is SpanOperand array
                ? new ScalarOperand(property.Name == "Length" ? array.Length : body.Value(Converted(array.Length, ValueType.Int64), "length"))
                : Refuse(operation);
        }

        if (property.ContainingType.SpecialType == SpecialType.System_String && operation.Instance is not null)
        {
            return TextProperty(operation);
        }

        if (TypeReader.IsIndex(property.ContainingType) || TypeReader.IsRange(property.ContainingType))
        {
            return IndexProperty(operation);
        }

        if (property.IsStatic && IsAutomatic(property))
        {
            return Static(operation, property, property.Type, property.SetMethod is null);
        }

        if (operation.Instance is { Type.IsValueType: true } instance && IsAutomatic(property))
        {
            return new ScalarOperand(Member(instance, property.Name, TypeOf(operation)));
        }

        if (property.GetMethod is null || property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            return Refuse(operation);
        }

        if (property.ContainingType.ExtensionParameter is not null && operation.Instance is { } extended)
        {
            Scope? callee = Enter(property.GetMethod, operation);
            if (callee is null)
            {
                return Dummy(operation.Type);
            }

            BindReceiver(callee, extended, operation);
            return Run(callee);
        }

        Receiver? receiver = property.IsStatic ? null : ReaderOf(operation.Instance!, property);
        Operand[] arguments = ArgumentsByParameter(operation.Arguments);
        return Call(property.GetMethod, receiver, arguments, operation);
    }

    // The values of arguments, and what the parameters of an accessor get: evaluated in the order of the source, returned in the order of the parameters.
    private Operand[] ValuesByParameter(ImmutableArray<IArgumentOperation> arguments) => ByParameter(arguments, argument => Evaluate(argument.Value));

    private Operand[] ArgumentsByParameter(ImmutableArray<IArgumentOperation> arguments) => ByParameter(arguments, argument => ArgumentOf(argument.Parameter!, argument.Value));

    private static Operand[] ByParameter(ImmutableArray<IArgumentOperation> arguments, Func<IArgumentOperation, Operand> evaluate)
    {
        Operand[] operands = new Operand[arguments.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            operands[argument.Parameter!.Ordinal] = evaluate(argument);
        }

        return operands;
    }
}
