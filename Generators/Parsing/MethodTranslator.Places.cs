using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Places that can be read and assigned: naming, loading, storing.</content>
internal sealed partial class MethodTranslator
{
    /// <summary>
    /// Fixes the place that an operation names: evaluates its receiver and index now, and checks the index now. Null when the operation only has a
    /// value; nothing has been evaluated then.
    /// </summary>
    private Place? PlaceOf(IOperation operation, ElementCheck check = ElementCheck.Now)
    {
        switch (operation)
        {
            case IInstanceReferenceOperation:
                return _scope.FindThis()?.Place;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IDeclarationExpressionOperation:
                return PlaceOf(VariableFor(operation));
            case IFieldReferenceOperation { Field.IsStatic: false, Instance: { Type.IsValueType: true } instance } field:
                return field.Field.ContainingType.IsTupleType ? PlaceOf(VariableFor(field))
                    : PlaceOf(instance, check == ElementCheck.AtUse ? check : ElementCheck.Now) is { } place ? Extend(place, StructMembers.NameOf(field.Field), TypeOf(field))
                    : null;
            case IPropertyReferenceOperation property:
                return PropertyPlaceOf(property, check);
            case IImplicitIndexerReferenceOperation indexer when !TypeReader.IsSpan(indexer.Type) && indexer.Instance.Type is { } viewed
                && (TypeReader.IsSpan(viewed) || viewed is IArrayTypeSymbol):
                return ElementOf(LibraryReceiver(indexer.Instance), indexer.Argument, indexer, viewed is IArrayTypeSymbol || check == ElementCheck.AtUse ? check : ElementCheck.Now);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return ElementOf(LibraryReceiver(element.ArrayReference), element.Indices[0], element, check);
            default:
                return null;
        }
    }

    // What code properties of other assemblies have is not known.
    private bool IsAutomatic(IPropertySymbol property) => !context.IsForeign(property) && StructMembers.IsAutomatic(property);

    private Place? PropertyPlaceOf(IPropertyReferenceOperation operation, ElementCheck check)
    {
        IPropertySymbol property = operation.Property;
        if (operation.Instance is not { } instance)
        {
            return !IsAutomatic(property) && property is { GetMethod: not null, SetMethod: not null, ReturnsByRef: false }
                && !context.IsForeign(property)
                ? new PropertyPlace(property, null, ArgumentsByParameter(operation.Arguments), operation, TypeOf(operation))
                : null;
        }

        if (TypeReader.IsSpan(property.ContainingType))
        {
            return property.IsIndexer ? ElementOf(LibraryReceiver(instance), operation.Arguments[0].Value, operation, check == ElementCheck.AtUse ? check : ElementCheck.Now) : null;
        }

        if (TypeReader.IsSpanEnumerator(property.ContainingType) || property.ContainingType.SpecialType == SpecialType.System_Collections_IEnumerator)
        {
            return property.Name == "Current" && EnumeratorOf(instance) is { } enumerator ? CurrentOf(enumerator) : null;
        }

        if (property.ContainingType.TypeKind != TypeKind.Struct || context.IsForeign(property))
        {
            return null;
        }

        // An initializer sets the field, whatever code the property has.
        bool isInitialized = _scope.Graph.OriginalOperation is IPropertyInitializerOperation && instance is IInstanceReferenceOperation;
        if (isInitialized || IsAutomatic(property))
        {
            return PlaceOf(instance) is { } owner ? Extend(owner, property.Name, TypeOf(operation)) : null;
        }

        if (property.SetMethod is null || property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            return null;
        }

        Receiver receiver = ReaderOf(instance, property);
        return new PropertyPlace(property, receiver, ArgumentsByParameter(operation.Arguments), operation, TypeOf(operation));
    }

    // The receiver of a struct's member: the struct's place, or a copy if it has none.
    private Receiver ReceiverOf(IOperation instance)
    {
        if (instance is IInstanceReferenceOperation && _scope.FindThis() is { } self)
        {
            return self;
        }

        if (IdentityConversion.OperandOf(instance) is { } same)
        {
            return ReceiverOf(same);
        }

        Place? place = PlaceOf(instance);
        if (place is null || IsOfProperty(instance))
        {
            Operand value = place is null ? Evaluate(instance) : new ScalarOperand(ReadPlace(place));
            Expression made = value is ScalarOperand scalar ? scalar.Value : Zero;
            return new Receiver(Fresh(made, "self"), PlacePermission.Writable);
        }

        return new Receiver(place, PermissionOf(instance));
    }

    // The receiver of a property. C# copies one that may only be read before it evaluates the arguments, unless the getter changes nothing.
    private Receiver ReaderOf(IOperation instance, IPropertySymbol property)
    {
        Receiver receiver = ReceiverOf(instance);
        return receiver.Permission == PlacePermission.ReadOnly && property.GetMethod is { } getter ? Given(receiver, getter) : receiver;
    }

    // What a member of the library's own structs is called on. C# passes a variable's address, so that an argument which assigns it is seen; an array is a value.
    private Func<Operand> LibraryReceiver(IOperation instance)
    {
        if (instance.Type is { IsValueType: true } && VariableFor(instance) is { } variable and not NothingVariable)
        {
            return () => ReadVariable(variable, instance);
        }

        Operand value = Evaluate(instance);
        return () => value;
    }

    // The result of a property is a value: C# takes a copy, even if the property only has a field and no code.
    private static bool IsOfProperty(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: var property } => !property.ReturnsByRef && !property.ReturnsByRefReadonly
            && !TypeReader.IsSpanEnumerator(property.ContainingType)
            && property.ContainingType.SpecialType != SpecialType.System_Collections_IEnumerator,
        IFieldReferenceOperation { Instance: { } instance } => IsOfProperty(instance),
        _ => false,
    };

    // C#'s own rule: a member that could change its receiver does not get a read-only place.
    private PlacePermission PermissionOf(IOperation operation)
    {
        switch (operation)
        {
            case IInstanceReferenceOperation:
                return _scope.FindThis()?.Permission ?? PlacePermission.ReadOnly;
            case ILocalReferenceOperation { Local: var local }:
                // Code cannot assign the variable of a foreach, but a member that changes it does change it.
                return local.RefKind is RefKind.Ref or RefKind.None ? PlacePermission.Writable : PlacePermission.ReadOnly;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter }:
                return PlacePermission.ReadOnly;
            case IParameterReferenceOperation:
                return PlacePermission.Writable;
            case IFlowCaptureReferenceOperation capture:
                return _scope.Find(capture.Id) is PlaceVariable variable ? variable.Permission : PlacePermission.Writable;
            case IFieldReferenceOperation { Field: var field, Instance: { } instance }:
                return field.IsReadOnly && !IsBeingMade(instance) ? PlacePermission.ReadOnly : PermissionOf(instance);
            case IPropertyReferenceOperation { Property: var property } when TypeReader.IsSpan(property.ContainingType)
                || TypeReader.IsSpanEnumerator(property.ContainingType):
                return property.ReturnsByRef ? PlacePermission.Writable : PlacePermission.ReadOnly;
            case IImplicitIndexerReferenceOperation { Instance.Type: var viewed }:
                return TypeReader.IsReadOnlySpan(viewed) ? PlacePermission.ReadOnly : PlacePermission.Writable;
            case IArrayElementReferenceOperation:
                return PlacePermission.Writable;
            default:
                return PlacePermission.ReadOnly;
        }
    }

    private bool IsBeingMade(IOperation instance) => instance is IInstanceReferenceOperation
        && (_scope.Method.MethodKind == MethodKind.Constructor || _scope.Method is { MethodKind: MethodKind.PropertySet, IsInitOnly: true });

    private Place? PlaceOf(Variable? variable) => variable switch
    {
        LocalVariable local => new LocalPlace(local.Local, local.Type, MemberPath.Whole, local.Type),
        PlaceVariable { Candidates.Count: 1 } single => single.IsCheckedAtUse ? Checked(single.Candidates[0]) : single.Candidates[0],
        PlaceVariable { Candidates.Count: > 1 } choice => new ChoicePlace(body.Read(choice.Which), [.. choice.Candidates], choice.Candidates[0].Value),
        _ => null,
    };

    private Operand ReadNamed(IOperation operation) =>
        PlaceOf(operation) is { } place ? new ScalarOperand(ReadPlace(place)) : Refuse(operation);

    private Expression ReadPlace(Place place, LoadPurpose purpose = LoadPurpose.Read)
    {
        switch (place)
        {
            case LocalPlace { Path.Names.Count: 0 } local:
                return body.Read(local.Local);
            case LocalPlace local:
                Expression value = new LocalExpression(local.LocalType, local.Local);
                for (int i = 0; i < local.Path.Names.Count; i++)
                {
                    value = new FieldExpression(i == local.Path.Names.Count - 1 ? local.Value : local.LocalType, value, local.Path.Names[i]);
                }

                return body.Value(value, local.Path.Names[local.Path.Names.Count - 1]);
            case ElementPlace element:
                return Load(element, purpose);
            case ChoicePlace choice:
                int chosen = body.NewLocal("chosen", choice.Value);
                Choose(choice, candidate => body.Assign(chosen, ReadPlace(candidate, purpose)));
                return body.Read(chosen);
            case PropertyPlace property:
                Operand got = Call(property.Property.GetMethod!, property.Receiver, property.Arguments, property.Site);
                return got is ScalarOperand scalar ? scalar.Value : Zero;
            default:
                throw new InvalidOperationException("An unknown kind of place.");
        }
    }

    private Expression Load(ElementPlace element, LoadPurpose purpose)
    {
        EmitLate(element);
        string name = element.Path.Names.Count > 0 ? element.Root.Name + element.Path.Names[element.Path.Names.Count - 1] : element.Root.Name + "Value";
        if (element.Root.IsEmpty)
        {
            return Default(element.Value);
        }

        int loaded = body.NewLocal(name, element.Value, LocalRole.Value);
        if (element.Root.Array >= 0)
        {
            body.Emit(new ArrayLoadInstruction(body.Line, loaded, element.Root.Array, element.Index, element.Path.Names, element.Value));
        }
        else
        {
            bool update = purpose == LoadPurpose.Update;
            body.Emit(new LoadInstruction(body.Line, loaded, AccessTo(element, update ? SiteKind.ReadWrite : SiteKind.Read), update));
        }

        return new LocalExpression(element.Value, loaded);
    }

    private void WritePlace(Place place, Expression value, StorePurpose purpose = StorePurpose.Overwrite)
    {
        switch (place)
        {
            case LocalPlace local:
                body.Emit(new AssignInstruction(body.Line, local.Local, local.Path.Names, value));
                break;
            case ElementPlace { Root.IsEmpty: true } element:
                EmitLate(element);
                break;
            case ElementPlace { Root.Array: >= 0 } element:
                EmitLate(element);
                body.Emit(new ArrayStoreInstruction(body.Line, element.Root.Array, element.Index, element.Path.Names, value));
                break;
            case ElementPlace element:
                EmitLate(element);
                SiteKind kind = purpose == StorePurpose.Update || element.Path.Names.Count > 0 ? SiteKind.ReadWrite : SiteKind.Write;
                body.Emit(new StoreInstruction(body.Line, AccessTo(element, kind), value));
                break;
            case ChoicePlace choice:
                Choose(choice, candidate => WritePlace(candidate, value, purpose));
                break;
            case PropertyPlace property:
                Call(property.Property.SetMethod!, property.Receiver, [.. property.Arguments, new ScalarOperand(value)], property.Site);
                break;
            default:
                throw new InvalidOperationException("An unknown kind of place.");
        }
    }

    private void EmitLate(ElementPlace element)
    {
        if (element.Late is { } late)
        {
            body.Emit(late);
        }
    }

    private Place Checked(Place place)
    {
        if (place is not ElementPlace element)
        {
            return place;
        }

        EmitLate(element);
        return element with { Late = null };
    }

    // Acts on the place that a reference chose.
    private void Choose(ChoicePlace choice, Action<Place> act)
    {
        BlockBuilder done = body.NewBlock();
        for (int i = 0; i < choice.Candidates.Count; i++)
        {
            if (i < choice.Candidates.Count - 1)
            {
                BlockBuilder here = body.NewBlock();
                BlockBuilder next = body.NewBlock();
                body.Current.BranchLine = body.Line;
                body.Current.Branch(
                    body.Value(
                        new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, choice.Which, ConstantText.Of(ValueType.Int32, i)), "isChosen"),
                    here,
                    next);
                body.Begin(here);
                act(choice.Candidates[i]);
                body.Current.Jump(done);
                body.Begin(next);
            }
            else
            {
                act(choice.Candidates[i]);
                body.Current.Jump(done);
            }
        }

        body.Begin(done);
    }

    private Access AccessTo(ElementPlace element, SiteKind kind) => new(
        body.NewSite(element.Root.Parameter, kind, element.Site),
        element.Root.Parameter,
        element.Index,
        element.Root.Element,
        element.Path.Names,
        element.Value);

    /// <summary>The purpose of an element's load.</summary>
    private enum LoadPurpose
    {
        /// <summary>The element is only read.</summary>
        Read,

        /// <summary>The element is changed and stored again, so the load asks for its page writable.</summary>
        Update,
    }

    /// <summary>The kind of a stored value.</summary>
    private enum StorePurpose
    {
        /// <summary>A value that does not depend on the old one.</summary>
        Overwrite,

        /// <summary>A value made from the old one.</summary>
        Update,
    }

    /// <summary>When C# checks an index.</summary>
    private enum ElementCheck
    {
        /// <summary>When the element is named.</summary>
        Now,

        /// <summary>When the element is stored to, after the value has been evaluated: a simple assignment to an array's element.</summary>
        AtStore,

        /// <summary>When the capture of the element is used: a target that <see cref="LateTargets"/> finds.</summary>
        AtUse,
    }
}
