using System.Collections.Immutable;
using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Calls: device functions, atomics, and methods with source, which are inlined.</content>
internal sealed partial class MethodTranslator
{
    private Operand Invocation(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        if (TypeReader.IsSpan(method.ContainingType))
        {
            return SpanMethod(operation);
        }

        if (TypeReader.IsSpanEnumerator(method.ContainingType))
        {
            return EnumeratorMethod(operation);
        }

        if (MathFunctions.Find(method) is { } function)
        {
            Expression[] arguments = Arguments(operation.Arguments);
            GuardFunction(method.Name, arguments);
            ValueType result = TypeOf(operation);
            return new ScalarOperand(method.Name is "PopCount" or "LeadingZeroCount" or "TrailingZeroCount"
                ? Converted(new CallExpression(ValueType.Int32, function, arguments.ToEquatable()), result)
                : new CallExpression(result, function, arguments.ToEquatable()));
        }

        if (AtomicFunctions.Find(method) is { } atomic)
        {
            return Atomic(operation, atomic);
        }

        if (method.Name == "AsSpan" && operation.Arguments.Length == 1 && Evaluate(operation.Arguments[0].Value) is SpanOperand array)
        {
            return array;
        }

        return Inline(method, operation.Instance, operation.Arguments, operation);
    }

    // What the library's functions throw for.
    private void GuardFunction(string name, Expression[] arguments)
    {
        ValueType type = arguments[0].Type;
        switch (name)
        {
            case "Abs" when type.IsSigned:
                Guard(new BinaryExpression(ValueType.Boolean, BinaryOperator.Equal, arguments[0], Least(type)), FaultKind.Overflow, -1, null);
                break;
            case "Sign" when type.IsFloating:
                Guard(new BinaryExpression(ValueType.Boolean, BinaryOperator.NotEqual, arguments[0], arguments[0]), FaultKind.NotANumber, -1, null);
                break;
            case "Clamp" when !(arguments[1] is ConstantExpression { Integer: long low } && arguments[2] is ConstantExpression { Integer: long high } && low <= high):
                Guard(new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, arguments[1], arguments[2]), FaultKind.EmptyRange, -1, null);
                break;
        }
    }

    private Expression[] Arguments(ImmutableArray<IArgumentOperation> operations)
    {
        Expression[] values = new Expression[operations.Length];
        BodyBuilder.Mark[] marks = new BodyBuilder.Mark[operations.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Scalar(operations[i].Value);
            marks[i] = body.Here();
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = body.Keep(values[i], marks[i]);
        }

        return values;
    }

    private Operand Atomic(IInvocationOperation operation, AtomicFunction function)
    {
        ImmutableArray<IArgumentOperation> ordered = [.. operation.Arguments.OrderBy(a => a.Parameter!.Ordinal)];
        if (PlaceOf(ordered[0].Value) is not ElementPlace { Root.Parameter: >= 0 } named)
        {
            return Refuse(operation.Arguments[0], "An atomic operation on something that is not an element of a span parameter");
        }

        ElementPlace place = (ElementPlace)Steady(named);
        ValueType type = place.Value;
        Expression[] arguments = Arguments([.. ordered.Skip(1)]);
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Converted(body.Stable(arguments[i], "operand"), type);
        }

        if (function.Operand is { } fixedOperand)
        {
            arguments = [ConstantText.Of(type, 1)];
            arguments[0] = fixedOperand > 0 ? arguments[0] : new UnaryExpression(type, UnaryOperator.Negate, arguments[0]);
            if (fixedOperand < 0 && !type.IsSigned)
            {
                arguments[0] = new ConvertExpression(type, ConstantText.Of(ValueType.Int64, -1));
            }
        }

        bool wanted = operation.Type!.SpecialType != SpecialType.System_Void && operation.Parent is not IExpressionStatementOperation;
        int old = wanted ? body.NewLocal("old", type) : -1;
        Expression[] passed = function.Operator == AtomicOperator.CompareExchange ? [arguments[1], arguments[0]] : arguments;
        body.Emit(new AtomicInstruction(
            body.Line, old, function.Operator, AccessTo(place, SiteKind.ReadWrite), passed.ToEquatable()));
        if (!wanted)
        {
            return new ScalarOperand(Default(type));
        }

        Expression before = new LocalExpression(type, old);
        return new ScalarOperand(function.GivesNew ? new BinaryExpression(type, BinaryOperator.Add, before, arguments[0]) : before);
    }

    private Operand Inline(IMethodSymbol method, ImmutableArray<IOperation> operands, IOperation site) =>
        Inline(method, null, operands, site);

    private Operand Inline(IMethodSymbol method, IOperation? instance, ImmutableArray<IOperation> operands, IOperation site)
    {
        Operand[] values = new Operand[operands.Length];
        BodyBuilder.Mark[] marks = new BodyBuilder.Mark[operands.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Evaluate(operands[i]);
            marks[i] = body.Here();
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Keep(values[i], marks[i]);
        }

        return Inline(method, instance, [.. values], site);
    }

    private Operand Inline(IMethodSymbol method, IOperation? instance, ImmutableArray<Operand> operands, IOperation site)
    {
        Scope? callee = Enter(method, site);
        if (callee is null)
        {
            return Dummy(site.Type);
        }

        Receiver receiver = Receive(callee, instance, site);
        for (int i = 0; i < operands.Length; i++)
        {
            Bind(callee, method.Parameters[i], operands[i], site);
        }

        return Run(callee, receiver);
    }

    private Operand Inline(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, IOperation site)
    {
        Scope? callee = Enter(method, site);
        if (callee is null)
        {
            return Dummy(site.Type);
        }

        Receiver receiver = Receive(callee, instance, site);
        List<(IParameterSymbol Parameter, Operand Value, BodyBuilder.Mark Mark)> values = [];
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Parameter!.Ordinal];
            if (parameter.RefKind != RefKind.None && PlaceOf(argument.Value) is { } place)
            {
                callee.Declare(parameter, new PlaceVariable { Place = Steady(place) });
            }
            else
            {
                values.Add((parameter, Evaluate(argument.Value), body.Here()));
            }
        }

        foreach ((IParameterSymbol parameter, Operand value, BodyBuilder.Mark mark) in values)
        {
            Bind(callee, parameter, Keep(value, mark), site);
        }

        return Run(callee, receiver);
    }

    private Scope? Enter(IMethodSymbol method, IOperation site)
    {
        method = method.ReducedFrom ?? method;
        for (Scope? scope = _scope; scope is not null; scope = scope.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(scope.Method, method))
            {
                context.Report(KernelDiagnostics.Recursion, site.Syntax, method.Name);
                return null;
            }
        }

        string? refused =
            method.IsGenericMethod || method.ContainingType.IsGenericType ? "it is generic"
            : method.IsVirtual || method.IsAbstract || method.IsOverride ? "it is virtual"
            : method.IsAsync ? "it is async"
            : method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns a reference"
            : !method.IsStatic && method.ContainingType.TypeKind != TypeKind.Struct && method.MethodKind != MethodKind.LocalFunction ? "it is an instance method of a class"
            : null;
        ControlFlowGraph? graph = refused is null ? GraphOf(method) : null;
        if (graph is null)
        {
            context.Report(
                KernelDiagnostics.BadCall, site.Syntax, method.ToDisplayString(),
                refused ?? "its source is not in this compilation, and it has no counterpart on devices");
            return null;
        }

        Scope callee = new(method, graph, _scope);
        ScopeScan.Run(callee);
        return callee;
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
        return syntax is null ? null : KernelParser.GraphOf(context.Compilation, syntax, context.Cancellation);
    }

    // A struct's member works on the struct where it is; on a copy that is put back when it is an element.
    private readonly record struct Receiver(ElementPlace? Element, int Copy);

    private Receiver Receive(Scope callee, IOperation? instance, IOperation site)
    {
        if (instance is null || callee.Method.IsStatic)
        {
            return default;
        }

        Place? place = PlaceOf(instance);
        if (place is LocalPlace local)
        {
            callee.This = local;
            return default;
        }

        ValueType type = TypeOf(instance.Type, site.Syntax);
        ElementPlace? element = place is null ? null : (ElementPlace)Steady(place);
        bool changes = ScopeScan.ChangesThis(callee.Graph);
        int copy = body.NewLocal("self", type);
        body.Assign(copy, element is null ? Scalar(instance) : ReadPlace(element, forUpdate: changes));
        callee.This = new LocalPlace(copy, type, [], type);
        return new Receiver(changes ? element : null, copy);
    }

    private void Bind(Scope callee, IParameterSymbol parameter, Operand value, IOperation site)
    {
        if (!callee.Assigned.Contains(parameter) && IsSteady(value))
        {
            callee.Declare(parameter, new FixedVariable(value));
            return;
        }

        Scope caller = _scope;
        _scope = callee;
        if (value is SpanOperand span && !callee.Assigned.Contains(parameter))
        {
            callee.Declare(parameter, new FixedVariable(span with
            {
                Start = body.Stable(span.Start, parameter.Name + "Start"),
                Length = body.Stable(span.Length, parameter.Name + "Length"),
            }));
        }
        else
        {
            Variable variable = NewVariable(parameter.Name, parameter.Type, parameter);
            callee.Declare(parameter, variable);
            AssignVariable(variable, value, site);
        }

        _scope = caller;
    }

    private static bool IsSteady(Operand value) => value switch
    {
        ScalarOperand scalar => scalar.Value is ConstantExpression or ArgumentExpression or IndexExpression or LengthExpression or StaticFieldExpression,
        SpanOperand span => IsSteady(new ScalarOperand(span.Start)) && IsSteady(new ScalarOperand(span.Length)),
        TupleOperand tuple => tuple.Elements.All(IsSteady),
        _ => false,
    };

    private Operand Run(Scope callee, Receiver receiver)
    {
        IMethodSymbol method = callee.Method;
        if (!method.ReturnsVoid)
        {
            callee.Result = NewVariable(method.MethodKind == MethodKind.PropertyGet ? method.AssociatedSymbol!.Name : method.Name + "Result", method.ReturnType, method);
        }

        int line = body.Line;
        string file = body.File;
        callee.Exit = body.NewBlock();
        Translate(callee);
        body.Begin(callee.Exit);
        body.Line = line;
        body.File = file;
        if (receiver.Element is { } element)
        {
            WritePlace(element, new LocalExpression(element.Value, receiver.Copy), update: true);
        }

        return callee.Result is null ? Nothing : ReadVariable(callee.Result, callee.Graph.OriginalOperation);
    }
}
