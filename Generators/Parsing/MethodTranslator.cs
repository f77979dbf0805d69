using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Translates control-flow graphs into the kernel's blocks. It is an allow-list: an operation that no case names is
/// reported at its place, and nothing is emitted for the kernel.
/// </summary>
/// <param name="context">What the kernel is parsed in.</param>
/// <param name="body">Where the code goes.</param>
internal sealed partial class MethodTranslator(ParseContext context, BodyBuilder body)
{
    private Scope _scope = null!;

    /// <summary>Translates a method's graph; the code goes on at the scope's exit.</summary>
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
            if (block.IsReachable && block.Kind != BasicBlockKind.Exit && block.EnclosingRegion.Kind != ControlFlowRegionKind.Finally)
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
            if (block.ConditionKind == ControlFlowConditionKind.WhenTrue)
            {
                body.Current.Branch(condition, taken, other);
            }
            else
            {
                body.Current.Branch(condition, other, taken);
            }

            return;
        }

        switch (next?.Semantics)
        {
            case ControlFlowBranchSemantics.Return when block.BranchValue is not null:
                At(block.BranchValue);
                if (block.BranchValue.Type is { } && _scope.Method.ReturnsByRef)
                {
                    Refuse(block.BranchValue, "Returning by reference");
                }

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
                    Refuse(block.BranchValue, "This exception handling");
                }

                body.Current.Jump(_scope.Exit);
                break;
        }
    }

    private BlockBuilder Target(ControlFlowBranch branch, Dictionary<BasicBlock, BlockBuilder> blocks) =>
        branch.Destination is null ? _scope.Exit : blocks[branch.Destination];

    // The compiler closes a switch expression that names not every value with a throw; any other throw is the user's.
    private void Throw(IOperation? thrown)
    {
        if (thrown is IObjectCreationOperation { IsImplicit: true } || thrown is { IsImplicit: true })
        {
            body.Emit(new GuardInstruction(
                body.Line, body.NewSite(-1, SiteKind.Guard), new ConstantExpression(ValueType.Boolean, "true", null), FaultKind.SwitchUnmatched, null));
        }
        else if (thrown is not null)
        {
            Refuse(thrown, "Throwing an exception");
        }

        body.Current.Jump(_scope.Exit);
    }

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
                    Refuse(first, "Code within try, using or lock");
                }

                return;
            }
        }
    }

    // The graph of a foreach has a finally that would dispose the enumerator; a span's needs none, and the compiler emits none.
    private bool DisposesEnumeratorOnly(ControlFlowRegion region)
    {
        ControlFlowRegion last = region.NestedRegions[region.NestedRegions.Length - 1];
        for (int i = last.FirstBlockOrdinal; i <= last.LastBlockOrdinal; i++)
        {
            BasicBlock block = _scope.Graph.Blocks[i];
            if (block.BranchValue is not null
                || block.Operations.Any(o => o is not IInvocationOperation { IsImplicit: true, Instance.Type: { } type } || !TypeReader.IsSpanEnumerator(type)))
            {
                return false;
            }
        }

        return true;
    }

    private void At(IOperation operation)
    {
        body.Line = operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        body.File = context.PathOf(operation.Syntax.SyntaxTree);
    }

    private Operand Refuse(IOperation operation, string what)
    {
        context.Report(KernelDiagnostics.Unsupported, operation.Syntax, what);
        return Dummy(operation.Type);
    }

    // Stands in for the value of something refused, so that the rest of the method is still looked at.
    private static Operand Dummy(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple
            ? new TupleOperand([.. tuple.TupleElements.Select(e => Dummy(e.Type))])
            : new ScalarOperand(Default(TypeReader.Read(type, out _) is { Kind: not ValueKind.Void } known ? known : ValueType.Int32));

    private static Expression Default(ValueType type) => type.Kind switch
    {
        ValueKind.Struct => new NewExpression(type, EquatableArray<Expression>.Empty),
        ValueKind.Boolean => new ConstantExpression(type, "false", null),
        _ => ConstantText.Of(type, 0),
    };

    private ValueType TypeOf(IOperation operation) => TypeOf(operation.Type, operation.Syntax);

    private ValueType TypeOf(ITypeSymbol? type, SyntaxNode place)
    {
        ValueType? known = TypeReader.Read(type, out string reason);
        if (known is null)
        {
            context.Report(KernelDiagnostics.BadType, place, type?.ToDisplayString() ?? "?", reason);
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

        Refuse(operation, $"A value of type '{operation.Type?.ToDisplayString()}' here");
        return ConstantText.Of(ValueType.Int32, 0);
    }
}
