using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Vector2, Vector3 and Vector4: what is computed field by field. Sums over the fields, as in Dot, have no order that is the same everywhere.</content>
internal sealed partial class MethodTranslator
{
    private static readonly ValueType Component = new(ValueKind.Single, "float");

    // The fields of a vector in their order; null for other types.
    private static string[]? ComponentsOf(ITypeSymbol? type) => type is not { ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } }
        || !KnownTypes.IsFramework(type) ? null : type.Name switch
        {
            "Vector2" => ["X", "Y"],
            "Vector3" => ["X", "Y", "Z"],
            "Vector4" => ["X", "Y", "Z", "W"],
            _ => null,
        };

    // An operator or a constant of a vector; null for other members.
    private Operand? VectorMember(IMethodSymbol method, IReadOnlyList<Operand> arguments, IOperation site)
    {
        if (ComponentsOf(method.ContainingType) is not { } names)
        {
            return null;
        }

        if (arguments.Count == 0)
        {
            return ConstantOf(method.Name) is { } one ? Vector(method.ContainingType, names, name => ConstantText.Of(Component, one(name)), site) : null;
        }

        if (arguments.Count != 2 || arguments[0] is not ScalarOperand { Value: var left } || arguments[1] is not ScalarOperand { Value: var right })
        {
            return null;
        }

        return method.Name is "op_Equality" or "op_Inequality" ? Equality(names, left, right, method.Name == "op_Equality")
            : FieldwiseOf(method.Name) is not { } @operator ? null
            : Vector(
                method.ContainingType,
                names,
                name => Combine(@operator, ComponentOf(left, name), ComponentOf(right, name), Component, isChecked: false),
                site);
    }

    private static Func<string, int>? ConstantOf(string getter) => getter switch
    {
        "get_Zero" => static _ => 0,
        "get_One" => static _ => 1,
        "get_UnitX" or "get_UnitY" or "get_UnitZ" or "get_UnitW" => name => getter.EndsWith(name, StringComparison.Ordinal) ? 1 : 0,
        _ => null,
    };

    private static BinaryOperator? FieldwiseOf(string method) => method switch
    {
        "op_Addition" => BinaryOperator.Add,
        "op_Subtraction" => BinaryOperator.Subtract,
        "op_Multiply" => BinaryOperator.Multiply,
        "op_Division" => BinaryOperator.Divide,
        _ => null,
    };

    // A vector of numbers and shorter vectors, or of one number; null for other constructors.
    private Operand? VectorCreation(IObjectCreationOperation operation)
    {
        if (operation.Constructor is not { Parameters.Length: > 0 } constructor || ComponentsOf(operation.Type) is not { } names
            || constructor.Parameters.Any(static p => p.Type.SpecialType != SpecialType.System_Single && ComponentsOf(p.Type) is null))
        {
            return null;
        }

        List<Expression> parts = [];
        foreach ((IParameterSymbol parameter, Operand value) in constructor.Parameters.Zip(ValuesByParameter(operation.Arguments), static (p, v) => (p, v)))
        {
            if (value is not ScalarOperand scalar)
            {
                return Refuse(operation);
            }

            parts.AddRange(ComponentsOf(parameter.Type)?.Select(name => ComponentOf(scalar.Value, name)) ?? [scalar.Value]);
        }

        return Vector(operation.Type!, names, name => parts.Count == 1 ? parts[0] : parts[Array.IndexOf(names, name)], operation);
    }

    // A number stands for a vector of equal numbers.
    private Expression ComponentOf(Expression value, string name) =>
        value.Type.Kind == ValueKind.Struct ? body.Value(new FieldExpression(Component, value, name), name) : value;

    private ScalarOperand Vector(ITypeSymbol type, string[] names, Func<string, Expression> component, IOperation site)
    {
        Expression[] components = [.. names.Select(component)];
        LocalPlace made = Fresh(Default(TypeOf(type, site.Syntax)), "made");
        for (int i = 0; i < names.Length; i++)
        {
            WritePlace(Extend(made, names[i], Component), components[i]);
        }

        return new ScalarOperand(ReadPlace(made));
    }

    private ScalarOperand Equality(string[] names, Expression left, Expression right, bool isEquality)
    {
        Expression all = True;
        foreach (string name in names)
        {
            all = And(all, body.Value(Compared(BinaryOperator.Equal, ComponentOf(left, name), ComponentOf(right, name)), "test"));
        }

        return new ScalarOperand(isEquality ? all : Not(all));
    }
}
