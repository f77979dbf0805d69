using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Diagnostics.Remedies;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Translates control-flow graphs into the kernel's blocks. Each operation's value is computed once, where C# computes it. Only listed operations
/// are allowed: any other is reported at its place, and the kernel gets no code.
/// </summary>
/// <param name="context">What the kernel is parsed in.</param>
/// <param name="body">Where the code goes.</param>
internal sealed partial class MethodTranslator(ParseContext context, BodyBuilder body)
{
    private Scope _scope = null!;

    /// <summary>Translates a method's graph; the code continues at the scope's exit.</summary>
    /// <param name="scope">What the method's names mean.</param>
    public void Translate(Scope scope)
    {
        Scope outer = _scope;
        _scope = scope;
        Dictionary<BasicBlock, BlockBuilder> blocks = [];
        foreach (BasicBlock block in scope.Graph.Blocks)
        {
            blocks.Add(block, block.Kind == BasicBlockKind.Exit ? scope.Exit : body.NewBlock());
        }

        body.Current.Jump(blocks[scope.Graph.Blocks[0]]);
        foreach (BasicBlock block in scope.Graph.Blocks)
        {
            if (block.IsReachable && block.Kind != BasicBlockKind.Exit && block.EnclosingRegion.Kind != ControlFlowRegionKind.Finally
                && !IsWithinFinally(block.EnclosingRegion))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                body.Begin(blocks[block]);
                RefuseHandlers(block);
                foreach (IOperation operation in block.Operations)
                {
                    At(operation);
                    Evaluate(operation);
                }

                End(block, blocks);
            }
        }

        _scope = outer;
    }

    private static bool IsWithinFinally(ControlFlowRegion region)
    {
        for (ControlFlowRegion? outer = region; outer is not null; outer = outer.EnclosingRegion)
        {
            if (outer.Kind == ControlFlowRegionKind.Finally)
            {
                return true;
            }
        }

        return false;
    }

    private void End(BasicBlock block, Dictionary<BasicBlock, BlockBuilder> blocks)
    {
        ControlFlowBranch? next = block.FallThroughSuccessor;
        if (block.ConditionKind != ControlFlowConditionKind.None)
        {
            At(block.BranchValue!);
            Expression condition = Scalar(block.BranchValue!);
            body.Current.BranchLine = body.Line;
            BlockBuilder taken = Target(block.ConditionalSuccessor!, blocks);
            BlockBuilder other = Target(next!, blocks);
            bool whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            body.Current.Branch(condition, whenTrue ? taken : other, whenTrue ? other : taken);
            return;
        }

        switch (next?.Semantics)
        {
            case ControlFlowBranchSemantics.Return when block.BranchValue is not null:
                At(block.BranchValue);
                AssignVariable(_scope.Result!, Evaluate(block.BranchValue), block.BranchValue);
                body.Current.Jump(_scope.Exit);
                break;
            case ControlFlowBranchSemantics.Throw:
                Throw(block.BranchValue);
                break;
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                body.Current.Jump(Target(next, blocks));
                break;
            default:
                if (block.BranchValue is not null)
                {
                    Refuse(block.BranchValue, "This exception handling", HandlerKeywords.AdviceForTry);
                }

                body.Current.Jump(_scope.Exit);
                break;
        }
    }

    private BlockBuilder Target(ControlFlowBranch branch, Dictionary<BasicBlock, BlockBuilder> blocks) =>
        branch.Destination is null ? _scope.Exit : blocks[branch.Destination];

    private void RefuseHandlers(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.TryAndCatch
                || (region.Kind == ControlFlowRegionKind.TryAndFinally && !DisposesEnumeratorOnly(region)))
            {
                IOperation? first = block.Operations.FirstOrDefault() ?? block.BranchValue;
                if (first is not null)
                {
                    RefuseHandler(first);
                }

                return;
            }
        }
    }

    // The error names the statement by its keyword, once, however many blocks it has.
    private void RefuseHandler(IOperation first)
    {
        for (SyntaxNode? node = first.Syntax; node is not null; node = node.Parent)
        {
            if (HandlerKeywords.Of(node) is { } keyword)
            {
                context.Report(KernelDiagnostics.Unsupported, keyword.GetLocation(), $"'{keyword.ValueText}'", HandlerKeywords.AdviceFor(keyword));
                return;
            }
        }

        Refuse(first, "Exception handling", HandlerKeywords.AdviceForTry);
    }

    // The graph of a foreach has a finally that would dispose of the enumerator. Enumerators of spans and arrays need none, and the compiler emits none.
    private bool DisposesEnumeratorOnly(ControlFlowRegion region)
    {
        ControlFlowRegion last = region.NestedRegions[region.NestedRegions.Length - 1];
        for (int i = last.FirstBlockOrdinal; i <= last.LastBlockOrdinal; i++)
        {
            BasicBlock block = _scope.Graph.Blocks[i];
            if (block.Operations.Concat(block.BranchValue is null ? [] : [block.BranchValue]).Any(o => !IsEnumeratorsEnd(o)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEnumeratorsEnd(IOperation operation) => operation is { IsImplicit: true } && operation switch
    {
        IInvocationOperation { Instance: IFlowCaptureReferenceOperation capture, Arguments.Length: 0 } call =>
            call.TargetMethod.Name == "Dispose" && IsEnumerator(capture.Type),
        IFlowCaptureOperation { Value: IConversionOperation { Operand: IFlowCaptureReferenceOperation capture } } => IsEnumerator(capture.Type),
        IIsNullOperation => true,
        _ => false,
    };

    // The graph sees an array through IEnumerable. Other values seen that way are refused where their enumerator is made.
    private static bool IsEnumerator(ITypeSymbol? type) => TypeReader.IsSpanEnumerator(type)
        || type is { SpecialType: SpecialType.System_Collections_IEnumerator or SpecialType.System_IDisposable };

    private void At(IOperation operation)
    {
        body.Line = operation.Syntax.SyntaxTree.GetLineSpan(operation.Syntax.Span).StartLinePosition.Line + 1;
        body.File = context.PathOf(operation.Syntax.SyntaxTree);
    }

    private Operand Refuse(IOperation operation) => Refuse(operation, $"'{operation.Syntax.Quote()}'");

    private Operand Refuse(IOperation operation, string what) => Refuse(operation, what, OperationRemedies.For(operation));

    private Operand Refuse(IOperation operation, string what, string remedy)
    {
        // A value of a refused type is refused with the type.
        if (!context.IsRefused(operation.Type) && !operation.ChildOperations.Any(part => context.IsRefused(part.Type)))
        {
            context.Report(KernelDiagnostics.Unsupported, operation.Syntax, what, remedy);
        }

        return Dummy(operation.Type);
    }

    // A stand-in for a refused value, so that the rest of the method is still checked.
    private Operand Dummy(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return new TupleOperand([.. tuple.TupleElements.Select(e => Dummy(e.Type))]);
        }

        if (TypeReader.IsSpan(type) || type is IArrayTypeSymbol)
        {
            return EmptySpan(type);
        }

        return TypeReader.IsIndex(type) ? new IndexOperand(Zero, False)
            : TypeReader.IsRange(type) ? new RangeOperand(new IndexOperand(Zero, False), new IndexOperand(Zero, True))
            : type is null or { SpecialType: SpecialType.System_Void } ? NothingOperand.Instance
            : new ScalarOperand(Default(context.Types.Read(type, out _) is { Kind: not ValueKind.Void } known ? known : ValueType.Int32));
    }

    private Expression Default(ValueType type) => type.Kind switch
    {
        ValueKind.Struct => body.Value(new DefaultExpression(type), "zeros"),
        ValueKind.Boolean => False,
        _ => ConstantText.Of(type, 0),
    };

    private ValueType TypeOf(IOperation operation) => TypeOf(operation.Type, operation.Syntax);

    private ValueType TypeOf(ITypeSymbol? type, SyntaxNode place)
    {
        ValueType? known = context.Types.Read(type, out string reason);
        if (known is null)
        {
            context.ReportType(type, place.GetLocation(), reason);
            return ValueType.Int32;
        }

        return known;
    }

    private Expression Scalar(IOperation operation)
    {
        Operand operand = Evaluate(operation);
        if (operand is ScalarOperand scalar)
        {
            return scalar.Value;
        }

        Refuse(operation, $"A value of type '{operation.Type?.ToDisplayString()}' here", "use a number, a bool, a char or a struct of such");
        return Zero;
    }
}
