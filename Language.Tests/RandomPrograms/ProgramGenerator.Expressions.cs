using System.Globalization;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Expressions. Each has exactly the type asked for, so that overload resolution never surprises.</summary>
internal sealed partial class ProgramGenerator
{
    private static readonly int[] Numbers = [0, 1, 2, 3, 5, 7, 10, 31, 33, 100, -1, -2, -7, -100, int.MaxValue, int.MinValue];

    private static readonly string[] Patterns = ["> 3 and < 40", "1 or 2 or > 50", "not 7", "not (> 5 or < -5)", "0"];

    /// <summary>Makes an expression.</summary>
    /// <param name="scope">What it can name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="depth">How deep it may be.</param>
    /// <param name="constant">Whether it may be a constant: C# computes with these at build time and refuses what overflows.</param>
    /// <returns>The expression.</returns>
    private CodeNode Expression(ProgramScope scope, string type, int depth, bool constant = true)
    {
        if (depth <= 0 || Chance(5))
        {
            return Leaf(scope, type, constant);
        }

        int kind = _random.Next(10);
        return kind switch
        {
            0 => Ternary(scope, type, depth),
            1 => Changing(scope, type, depth) ?? Leaf(scope, type, constant),
            2 when Find(_helpers, helper => helper.Result == type && CanCall(scope, helper)) is { } found => Call(scope, found, depth - 1),
            3 when type != "bool" => Switch(scope, type, depth),
            _ => type switch
            {
                "int" => Integer(scope, depth),
                "bool" => Condition(scope, depth),
                "S" => Structure(scope, depth),
                "float" or "double" => Floating(scope, type, depth),
                "uint" or "long" or "ulong" => Wide(scope, type, depth),
                _ => CodeNode.Expression(type, $"({type})({Expression(scope, "int", depth - 1, constant: false)})"),
            },
        };
    }

    private CodeNode Leaf(ProgramScope scope, string type, bool constant)
    {
        if (constant && Chance(3))
        {
            return Literal(type);
        }

        Elements? elements = Find(scope.Arrays, array => array.Type == type);
        if (elements is not null && Chance(2))
        {
            return Element(scope, elements, 1);
        }

        if (Find(scope.Places, place => place.Type == type) is { } found)
        {
            return CodeNode.Expression(type, $"{found.Name}");
        }

        if (elements is not null)
        {
            return Element(scope, elements, 0);
        }

        Place number = Find(scope.Places, place => place.Type == "int")!;
        return type switch
        {
            "bool" => CodeNode.Expression(type, $"({number.Name} > 3)"),
            _ => CodeNode.Expression(type, $"(({type}){number.Name})"),
        };
    }

    private CodeNode Literal(string type)
    {
        int number = Pick(Numbers);
        string text = type switch
        {
            "int" => number == int.MinValue ? "int.MinValue" : number < 0 ? $"({number})" : Invariant(number),
            "uint" => Invariant(number & int.MaxValue) + "u",
            "long" => $"({number}L)",
            "ulong" => Invariant(number & int.MaxValue) + "ul",
            "float" => Chance(6) ? "float.MaxValue" : $"({number % 1000 * 0.5f:0.0}f)",
            "double" => Chance(6) ? "1e300" : $"({number % 1000 * 0.25:0.00})",
            "bool" => number % 2 == 0 ? "true" : "false",
            "char" => "'k'",
            "S" => "default(S)",
            "sbyte" or "short" => $"(({type})({number % 100}))",
            _ => $"(({type}){number & 127})",
        };
        return CodeNode.Expression(type, $"{text}");
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private CodeNode Element(ProgramScope scope, Elements elements, int depth)
        => CodeNode.Expression(elements.Type, $"{elements.Name}[{Index(scope, elements, depth)}]");

    /// <summary>An index in the item's own block.</summary>
    private CodeNode Index(ProgramScope scope, Elements elements, int depth)
    {
        string start = elements.Start.Length > 0 ? elements.Start + " + " : "";
        if (depth <= 0 || Chance(3))
        {
            return CodeNode.Of($"{start}{_random.Next(elements.Mask + 1)}");
        }

        CodeNode inner = Expression(scope, "int", depth - 1, constant: false);
        return elements.Start == Base && Chance(3)
            ? CodeNode.Of($"{start}(int)((uint){inner} % 60u)")
            : CodeNode.Of($"{start}({inner} & {elements.Mask})");
    }

    private CodeNode Ternary(ProgramScope scope, string type, int depth)
    {
        CodeNode condition = Expression(scope, "bool", depth - 1, constant: false);
        return CodeNode.Expression(type, $"({condition} ? {Expression(scope, type, depth - 1)} : {Expression(scope, type, depth - 1)})");
    }

    private CodeNode Switch(ProgramScope scope, string type, int depth)
    {
        CodeNode value = Expression(scope, "int", depth - 1, constant: false);
        CodeNode guard = Expression(scope, "bool", 1, constant: false);
        CodeNode Arm() => Expression(scope, type, depth - 2, constant: type is "int" or "float" or "double");
        return Chance(3)
            ? CodeNode.Expression(type, $"(({value}, {guard}) switch {{ (> 3, true) => {Arm()}, (_, false) => {Arm()}, _ => {Arm()} }})")
            : CodeNode.Expression(type, $"(({value} & 15) switch {{ 0 => {Arm()}, 1 or 5 => {Arm()}, {LateArms()} }})");
        CodeNode LateArms() => CodeNode.Of($"> 9 when {guard} => {Arm()}, > 6 and < 12 => {Arm()}, _ => {Arm()}");
    }

    /// <summary>An expression that changes something and has a value.</summary>
    private CodeNode? Changing(ProgramScope scope, string type, int depth)
    {
        CodeNode target = CodeNode.Empty;
        if (Find(scope.Arrays, array => array.Type == type && array.CanBeAssigned) is { } elements && Chance(2))
        {
            target = Element(scope, elements, depth - 1);
        }
        else if (Find(scope.Places, place => place.Type == type && place.CanBeAssigned) is { } found)
        {
            target = CodeNode.Text(found.Name);
        }
        else
        {
            return null;
        }

        return (type is "bool" or "S" ? 0 : _random.Next(6)) switch
        {
            0 => CodeNode.Expression(type, $"({target} = {Expression(scope, type, depth - 1)})"),
            1 or 2 => CodeNode.Expression(type, $"({target} {Pick(["+=", "-=", "*="])} {Expression(scope, type, depth - 1)})"),
            _ => CodeNode.Expression(type, Chance(2) ? (CodeParts)$"{target}{Pick(["++", "--"])}" : $"{Pick(["++", "--"])}{target}"),
        };
    }

    private CodeNode Integer(ProgramScope scope, int depth)
    {
        CodeNode left = Expression(scope, "int", depth - 1, constant: false);
        CodeNode right = Expression(scope, "int", depth - 1);
        return _random.Next(16) switch
        {
            0 => CodeNode.Expression("int", $"({left} {Pick(["/", "%"])} (({right} & 7) + 1))"),
            1 => CodeNode.Expression("int", $"({left} {Pick(["<<", ">>", ">>>"])} {right})"),
            2 => CodeNode.Expression("int", $"({Pick(["5", "1", "-9"])} {Pick(["<<", ">>"])} {left})"),
            3 => CodeNode.Expression("int", $"{Pick(["-", "~", "+"])}({left})"),
            4 => CodeNode.Expression("int", $"Math.{Pick(["Max", "Min"])}({left}, {right})"),
            5 => Cast(scope, "int", ["long", "uint", "float", "double", "byte", "char"], depth),
            6 => CodeNode.Expression("int", $"({Leaf(scope, Pick(["byte", "short", "char", "sbyte"]), constant: false)} + {right})"),
            7 or 8 => StructureMember(scope, depth),
            13 or 14 => DeclaredInteger(scope, depth),
            _ => CodeNode.Expression("int", $"({left} {Pick(["+", "-", "*", "&", "|", "^"])} {right})"),
        };
    }

    private CodeNode Cast(ProgramScope scope, string type, string[] sources, int depth)
        => CodeNode.Expression(type, $"({type})({Expression(scope, Pick(sources), depth - 1, constant: false)})");

    private CodeNode StructureMember(ProgramScope scope, int depth)
    {
        CodeNode receiver = Receiver(scope, depth) ?? CodeNode.Of($"({Structure(scope, depth - 1)})");
        CodeNode argument = Expression(scope, "int", depth - 1);
        return _random.Next(8) switch
        {
            0 => CodeNode.Expression("int", $"{receiver}.P"),
            1 => CodeNode.Expression("int", $"{receiver}.A"),
            2 => CodeNode.Expression("int", $"{receiver}[{argument}]"),
            3 or 4 => CodeNode.Expression("int", $"{receiver}.Bump({argument})"),
            5 => CodeNode.Expression("int", $"{receiver}.Peek()"),
            6 => CodeNode.Expression("int", $"{receiver}.X"),
            _ => CodeNode.Expression("int", $"{receiver}.Sum()"),
        };
    }

    /// <summary>A struct that its methods can change.</summary>
    private CodeNode? Receiver(ProgramScope scope, int depth)
    {
        Elements? elements = Chance(2) ? Find(scope.Arrays, array => array.Type == "S" && array.CanBeAssigned) : null;
        if (elements is not null)
        {
            return Element(scope, elements, depth - 1);
        }

        return Find(scope.Places, place => place.Type == "S") is { } found ? CodeNode.Text(found.Name) : null;
    }

    private CodeNode Structure(ProgramScope scope, int depth)
    {
        CodeNode inner = Leaf(scope, "S", constant: false);
        CodeNode number = Expression(scope, "int", depth - 1);
        return _random.Next(6) switch
        {
            0 => CodeNode.Expression("S", $"({inner} with {{ X = {number} }})"),
            1 => CodeNode.Expression(
                "S", $"new S {{ Y = {number}, X = {Expression(scope, "int", depth - 1)}, Z = {Leaf(scope, "float", true)} }}"),
            2 => CodeNode.Expression("S", $"({inner} + {Leaf(scope, "S", false)})"),
            3 => CodeNode.Expression("S", $"{inner}.Moved({number})"),
            4 => CodeNode.Expression("S", $"((S)({number}))"),
            _ => inner,
        };
    }

    private CodeNode Wide(ProgramScope scope, string type, int depth)
    {
        CodeNode left = Expression(scope, type, depth - 1, constant: false);
        CodeNode right = Expression(scope, type, depth - 1);
        return _random.Next(7) switch
        {
            0 => CodeNode.Expression(type, $"({left} {Pick(["/", "%"])} (({right} & 7) + 1))"),
            1 => CodeNode.Expression(type, $"({left} {Pick(["<<", ">>", ">>>"])} {Expression(scope, "int", depth - 1)})"),
            2 => Cast(scope, type, ["int", "double", "float", "ulong", "sbyte"], depth),
            3 => CodeNode.Expression(type, $"(~{left})"),
            _ => CodeNode.Expression(type, $"({left} {Pick(["+", "-", "*", "&", "|", "^"])} {right})"),
        };
    }

    private CodeNode Floating(ProgramScope scope, string type, int depth)
    {
        CodeNode left = Expression(scope, type, depth - 1, constant: false);
        CodeNode right = Expression(scope, type, depth - 1);
        return _random.Next(8) switch
        {
            0 => Cast(scope, type, ["int", "long", "ulong", "uint", "double"], depth),
            1 => CodeNode.Expression(type, $"(- {left})"),
            2 => CodeNode.Expression(type, $"Math.{Pick(["Max", "Min"])}({left}, {Expression(scope, type, depth - 1, constant: false)})"),
            _ => CodeNode.Expression(type, $"({left} {Pick(["+", "-", "*", "/"])} {right})"),
        };
    }

    private CodeNode Condition(ProgramScope scope, int depth)
    {
        string type = Pick(["int", "int", "int", "uint", "long", "float", "double", "byte", "char"]);
        CodeNode Value(string of) => Expression(scope, of, depth - 1, constant: false);
        return _random.Next(12) switch
        {
            10 or 11 when DeclaredCondition(scope, depth) is { } found => found,
            0 => CodeNode.Expression("bool", $"({Value("bool")} {Pick(["&&", "||"])} {Value("bool")})"),
            1 => CodeNode.Expression("bool", $"({Value("bool")} {Pick(["&", "|", "^", "==", "!="])} {Value("bool")})"),
            2 => CodeNode.Expression("bool", $"(!{Value("bool")})"),
            3 => CodeNode.Expression("bool", $"({Value("int")} is {Pick(Patterns)})"),
            4 => CodeNode.Expression("bool", $"({Leaf(scope, "S", false)} is {{ X: > 3, Y: not 5 }})"),
            5 => CodeNode.Expression("bool", $"({Leaf(scope, "S", false)} == {Leaf(scope, "S", false)})"),
            6 => CodeNode.Expression("bool", $"(({Value("int")}, {Value(type)}) == ({Value("int")}, {Value(type)}))"),
            _ => CodeNode.Expression("bool", $"({Value(type)} {Pick(["<", ">", "<=", ">=", "==", "!="])} {Value(type)})"),
        };
    }

    private static bool CanCall(ProgramScope scope, HelperSignature helper) => helper.Parameters.All(
        parameter => parameter.Modifier is not ("ref" or "out")
            || scope.Places.Any(place => place.CanBeAssigned && place.Type == parameter.Type)
            || scope.Arrays.Any(array => array.CanBeAssigned && array.Type == parameter.Type));
}
