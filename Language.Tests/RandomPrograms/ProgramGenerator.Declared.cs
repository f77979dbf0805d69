namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// What generated types give beside the struct <c>S</c>: an enum, a record, a primary constructor, extension methods; and indices, ranges, checked blocks.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private static readonly string[] FlagNames = ["E.A", "E.B", "E.C", "(E.A | E.C)"];

    private static IEnumerable<CodeNode> MoreTypes() =>
    [
        CodeNode.Statement($"[Flags] public enum E {{ None = 0, A = 1, B = 2, C = 4 }}"),
        CodeNode.Statement($"public record struct R(int A, long B) {{ public readonly int Twice => A * 2; }}"),
        CodeNode.Statement(
            $"public struct Q(int x, int y) {{ public int X = x + 1; public int Y {{ get; set; }} = y * 2; public Q(int v) : this(v, v + 1) {{ Y++; }} }}"),
        CodeNode.Statement($"public static class Extensions {{ {ExtensionMethods()} }}"),
    ];

    private static string ExtensionMethods()
        => "public static int Mixed(this int v, int by) => v * 3 + by; "
        + "public static int Grown(this ref S v, int by) { v.X += by; return v.Y; } "
        + "public static int Total(this ReadOnlySpan<int> w) { int m = 0; foreach (int v in w) m = m * 3 + v; return m; }";

    private CodeNode? DeclaredStatement(ProgramScope scope) => _random.Next(9) switch
    {
        0 => RecordDeclaration(scope),
        1 => RecordStatement(scope),
        2 => EnumDeclaration(scope),
        3 => EnumStatement(scope),
        4 => PrimaryDeclaration(scope),
        5 => CheckedBlock(scope),
        6 => IndexStatement(scope),
        7 => RangeDeclaration(scope),
        _ => ListDeclaration(scope),
    };

    private CodeNode RecordDeclaration(ProgramScope scope)
    {
        string name = NewName("w");
        Place? other = Find(scope.Places, place => place.Type == "R");
        CodeNode value = other is not null && Chance(2)
            ? CodeNode.Of($"{other.Name} with {{ A = {Expression(scope, "int", 2)} }}")
            : CodeNode.Of($"new R({Expression(scope, "int", 2)}, {Expression(scope, "long", 2)})");
        scope.Places.AddRange([new(name, "R"), new(name + ".A", "int", false), new(name + ".B", "long", false), new(name + ".Twice", "int", false)]);
        return CodeNode.Statement($"R {name} = {value};");
    }

    private CodeNode? RecordStatement(ProgramScope scope)
    {
        if (Find(scope.Places, place => place.Type == "R") is not { } record)
        {
            return null;
        }

        return _random.Next(3) switch
        {
            0 => CodeNode.Statement($"{record.Name}.A {Pick(WholeOperators)} {Expression(scope, "int", 2)};"),
            1 => CodeNode.Statement($"({Reference(scope, "int", 2, conditional: false)}, _) = {record.Name};"),
            _ => CodeNode.Statement($"{record.Name} = {record.Name} with {{ B = {Expression(scope, "long", 2)} }};"),
        };
    }

    private CodeNode EnumDeclaration(ProgramScope scope)
    {
        string name = NewName("e");
        CodeNode value = Expression(scope, "int", 2, constant: false);
        scope.Places.Add(new Place(name, "E"));
        return CodeNode.Statement($"E {name} = (E)({value} & 7);");
    }

    private CodeNode? EnumStatement(ProgramScope scope)
    {
        if (Find(scope.Places, place => place.Type == "E") is not { } found)
        {
            return null;
        }

        return _random.Next(3) switch
        {
            0 => CodeNode.Statement($"{found.Name}{Pick(["++", "--"])};"),
            1 => CodeNode.Statement($"{found.Name} {Pick(["|=", "&=", "^="])} {Pick(FlagNames)};"),
            _ => CodeNode.Statement($"{found.Name} = {Expression(scope, "bool", 2, constant: false)} ? {Pick(FlagNames)} : {found.Name};"),
        };
    }

    private CodeNode PrimaryDeclaration(ProgramScope scope)
    {
        string name = NewName("q");
        CodeNode value = Chance(2)
            ? CodeNode.Of($"new Q({Expression(scope, "int", 2)})")
            : CodeNode.Of($"new Q(y: {Expression(scope, "int", 2)}, x: {Expression(scope, "int", 2)})");
        scope.Places.AddRange([new(name + ".X", "int"), new(name + ".Y", "int", false)]);
        return CodeNode.Statement($"Q {name} = {value};");
    }

    /// <summary>Checked arithmetic that does not overflow.</summary>
    private CodeNode CheckedBlock(ProgramScope scope)
    {
        CodeNode Small() => CodeNode.Of($"({Expression(scope, "int", 2, constant: false)} & 1023)");
        CodeNode target = Reference(scope, "int", 2, conditional: false);
        return CodeNode.Statement($"checked {{ {target} = {Small()} * {Small()} - (byte)({Small()} & 127); }}");
    }

    private CodeNode? IndexStatement(ProgramScope scope)
    {
        if (Find(scope.Arrays, array => array.Start.Length == 0 && array.Type == "int") is not { } array)
        {
            return null;
        }

        string name = NewName("x");
        string index = $"{Pick(["", "^"])}{Invariant(_random.Next(1, array.Mask + 1))}";
        return CodeNode.Statement($"{{ Index {name} = {index}; {array.Name}[{name}] += {Expression(scope, "int", 2)}; }}");
    }

    private CodeNode? RangeDeclaration(ProgramScope scope)
    {
        if (Find(scope.Arrays, array => array.Start == Base && array.Type == "int" && array.CanBeAssigned) is not { } array)
        {
            return null;
        }

        string range = NewName("x");
        string name = NewName("m");
        CodeNode start = CodeNode.Of($"{Base} + ({Expression(scope, "int", 1, constant: false)} & 15)");
        scope.Arrays.Add(new Elements(name, "int", "", 15));
        return CodeNode.Statement($"Range {range} = {_random.Next(4)}..^{_random.Next(1, 4)}; Span<int> {name} = {array.Name}.Slice({start}, 24)[{range}];");
    }

    /// <summary>A local array of values.</summary>
    private CodeNode ListDeclaration(ProgramScope scope)
    {
        string name = NewName("m");
        CodeNode Value() => Expression(scope, "int", 1);
        CodeNode statement = CodeNode.Statement($"{Pick(["Span<int>", "int[]"])} {name} = [{Value()}, {Value()}, {Value()}, {Value()}];");
        scope.Arrays.Add(new Elements(name, "int", "", 3));
        return statement;
    }

    private CodeNode DeclaredInteger(ProgramScope scope, int depth)
    {
        CodeNode left = Expression(scope, "int", depth - 1, constant: false);
        CodeNode right = Expression(scope, "int", depth - 1);
        Place? flag = Find(scope.Places, place => place.Type == "E");
        return _random.Next(8) switch
        {
            0 => CodeNode.Expression("int", $"({left}).Mixed({right})"),
            1 => CodeNode.Expression("int", $"Math.DivRem({left}, ({right} & 7) + 1).{Pick(["Quotient", "Remainder"])}"),
            2 => CodeNode.Expression("int", $"int.{Pick(["PopCount", "LeadingZeroCount", "TrailingZeroCount", "Sign"])}({left})"),
            3 => CodeNode.Expression("int", $"int.{Pick(["RotateLeft", "RotateRight", "MaxMagnitude"])}({left}, {right})"),
            4 => CodeNode.Expression("int", $"(int)Math.BigMul({left}, {right})"),
            5 => CodeNode.Expression("int", $"Math.Clamp({left}, -7, 40)"),
            6 when Receiver(scope, depth) is { } receiver => CodeNode.Expression("int", $"{receiver}.Grown({right})"),
            7 when flag is not null => CodeNode.Expression("int", $"((int){flag.Name})"),
            _ => CodeNode.Expression("int", $"(({left} & 63) is var {NewName("p")} and > 9 ? {right} : {Leaf(scope, "int", true)})"),
        };
    }

    private CodeNode? DeclaredCondition(ProgramScope scope, int depth)
    {
        if (Find(scope.Places, place => place.Type is "R" or "E") is not { } found)
        {
            return null;
        }

        Place other = Find(scope.Places, place => place.Type == found.Type)!;
        return found.Type == "E"
            ? CodeNode.Expression("bool", Chance(2)
                ? (CodeParts)$"({found.Name} {Pick(["==", "!=", "<"])} {Pick(FlagNames)})"
                : $"{found.Name}.HasFlag({Pick(FlagNames)})")
            : _random.Next(3) switch
            {
                0 => CodeNode.Expression("bool", $"({found.Name} {Pick(["==", "!="])} {other.Name})"),
                1 => CodeNode.Expression("bool", $"({found.Name} is (> 3, _) or {{ Twice: < 0 }})"),
                _ => CodeNode.Expression("bool", $"{found.Name}.Equals(new R({Expression(scope, "int", depth - 1)}, {Expression(scope, "long", depth - 1)}))"),
            };
    }
}
