using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Locals, parameters and flow captures.</content>
internal sealed partial class MethodTranslator
{
    private Variable VariableOf(ILocalSymbol local)
    {
        Variable? known = _scope.Find(local);
        if (known is null)
        {
            SyntaxNode? declaration = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation);
            known = local.RefKind == RefKind.None
                ? NewVariable(local.Name, local.Type, declaration)
                : new PlaceVariable(local.RefKind == RefKind.Ref ? PlacePermission.Writable : PlacePermission.ReadOnly);
            _scope.Declare(local, known);
        }

        return known;
    }

    private Variable NewVariable(string name, ITypeSymbol type, SyntaxNode? declaration)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return new TupleVariable([.. tuple.TupleElements.Select(e => NewVariable(name + e.Name, e.Type, declaration))]);
        }

        if (TypeReader.IsSpan(type) || type is IArrayTypeSymbol)
        {
            return new SpanVariable(name, declaration is null ? LoopChain.Around(_scope.Graph.OriginalOperation.Syntax, _scope) : LoopChain.Around(declaration, _scope));
        }

        if (TypeReader.IsIndex(type))
        {
            return NewIndex(name);
        }

        if (TypeReader.IsRange(type))
        {
            return new RangeVariable(NewIndex(name + "Start"), NewIndex(name + "End"));
        }

        if (TypeReader.IsSpanEnumerator(type) || type.SpecialType is SpecialType.System_Collections_IEnumerator)
        {
            return new EnumeratorVariable();
        }

        if (type.SpecialType == SpecialType.System_Void)
        {
            return new NothingVariable();
        }

        ValueType? known = context.Types.Read(type, out string reason);
        if (known is null or { Kind: ValueKind.Void })
        {
            context.ReportType(type, TypePlace(declaration ?? _scope.Graph.OriginalOperation.Syntax), reason);
            known = ValueType.Int32;
        }

        return new LocalVariable(body.NewLocal(name, known), known);
    }

    private IndexVariable NewIndex(string name) =>
        new(body.NewLocal(name, ValueType.Int32), body.NewLocal(name + "FromEnd", ValueType.Boolean));

    // The narrowest place that names a variable's type.
    private static Location TypePlace(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: false } written } => written.Type.GetLocation(),
        VariableDeclaratorSyntax declarator => declarator.Identifier.GetLocation(),
        ParameterSyntax { Type: { } type } => type.GetLocation(),
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        LocalFunctionStatementSyntax function => function.ReturnType.GetLocation(),
        PropertyDeclarationSyntax property => property.Type.GetLocation(),
        _ => declaration.GetLocation(),
    };

    private Operand ReadVariable(Variable? variable, IOperation place)
    {
        switch (variable)
        {
            case LocalVariable local:
                return new ScalarOperand(body.Read(local.Local));
            case TupleVariable tuple:
                return new TupleOperand([.. tuple.Elements.Select(e => ReadVariable(e, place))]);
            case SpanVariable { Root: { } root } span:
                span.WasReadEmpty |= root.IsEmpty;
                return new SpanOperand(root, body.Read(span.Start), body.Read(span.Length));
            case IndexVariable index:
                return ReadIndex(index);
            case RangeVariable range:
                return new RangeOperand(ReadIndex(range.Start), ReadIndex(range.End));
            case PlaceVariable { Candidates.Count: > 0 }:
                return new ScalarOperand(ReadPlace(PlaceOf(variable)!));
            case AliasVariable alias:
                return ReadVariable(alias.Variable, place);
            case EnumeratorVariable { Enumerator: { } enumerator }:
                return CopyOf(enumerator);
            case NothingVariable:
                return NothingOperand.Instance;
            default:
                return Refuse(place);
        }
    }

    private IndexOperand ReadIndex(IndexVariable index) => new(body.Read(index.Value), body.Read(index.FromEnd));

    private void AssignVariable(Variable variable, Operand value, IOperation place)
    {
        switch (variable, value)
        {
            case (LocalVariable local, ScalarOperand scalar):
                body.Assign(local.Local, scalar.Value);
                break;
            case (TupleVariable tuple, TupleOperand elements) when tuple.Elements.Length == elements.Elements.Length:
                for (int i = 0; i < elements.Elements.Length; i++)
                {
                    AssignVariable(tuple.Elements[i], elements.Elements[i], place);
                }

                break;
            case (SpanVariable span, SpanOperand source):
                AssignSpan(span, source, place);
                break;
            case (IndexVariable index, IndexOperand source):
                AssignIndex(index, source);
                break;
            case (RangeVariable range, RangeOperand source):
                AssignIndex(range.Start, source.Start);
                AssignIndex(range.End, source.End);
                break;
            case (PlaceVariable { Candidates.Count: > 0 }, ScalarOperand scalar):
                WritePlace(PlaceOf(variable)!, scalar.Value);
                break;
            case (AliasVariable alias, _):
                AssignVariable(alias.Variable, value, place);
                break;
            case (EnumeratorVariable enumerator, EnumeratorOperand source):
                AssignEnumerator(enumerator, source, place);
                break;
            case (NothingVariable, _):
                break;
            default:
                Refuse(place, $"Assigning '{place.Syntax.Quote()}'", "assign the parts on their own, or declare another local");
                break;
        }
    }

    private void AssignIndex(IndexVariable index, IndexOperand source)
    {
        body.Assign(index.Value, source.Value);
        body.Assign(index.FromEnd, source.FromEnd);
    }

    // An enumerator is a struct: a copy steps on its own.
    private void AssignEnumerator(EnumeratorVariable variable, EnumeratorOperand source, IOperation place)
    {
        if (variable.Enumerator is { } known && known.Span.Root != source.Span.Root)
        {
            Refuse(place, "An enumerator over different spans on different paths", "write a loop for each span");
            return;
        }

        if (variable.Enumerator is not null)
        {
            Refuse(place, "Assigning an enumerator again", "declare another local");
            return;
        }

        variable.Enumerator = CopyOf(source);
    }

    private EnumeratorOperand CopyOf(EnumeratorOperand source)
    {
        int position = body.NewLocal(source.Span.Root.Name + (source.Stepping == EnumeratorStepping.ByLoop ? "Next" : "At"), ValueType.Int32);
        body.Assign(position, body.Read(source.Position));
        return source with { Position = position };
    }

    private void AssignSpan(SpanVariable span, SpanOperand source, IOperation place)
    {
        if (span.Root is null || (span.Root.IsEmpty && !span.WasReadEmpty))
        {
            span.Root = source.Root;
            if (span.Start < 0)
            {
                span.Start = body.NewLocal(span.Name + "Start", ValueType.Int32);
                span.Length = body.NewLocal(span.Name + "Length", ValueType.Int32);
            }
        }
        else if (span.Root != source.Root && !source.Root.IsEmpty)
        {
            string which = span.Root.IsEmpty ? "nothing" : $"'{QuoteOf(span.Root)}'";
            string remedy = span.Root.Array >= 0 && source.Root.Array >= 0 ? " (set the elements of one array, or use a local for each)" : "";
            context.Report(
                KernelDiagnostics.SpanFlow, place.Syntax, $"'{span.Quote}' views {which} at one place and '{QuoteOf(source.Root)}' at another{remedy}");
            return;
        }

        if (!LoopChain.IsWithin(source.Root.MadeIn, span.DeclaredIn))
        {
            context.Report(
                KernelDiagnostics.SpanFlow, place.Syntax, $"'{span.Name}' keeps a local array after the loop iteration that made it");
            return;
        }

        body.Assign(span.Start, source.Start);
        body.Assign(span.Length, source.Length);
    }

    private Operand Capture(IFlowCaptureOperation capture)
    {
        IOperation value = capture.Value;
        CaptureId id = capture.Id;
        if (_scope.Captures.IsPlace(id) && value is not IDiscardOperation)
        {
            CapturePlace(id, value);
            return NothingOperand.Instance;
        }

        Operand operand = value is IDiscardOperation ? NothingOperand.Instance : Evaluate(value);
        Variable? variable = _scope.Find(id);
        if (variable is null)
        {
            variable = operand is NothingOperand || value.Type is null ? new NothingVariable() : NewVariable(NameOf(value), value.Type, value.Syntax);
            _scope.Declare(id, variable);
            if (variable is SpanVariable span && WholeOf(value.Syntax) is { } whole)
            {
                span.Quote = whole.Quote();
            }
        }

        AssignVariable(variable, operand, value);
        return NothingOperand.Instance;
    }

    // The expression of which one side is captured.
    private static SyntaxNode? WholeOf(SyntaxNode side) => side.Parent switch
    {
        ConditionalExpressionSyntax conditional => conditional,
        SwitchExpressionArmSyntax arm => arm.Parent,
        ParenthesizedExpressionSyntax or CastExpressionSyntax => WholeOf(side.Parent),
        _ => null,
    };

    private static string NameOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IFieldReferenceOperation field => StructMembers.NameOf(field.Field),
        _ => "chosen",
    };

    private void CapturePlace(CaptureId id, IOperation value)
    {
        bool isCopied = IsCopied(value) || (IsOfProperty(value) && !_scope.Captures.IsTarget(id))
            || (_scope.Captures.IsChangedByMember(id) && !_scope.Captures.IsTarget(id) && PermissionOf(value) == PlacePermission.ReadOnly);
        if (!isCopied && VariableFor(value) is { } aggregate and (TupleVariable or SpanVariable or IndexVariable or RangeVariable or EnumeratorVariable or AliasVariable))
        {
            _scope.Declare(id, new AliasVariable(aggregate));
            return;
        }

        if (_scope.Find(id) is not PlaceVariable variable)
        {
            variable = new PlaceVariable(PlacePermission.Writable);
            _scope.Declare(id, variable);
        }

        bool isOnlyStored = _scope.Captures.IsStored(id) && !_scope.Captures.IsCompoundTarget(id);
        ElementCheck check = !isOnlyStored ? ElementCheck.Now
            : value is IArrayElementReferenceOperation ? ElementCheck.AtStore
            : LateTargets.IsAt(value.Syntax) ? ElementCheck.AtUse : ElementCheck.Now;
        Place? place = isCopied ? null : PlaceOf(value, check);
        variable.IsCheckedAtUse = check == ElementCheck.AtUse;
        if (place is null)
        {
            if (!isCopied && _scope.Captures.IsTarget(id))
            {
                // What is assigned to a copy would be lost.
                RefuseTarget(value);
            }

            Operand made = Evaluate(value);
            if (made is not ScalarOperand scalar)
            {
                // A created struct has a value. Anything else has been refused, or is a tuple that an initializer cannot set.
                _scope.Declare(id, CopyOf(made, value));
                return;
            }

            place = Fresh(scalar.Value, "made");
        }
        else if (PermissionOf(value) == PlacePermission.ReadOnly)
        {
            variable.Permission = PlacePermission.ReadOnly;
        }

        Bind(variable, place, _scope.Captures.IsMerge(id));
        if (_scope.Captures.IsCompoundTarget(id))
        {
            // C# reads the old value before it evaluates the right side, which comes later.
            variable.IsOfProperty = IsOfProperty(value);
            variable.Old = variable.Old < 0 ? body.NewLocal("old", place.Value) : variable.Old;
            body.Assign(variable.Old, ReadPlace(place, LoadPurpose.Update));
        }
    }

    private Variable CopyOf(Operand value, IOperation place)
    {
        Variable variable = place.Type is null ? new NothingVariable() : NewVariable("copy", place.Type, place.Syntax);
        AssignVariable(variable, value, place);
        return variable;
    }

    // 'with' changes a copy.
    private static bool IsCopied(IOperation value)
    {
        SyntaxNode syntax = value.Syntax;
        while (syntax.Parent is ParenthesizedExpressionSyntax)
        {
            syntax = syntax.Parent;
        }

        return syntax.Parent is WithExpressionSyntax with && with.Expression == syntax;
    }

    // Binds a reference. If branches choose among places, variables hold the number of the place and its index.
    private void Bind(PlaceVariable variable, Place place, bool isMerge)
    {
        if (!isMerge)
        {
            variable.Candidates.Clear();
            variable.Candidates.Add(place);
            return;
        }

        if (variable.Which < 0)
        {
            variable.Which = body.NewLocal("which", ValueType.Int32);
        }

        body.Assign(variable.Which, ConstantText.Of(ValueType.Int32, variable.Candidates.Count));
        variable.Candidates.Add(Kept(place));
    }

    // An index is a value of the branch that computed it; after the branches it must come from a variable.
    private Place Kept(Place place)
    {
        switch (place)
        {
            case ElementPlace { Index: LocalExpression } element:
                int index = body.NewLocal(element.Root.Name + "Index", element.Index.Type);
                body.Assign(index, element.Index);
                return element with { Index = new LocalExpression(element.Index.Type, index) };
            case ChoicePlace choice:
                int which = body.NewLocal("which", ValueType.Int32);
                body.Assign(which, choice.Which);
                return new ChoicePlace(new LocalExpression(ValueType.Int32, which), choice.Candidates, choice.Value);
            default:
                return place;
        }
    }

    private Variable? VariableFor(IOperation operation)
    {
        Variable? variable = operation switch
        {
            ILocalReferenceOperation local => VariableOf(local.Local),
            IParameterReferenceOperation parameter => _scope.Find(parameter.Parameter),
            IFlowCaptureReferenceOperation reference => _scope.Find(reference.Id),
            IDeclarationExpressionOperation declaration => VariableFor(declaration.Expression),
            IFieldReferenceOperation { Instance: { } instance, Field.ContainingType.IsTupleType: true } field
                when TupleIndex(field.Field) is int index
                && VariableFor(instance) is TupleVariable tuple
                && index < tuple.Elements.Length => tuple.Elements[index],
            _ => null,
        };
        while (variable is AliasVariable alias)
        {
            variable = alias.Variable;
        }

        return variable;
    }
}
