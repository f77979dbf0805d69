using System.Globalization;
using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <content>Exceptions that kernels throw.</content>
internal sealed partial class MethodTranslator
{
    // The compiler ends a switch expression that does not cover every value with a throw; any other throw is the user's.
    private void Throw(IOperation? thrown)
    {
        IOperation? exception = thrown;
        while (exception is IConversionOperation { IsImplicit: true } conversion)
        {
            exception = conversion.Operand;
        }

        if (exception is IObjectCreationOperation { IsImplicit: true } || exception is null)
        {
            body.Emit(new GuardInstruction(body.Line, body.NewSite(-1, SiteKind.Guard), True, ErrorKind.SwitchUnmatched, null));
        }
        else if (exception is IObjectCreationOperation creation && CreationText(creation) is { } text)
        {
            RequireAccess(creation.Constructor!, creation.Syntax);
            At(exception);
            GuardThrow(True, text);
        }
        else
        {
            Refuse(exception, "Throwing an exception that is not made of constants", "throw a new one, with constant arguments");
        }

        body.Current.Jump(_scope.Exit);
    }

    // The host can make an exception of constants, whichever device has thrown it.
    private string? CreationText(IObjectCreationOperation creation)
    {
        if (creation.Constructor is null || creation.Initializer is not null || creation.Type is null)
        {
            return null;
        }

        List<string> arguments = [];
        foreach (IArgumentOperation argument in creation.Arguments)
        {
            // Default arguments are included: some tell where the call stands.
            string? text = ConstantOf(argument.Value);
            if (text is null && argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                continue;
            }

            if (text is null || !CSharpName.CanWrite(argument.Parameter!.Name))
            {
                return null;
            }

            arguments.Add(TypeReader.Escaped(argument.Parameter.Name) + ": " + text);
        }

        return $"new {TypeReader.Name(creation.Type)}({string.Join(", ", arguments)})";
    }

    private static bool IsException(ITypeSymbol type)
    {
        ITypeSymbol? part = type;
        while (part is not null && !(part.Name == nameof(Exception) && KnownTypes.IsInSystem(part)))
        {
            part = part.BaseType;
        }

        return part is not null;
    }

    private string? ConstantOf(IOperation value)
    {
        if (value.ConstantValue is not { HasValue: true, Value: var constant })
        {
            return null;
        }

        if (value.Type is { } named && (constant is null || named.TypeKind == TypeKind.Enum))
        {
            RequireAccess(named, value.Syntax);
        }

        return constant switch
        {
            null => $"default({(value.Type is null ? "object" : TypeReader.Name(value.Type))})",
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            _ when context.Types.Read(value.Type, out _) is { } type =>
                value.Type!.TypeKind == TypeKind.Enum
                    ? $"({TypeReader.Name(value.Type)})({ConstantText.Of(type, constant).Text})"
                    : ConstantText.Of(type, constant).Text,
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
