using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Making structs: a constructor starts with zeros and runs its initializers first.</content>
internal sealed partial class MethodTranslator
{
    private Operand Creation(IObjectCreationOperation operation)
    {
        if (operation.Type is INamedTypeSymbol { IsTupleType: true })
        {
            return new TupleOperand(ValuesByParameter(operation.Arguments));
        }

        if (TypeReader.IsIndex(operation.Type) || TypeReader.IsRange(operation.Type))
        {
            return IndexCreation(operation);
        }

        if (operation.Type is { TypeKind: TypeKind.Class })
        {
            return IsException(operation.Type) && operation.Syntax is BaseObjectCreationExpressionSyntax { Initializer: not null }
                ? Refuse(operation, $"The initializer of '{operation.Syntax.Quote()}'", "pass the values to the constructor")
                : Refuse(operation, $"Making an object of the class '{operation.Type.ToDisplayString()}'");
        }

        ValueType type = TypeOf(operation);
        if (type.Kind != ValueKind.Struct || operation.Constructor is not { } constructor)
        {
            return operation.Arguments.Length == 0 ? new ScalarOperand(Default(type)) : Refuse(operation);
        }

        if (IsZeroing(constructor))
        {
            return new ScalarOperand(Default(type));
        }

        if (VectorCreation(operation) is { } vector)
        {
            return vector;
        }

        LocalPlace made = new(body.NewLocal("made", type), type, MemberPath.Whole, type);
        Scope? callee = EnterConstructor(constructor, operation);
        if (callee is null)
        {
            return Dummy(operation.Type);
        }

        BindArguments(callee, operation.Arguments);
        WritePlace(made, Default(type));
        Construct(callee, new Receiver(made, PlacePermission.Writable), runsInitializers: true);
        return new ScalarOperand(ReadPlace(made));
    }

    // new S() where S has no constructor without parameters.
    private static bool IsZeroing(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0 && !IsPrimary(constructor);

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is TypeDeclarationSyntax);

    // : this(…) runs another constructor on the same struct, and the initializers with it.
    private Operand Chain(IInvocationOperation operation, IMethodSymbol constructor)
    {
        if (_scope.FindThis() is not { } self)
        {
            return Refuse(operation);
        }

        if (IsZeroing(constructor))
        {
            WritePlace(self.Place, Default(self.Place.Value));
            return NothingOperand.Instance;
        }

        if (EnterConstructor(constructor, operation) is { } callee)
        {
            BindArguments(callee, operation.Arguments);
            Construct(callee, self, runsInitializers: true);
        }

        return NothingOperand.Instance;
    }

    // A primary constructor has no graph: it consists of its parameters' properties and the initializers.
    private Scope? EnterConstructor(IMethodSymbol constructor, IOperation site) =>
        IsPrimary(constructor) && !context.IsForeign(constructor)
            ? new Scope(constructor, _scope.Graph, _scope, LoopChain.Around(site.Syntax, _scope)) { CalledAt = site.Syntax }
            : Enter(constructor, site);

    private void Construct(Scope callee, Receiver self, bool runsInitializers)
    {
        callee.This = self;
        bool isPrimary = IsPrimary(callee.Method);
        bool chains = callee.Method.DeclaringSyntaxReferences.Any(static r =>
            r.GetSyntax() is ConstructorDeclarationSyntax { Initializer.ThisOrBaseKeyword.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.ThisKeyword });
        if (isPrimary)
        {
            SetPositional(callee, self);
        }

        if (runsInitializers && !chains)
        {
            RunInitializers(callee);
        }

        if (!isPrimary)
        {
            Run(callee);
        }
    }

    // The properties that a record has for its parameters.
    private void SetPositional(Scope callee, Receiver self)
    {
        if (!callee.Method.ContainingType.IsRecord)
        {
            return;
        }

        foreach (IParameterSymbol parameter in callee.Method.Parameters)
        {
            IPropertySymbol? property = callee.Method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
                .FirstOrDefault(static p => p.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is ParameterSyntax));
            if (property is not null && callee.Find(parameter) is { } variable
                && ReadVariable(variable, callee.Graph.OriginalOperation) is ScalarOperand value)
            {
                WritePlace(Extend(self.Place, property.Name, value.Value.Type), value.Value);
            }
        }
    }

    private void RunInitializers(Scope callee)
    {
        IEnumerable<EqualsValueClauseSyntax> initializers = callee.Method.ContainingType.DeclaringSyntaxReferences
            .Select(r => r.GetSyntax(context.Cancellation))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(static t => t.Members)
            .SelectMany(static m => m switch
            {
                PropertyDeclarationSyntax { Initializer: { } value } property when !IsStatic(property) => [value],
                FieldDeclarationSyntax field when !IsStatic(field) =>
                    field.Declaration.Variables.Where(static v => v.Initializer is not null).Select(static v => v.Initializer!),
                _ => Enumerable.Empty<EqualsValueClauseSyntax>(),
            });
        foreach (EqualsValueClauseSyntax initializer in initializers)
        {
            ControlFlowGraph? graph = context.GraphOf(initializer);
            if (graph is not null)
            {
                Scope scope = new(callee.Method, graph, callee.Caller, callee.CalledIn) { Shares = callee, This = callee.This };
                scope.Exit = body.NewBlock();
                int line = body.Line;
                string file = body.File;
                Translate(scope);
                body.Begin(scope.Exit);
                body.Line = line;
                body.File = file;
            }
        }
    }

    private static bool IsStatic(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(static k => k.ValueText is "static" or "const");
}
