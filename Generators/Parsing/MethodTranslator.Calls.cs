using System.Collections.Immutable;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Calls of methods with source; these are inlined.</content>
internal sealed partial class MethodTranslator
{
    // Beyond this number of operations a kernel takes seconds to compile, and its text is megabytes long.
    private const int MostInlined = 20_000;
    private const int DeepestCall = 64;

    private Operand Invocation(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        if (OmittedCalls.IsOmitted(method, operation.Syntax))
        {
            return NothingOperand.Instance;
        }

        return Library(operation) ?? InvokeSource(operation, method);
    }

    private Operand InvokeSource(IInvocationOperation operation, IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Constructor)
        {
            return Chain(operation, method);
        }

        if (method.IsImplicitlyDeclared && method.ContainingType.IsRecord && method.Name == "Equals" && operation.Arguments.Length == 1
            && !context.IsForeign(method) && operation.Instance is { } one && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, method.ContainingType))
        {
            Receiver left = ReceiverOf(one);
            Expression right = Scalar(operation.Arguments[0].Value);
            return new ScalarOperand(RecordsEqual(method.ContainingType, ReadPlace(left.Place), right, operation));
        }

        Scope? callee = Enter(method, operation);
        if (callee is null)
        {
            return Dummy(operation.Type);
        }

        if (!method.IsStatic && method.MethodKind != MethodKind.LocalFunction && operation.Instance is { } instance)
        {
            BindReceiver(callee, instance, operation);
            if (IsRefusedWith(method))
            {
                return Dummy(operation.Type);
            }
        }

        BindArguments(callee, operation.Arguments);
        return Run(callee);
    }

    // A member of a refused struct is refused with the struct.
    private bool IsRefusedWith(IMethodSymbol method) => !method.IsStatic && context.IsRefused(method.ContainingType);

    // A member of an extension block has its receiver as a parameter; any other member has it as 'this'.
    private void BindReceiver(Scope callee, IOperation instance, IOperation site)
    {
        IMethodSymbol member = callee.Method;
        if (member.ContainingType.ExtensionParameter is not { } parameter)
        {
            callee.This = Given(ReceiverOf(instance), member);
        }
        else if (parameter.RefKind == RefKind.None)
        {
            BindByValue(callee, parameter, Evaluate(instance), site);
        }
        else if (PlaceOf(instance) is { } place and not PropertyPlace)
        {
            callee.Declare(parameter, ReferenceTo(place, parameter.RefKind == RefKind.Ref ? PlacePermission.Writable : PlacePermission.ReadOnly).Variable);
        }
        else
        {
            Refuse(instance);
        }
    }

    // C#'s rule on defensive copies: a member that is not readonly gets a copy of a read-only place.
    private Receiver Given(Receiver receiver, IMethodSymbol member)
    {
        if (member.IsReadOnly || member.ContainingType.IsReadOnly)
        {
            return receiver with { Permission = PlacePermission.ReadOnly };
        }

        return receiver.Permission == PlacePermission.Writable
            ? receiver
            : new Receiver(Fresh(ReadPlace(receiver.Place), "self"), PlacePermission.Writable);
    }

    // Arguments are evaluated in the order of the source; the symbol says which parameter each is for.
    private void BindArguments(Scope callee, ImmutableArray<IArgumentOperation> arguments)
    {
        List<(IParameterSymbol Parameter, Operand Value, IArgumentOperation Argument)> values = [];
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = callee.Method.Parameters[argument.Parameter!.Ordinal];
            if (parameter.RefKind == RefKind.None)
            {
                values.Add((parameter, Evaluate(argument.Value), argument));
            }
            else
            {
                BindByReference(callee, parameter, argument);
            }
        }

        foreach ((IParameterSymbol parameter, Operand value, IArgumentOperation argument) in values)
        {
            BindByValue(callee, parameter, value, argument);
        }
    }

    private void BindByReference(Scope callee, IParameterSymbol parameter, IArgumentOperation argument)
    {
        IOperation value = Declared(argument.Value);
        if (value is not IDiscardOperation)
        {
            Bind(callee, parameter, ArgumentOf(parameter, value), argument);
        }
        else if (IsAggregate(parameter.Type))
        {
            callee.Declare(parameter, NewVariable("unused", parameter.Type, argument.Syntax));
        }
        else
        {
            callee.Declare(parameter, ReferenceTo(LocalFor(parameter, argument), PlacePermission.Writable).Variable);
        }
    }

    // What a parameter gets. One that is a reference, also of an operator or an indexer, refers to the argument's place: what is evaluated later may change it.
    private Operand ArgumentOf(IParameterSymbol parameter, IOperation value)
    {
        if (parameter.RefKind == RefKind.None)
        {
            return Evaluate(value);
        }

        if (IsAggregate(parameter.Type))
        {
            return VariableFor(value) is { } aggregate ? new ReferenceOperand(new AliasVariable(aggregate)) : Evaluate(value);
        }

        PlacePermission permission = parameter.RefKind is RefKind.Ref or RefKind.Out ? PlacePermission.Writable : PlacePermission.ReadOnly;
        if (PlaceOf(value) is { } place)
        {
            return ReferenceTo(IsOfProperty(value) ? Copied(place) : place, permission);
        }

        // An 'in' parameter gets a value as a place of its own.
        return permission == PlacePermission.ReadOnly && Evaluate(value) is ScalarOperand scalar
            ? ReferenceTo(Fresh(scalar.Value, parameter.Name), permission)
            : Refuse(value);
    }

    private static ReferenceOperand ReferenceTo(Place place, PlacePermission permission)
    {
        PlaceVariable variable = new(permission);
        variable.Candidates.Add(place);
        return new ReferenceOperand(variable);
    }

    private void Bind(Scope callee, IParameterSymbol parameter, Operand given, IOperation site)
    {
        if (given is ReferenceOperand reference)
        {
            callee.Declare(parameter, reference.Variable);
        }
        else
        {
            BindByValue(callee, parameter, given, site);
        }
    }

    private LocalPlace LocalFor(IParameterSymbol parameter, IOperation place)
    {
        ValueType type = TypeOf(parameter.Type, place.Syntax);
        return new LocalPlace(body.NewLocal("unused", type), type, MemberPath.Whole, type);
    }

    private void BindByValue(Scope callee, IParameterSymbol parameter, Operand value, IOperation site)
    {
        Scope caller = _scope;
        _scope = callee;
        Variable variable = NewVariable(parameter.Name, parameter.Type, parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation));
        callee.Declare(parameter, variable);
        AssignVariable(variable, value, site);
        _scope = caller;
    }

    // Calls an accessor, an operator or a conversion.
    private Operand Call(IMethodSymbol method, Receiver? receiver, IReadOnlyList<Operand> arguments, IOperation site)
    {
        if (receiver is not null && method.AssociatedSymbol is IPropertySymbol property && StructMembers.IsWithoutCode(method))
        {
            Place field = Extend(receiver.Place, property.Name, TypeOf(property.Type, site.Syntax));
            if (arguments.Count == 0)
            {
                return new ScalarOperand(ReadPlace(field));
            }

            WritePlace(field, ((ScalarOperand)arguments[0]).Value, StorePurpose.Update);
            return NothingOperand.Instance;
        }

        if (VectorMember(method, arguments, site) is { } vector)
        {
            return vector;
        }

        Scope? callee = Enter(method, site);
        if (callee is null)
        {
            return Dummy(method.ReturnType);
        }

        callee.This = receiver is null ? null : Given(receiver, method);
        for (int i = 0; i < arguments.Count; i++)
        {
            Bind(callee, callee.Method.Parameters[i], arguments[i], site);
        }

        return Run(callee);
    }

    // Calls a method whose parameters are all out.
    private void CallWithPlaces(IMethodSymbol method, Receiver receiver, IReadOnlyList<LocalPlace> places, IOperation site)
    {
        Scope? callee = Enter(method, site);
        if (callee is null)
        {
            return;
        }

        callee.This = Given(receiver, method);
        for (int i = 0; i < places.Count; i++)
        {
            callee.Declare(callee.Method.Parameters[i], ReferenceTo(places[i], PlacePermission.Writable).Variable);
        }

        Run(callee);
    }

    private Scope? Enter(IMethodSymbol method, IOperation site)
    {
        method = method.ReducedFrom ?? method;
        method = method.PartialImplementationPart ?? method;
        for (Scope? scope = _scope; scope is not null; scope = scope.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(scope.Method, method) && scope.Shares is null)
            {
                context.Report(KernelDiagnostics.Recursion, site.Syntax, MethodName.Of(method));
                return null;
            }
        }

        if (IsRefusedWith(method))
        {
            return null;
        }

        bool hasSource = method.DeclaringSyntaxReferences.Length > 0 && !context.IsForeign(method);
        string? refused = method.MethodKind is MethodKind.Constructor ? null : RefusedCalls.Why(method, hasSource);
        ControlFlowGraph? graph = refused is null && hasSource ? GraphOf(method) : null;
        if (graph is null)
        {
            if (!context.IsRefused(method.ContainingType))
            {
                context.Report(
                    KernelDiagnostics.BadCall, CallPlaces.NameIn(site.Syntax), method.ToDisplayString(), refused ?? RefusedCalls.WithoutSource(method, hasSource));
            }

            return null;
        }

        string? excess = body.Count > MostInlined ? $"inline to more than {MostInlined} operations; call fewer helpers, or call them in a loop"
            : _scope.Depth >= DeepestCall ? $"are more than {DeepestCall} deep; put the work of some helpers into their callers, or call one in a loop"
            : null;
        if (excess is not null)
        {
            context.Report(KernelDiagnostics.TooLarge, OutermostCall(site.Syntax), KernelName(), ChainOf(method), excess);
            return null;
        }

        return new Scope(method, graph, _scope, LoopChain.Around(site.Syntax, _scope)) { CalledAt = site.Syntax };
    }

    // The call in the kernel itself through which this method was reached.
    private SyntaxNode OutermostCall(SyntaxNode site)
    {
        SyntaxNode call = site;
        for (Scope? scope = _scope; scope?.Caller is not null; scope = scope.Caller)
        {
            call = scope.CalledAt ?? call;
        }

        return call;
    }

    private string KernelName()
    {
        Scope scope = _scope;
        while (scope.Caller is not null)
        {
            scope = scope.Caller;
        }

        return scope.Method.Name;
    }

    private string ChainOf(IMethodSymbol method)
    {
        const int Shown = 8;
        List<string> names = [MethodName.Of(method)];
        Scope? scope = _scope;
        for (; scope?.Caller is not null && names.Count < Shown; scope = scope.Caller)
        {
            names.Insert(0, MethodName.Of(scope.Method));
        }

        return (scope?.Caller is null ? "" : "… → ") + string.Join(" → ", names);
    }

    private ControlFlowGraph? GraphOf(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            for (Scope? scope = _scope; scope is not null; scope = scope.Caller)
            {
                if (scope.Graph.LocalFunctions.Contains(method))
                {
                    return scope.Graph.GetLocalFunctionControlFlowGraph(method, context.Cancellation);
                }
            }

            return null;
        }

        SyntaxNode? syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation);
        return syntax is null ? null : context.GraphOf(syntax);
    }

    private static string ResultName(IMethodSymbol method) => method.AssociatedSymbol switch
    {
        IPropertySymbol { IsIndexer: true } => "item",
        IPropertySymbol property => property.Name,
        _ => method.Name + "Result",
    };

    private Operand Run(Scope callee)
    {
        IMethodSymbol method = callee.Method;
        if (!method.ReturnsVoid && method.MethodKind != MethodKind.Constructor)
        {
            Scope caller = _scope;
            _scope = callee;
            callee.Result = NewVariable(
                ResultName(method),
                method.ReturnType,
                method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation));
            _scope = caller;
        }

        int line = body.Line;
        string file = body.File;
        callee.Exit = body.NewBlock();
        Translate(callee);
        body.Begin(callee.Exit);
        body.Line = line;
        body.File = file;
        return callee.Result is null ? NothingOperand.Instance
            : callee.Result is SpanVariable { Root: null } ? EmptySpan(method.ReturnType)
            : ReadVariable(callee.Result, callee.Graph.OriginalOperation);
    }
}
