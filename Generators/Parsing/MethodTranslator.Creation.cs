using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Making structs.</content>
internal sealed partial class MethodTranslator
{
    private Operand Creation(IObjectCreationOperation operation)
    {
        if (operation.Type is INamedTypeSymbol { IsTupleType: true })
        {
            return Tuple(operation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value));
        }

        if (operation.Type?.ToDisplayString() == "System.Index" && operation.Arguments.Length >= 1)
        {
            bool fromEnd = operation.Arguments.Length > 1 && operation.Arguments[1].Value.ConstantValue.Value is true;
            return new IndexOperand(body.Stable(Scalar(operation.Arguments[0].Value), "index"), fromEnd);
        }

        ValueType type = TypeOf(operation);
        if (type.Kind != ValueKind.Struct || operation.Constructor is not { } constructor)
        {
            return Refuse(operation, $"'{operation.Syntax}'");
        }

        SyntaxNode? syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation);
        if (HasInitializers(constructor.ContainingType, allowPlain: syntax is TypeDeclarationSyntax))
        {
            return Refuse(operation, $"Making a '{type.Name}', whose fields have initializers,");
        }

        if (syntax is null && operation.Arguments.Length == 0)
        {
            return new ScalarOperand(Default(type));
        }

        if (syntax is TypeDeclarationSyntax)
        {
            RequireAccess(constructor, operation.Syntax);
            Expression[] arguments = new Expression[operation.Arguments.Length];
            Expression[] evaluated = Arguments(operation.Arguments);
            for (int i = 0; i < evaluated.Length; i++)
            {
                arguments[operation.Arguments[i].Parameter!.Ordinal] = evaluated[i];
            }

            return new ScalarOperand(new NewExpression(type, arguments.ToEquatable()));
        }

        int made = body.NewLocal("made", type);
        List<Operand> values = [.. operation.Arguments.Select(_ => Nothing)];
        Expression[] passed = Arguments(operation.Arguments);
        for (int i = 0; i < passed.Length; i++)
        {
            values[operation.Arguments[i].Parameter!.Ordinal] = new ScalarOperand(passed[i]);
        }

        Scope? callee = Enter(constructor, operation);
        if (callee is null)
        {
            return Dummy(operation.Type);
        }

        body.Assign(made, Default(type));
        callee.This = new LocalPlace(made, type, [], type);
        for (int i = 0; i < values.Count; i++)
        {
            Bind(callee, constructor.Parameters[i], values[i], operation);
        }

        Run(callee, default);
        return new ScalarOperand(new LocalExpression(type, made));
    }

    // A constructor that is called as it is may only set members to its parameters or to literals, since nobody looks
    // into the rest; one that is inlined has no place for initializers at all.
    private static bool HasInitializers(INamedTypeSymbol type, bool allowPlain) =>
        type.DeclaringSyntaxReferences
            .Select(r => r.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(t => t.Members)
            .SelectMany(m => m switch
            {
                PropertyDeclarationSyntax { Initializer.Value: { } value } => [value],
                FieldDeclarationSyntax field when !field.Modifiers.Any(k => k.ValueText is "static" or "const") =>
                    field.Declaration.Variables.Where(v => v.Initializer is not null).Select(v => v.Initializer!.Value),
                _ => Enumerable.Empty<ExpressionSyntax>(),
            })
            .Any(value => !allowPlain || value is not (IdentifierNameSyntax or LiteralExpressionSyntax));
}
