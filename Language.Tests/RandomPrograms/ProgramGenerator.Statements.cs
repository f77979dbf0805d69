namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Statements.</summary>
internal sealed partial class ProgramGenerator
{
    private const int MostLoops = 2;

    private static readonly string[] FloatingOperators = ["+=", "-=", "*="];

    private static readonly string[] WholeOperators = [.. FloatingOperators, "&=", "|=", "^="];

    private List<CodeNode> Statements(ProgramScope scope, int count)
    {
        List<CodeNode> statements = [];
        for (int n = 0; n < count && _budget > 0; n++)
        {
            _budget--;
            statements.Add(Statement(scope));
        }

        return statements;
    }

    private CodeNode Block(ProgramScope scope, bool loop = false)
    {
        List<CodeNode> statements = Statements(scope.Inner(loop), _random.Next(1, 4));
        return CodeNode.Of($"{{\n{statements}}}");
    }

    private CodeNode Statement(ProgramScope scope)
    {
        CodeNode? statement = _random.Next(28) switch
        {
            0 or 1 => If(scope),
            2 or 3 when scope.Loops < MostLoops => Loop(scope),
            4 => SwitchStatement(scope),
            5 => Declaration(scope, Pick(Scalars)),
            6 => ReferenceDeclaration(scope),
            7 => Deconstruction(scope),
            8 => TupleDeclaration(scope),
            9 or 10 => StructStatement(scope),
            11 when Find(_helpers, helper => CanCall(scope, helper)) is { } found => CodeNode.Statement($"{Call(scope, found, 2)};"),
            12 when scope.Arrays.Count > 0 => ArrayDeclaration(scope),
            13 => ForwardJump(scope),
            14 => ConditionalReference(scope),
            15 or 16 when scope.Loops > 0 => CodeNode.Statement(
                $"if ({Expression(scope, "bool", 2, constant: false)}) {Pick(["break", "continue"])};"),
            17 when scope.CanReturn && Chance(4) => CodeNode.Statement($"if ({Expression(scope, "bool", 2, constant: false)}) return;"),
            19 or 20 or 21 => DeclaredStatement(scope),
            18 when _canFail && scope.Arrays.Exists(array => array.Name == "b") => Failure(scope),
            _ => null,
        };
        return statement ?? Assignment(scope);
    }

    private CodeNode Declaration(ProgramScope scope, string type)
    {
        string name = NewName("v");
        CodeNode value = Expression(scope, type, 2);
        scope.Places.Add(new Place(name, type));
        return CodeNode.Statement($"{type} {name} = {value};");
    }

    private CodeNode StructDeclaration(ProgramScope scope)
    {
        string name = NewName("w");
        CodeNode value = Expression(scope, "S", 2);
        scope.Places.Add(new Place(name, "S"));
        scope.Places.AddRange(StructFields(name, "S"));
        return CodeNode.Statement($"S {name} = {value};");
    }

    private CodeNode Assignment(ProgramScope scope)
    {
        string type = Chance(2) ? "int" : Pick(Scalars);
        if (!CanAssign(scope, type))
        {
            type = "int";
        }

        CodeNode target = Reference(scope, type, 2, conditional: false);
        if (type == "bool")
        {
            return CodeNode.Statement($"{target} {Pick(["=", "&=", "|=", "^="])} {Expression(scope, type, LargestDepth)};");
        }

        bool whole = type is not ("float" or "double");
        return _random.Next(8) switch
        {
            0 => CodeNode.Statement($"{target}{Pick(["++", "--"])};"),
            1 or 2 or 3 => CodeNode.Statement(
                $"{target} {Pick(whole ? WholeOperators : FloatingOperators)} {Expression(scope, type, LargestDepth)};"),
            4 when whole => CodeNode.Statement($"{target} {Pick(["<<=", ">>=", ">>>="])} {Expression(scope, "int", 2)};"),
            _ => CodeNode.Statement($"{target} = {Expression(scope, type, LargestDepth)};"),
        };
    }

    private static bool CanAssign(ProgramScope scope, string type)
        => scope.Arrays.Exists(array => array.Type == type && array.CanBeAssigned)
        || scope.Places.Exists(place => place.Type == type && place.CanBeAssigned);

    private CodeNode If(ProgramScope scope)
    {
        CodeNode condition = Expression(scope, "bool", LargestDepth, constant: false);
        CodeNode then = Block(scope);
        return Chance(2)
            ? CodeNode.Statement($"if ({condition}) {then} else {Block(scope)}")
            : CodeNode.Statement($"if ({condition}) {then}");
    }

    private CodeNode Loop(ProgramScope scope)
    {
        string name = NewName("j");
        ProgramScope inner = scope.Inner();
        inner.Places.Add(new Place(name, "int", false));
        int times = _random.Next(2, 6);
        CodeNode condition = Expression(scope, "bool", 2, constant: false);
        switch (_random.Next(6))
        {
            case 0:
                return CodeNode.Statement($"int {name} = {times}; while ({name}-- > 0 && {condition}) {Block(inner, loop: true)}");
            case 1:
                return CodeNode.Statement($"int {name} = {times}; do {Block(inner, loop: true)} while (--{name} > 0 && {condition});");
            case 2 when Find(scope.Arrays, array => array.Start == Base && array.Type is "int" or "long" or "float") is { } array:
                string element = NewName("e");
                bool byReference = array.CanBeAssigned && Chance(2);
                inner.Places[^1] = new Place(element, array.Type, byReference);
                string declared = (byReference ? "ref " : "") + array.Type;
                CodeNode slice = CodeNode.Of($"{array.Name}.Slice({Base} + {_random.Next(8)}, {times})");
                return CodeNode.Statement($"foreach ({declared} {element} in {slice}) {Block(inner, loop: true)}");
            case 3:
                return CodeNode.Statement(
                    $"for (int {name} = {times}; {name} >= 0 && {condition}; {name} -= {_random.Next(1, 3)}) {Block(inner, loop: true)}");
            default:
                CodeNode skip = Chance(4)
                    ? CodeNode.Statement($"if ({Expression(inner, "bool", 1, constant: false)}) {name}++;")
                    : CodeNode.Empty;
                return CodeNode.Statement($"for (int {name} = 0; {name} < {times}; {name}++) {{\n{skip}{Block(inner, loop: true)} }}");
        }
    }

    private CodeNode SwitchStatement(ProgramScope scope)
    {
        CodeNode value = Expression(scope, "int", 2, constant: false);
        CodeNode guard = Expression(scope, "bool", 1, constant: false);
        string end = Pick(["break", "goto case 2", "goto default", scope.Loops > 0 ? "continue" : "break"]);
        ProgramScope inner = scope.Inner() with { Loops = 0 };
        CodeNode first = CodeNode.Of($"case 0: {Block(inner)} {end}; case 1: case 3 when {guard}: {Block(inner)} break;");
        CodeNode rest = CodeNode.Of($"case 2: {Block(inner)} goto default; case > 5: {Block(inner)} break; default: {Block(inner)} break;");
        return CodeNode.Statement($"switch ({value} & 7) {{ {first} {rest} }}");
    }

    private CodeNode ReferenceDeclaration(ProgramScope scope)
    {
        string type = Pick(["int", "int", "long", "float"]);
        if (!CanAssign(scope, type))
        {
            type = "int";
        }

        string name = NewName("r");
        CodeNode target = Reference(scope, type, 2);
        scope.Places.Add(new Place(name, type));
        return CodeNode.Statement($"ref {type} {name} = ref {target};");
    }

    private CodeNode ConditionalReference(ProgramScope scope)
    {
        CodeNode condition = Expression(scope, "bool", 2, constant: false);
        CodeNode first = Reference(scope, "int", 2, conditional: false);
        CodeNode second = Reference(scope, "int", 2, conditional: false);
        return CodeNode.Statement($"({condition} ? ref {first} : ref {second}) {Pick(["=", "+="])} {Expression(scope, "int", 2)};");
    }

    private CodeNode Deconstruction(ProgramScope scope)
    {
        CodeNode first = Reference(scope, "int", 2, conditional: false);
        CodeNode second = Reference(scope, "int", 2, conditional: false);
        return CodeNode.Statement($"({first}, {second}) = ({Expression(scope, "int", 2)}, {Expression(scope, "int", 2)});");
    }

    private CodeNode TupleDeclaration(ProgramScope scope)
    {
        string name = NewName("t");
        CodeNode statement = CodeNode.Statement(
            $"(int A, long B) {name} = ({Expression(scope, "int", 2)}, {Expression(scope, "long", 2)});");
        scope.Places.Add(new Place(name + ".A", "int"));
        scope.Places.Add(new Place(name + ".B", "long"));
        return statement;
    }

    private CodeNode? StructStatement(ProgramScope scope)
    {
        if (Receiver(scope, 2) is not { } receiver)
        {
            return null;
        }

        CodeNode value = Expression(scope, "int", 2);
        return _random.Next(9) switch
        {
            0 => CodeNode.Statement($"{receiver}.P {Pick(["=", "+=", "-="])} {value};"),
            1 => CodeNode.Statement($"{receiver}.{Pick(["A", "P", "G"])}++;"),
            2 => CodeNode.Statement($"{receiver}.G = {value};"),
            3 => CodeNode.Statement($"{receiver}[{Expression(scope, "int", 2)}] {Pick(["=", "+="])} {value};"),
            4 => CodeNode.Statement($"{receiver}.Clamp({value});"),
            5 => CodeNode.Statement($"{receiver}.Swap();"),
            6 => CodeNode.Statement($"{receiver}.Zero({Expression(scope, "bool", 1)});"),
            _ => CodeNode.Statement($"{receiver} = {Expression(scope, "S", 2)};"),
        };
    }

    private CodeNode ArrayDeclaration(ProgramScope scope)
    {
        string name = NewName("m");
        CodeNode Value() => Expression(scope, "int", 1);
        int kind = _random.Next(5);
        if (kind == 0 && Find(scope.Arrays, array => array.Start == Base && array.Type != "S" && array.CanBeAssigned) is { } found)
        {
            CodeNode slice = CodeNode.Statement(
                $"Span<{found.Type}> {name} = {found.Name}.Slice({Base} + ({Expression(scope, "int", 1, constant: false)} & 15), 32);");
            scope.Arrays.Add(new Elements(name, found.Type, "", BlockMask));
            return slice;
        }

        (CodeNode statement, int mask) = kind switch
        {
            1 => (CodeNode.Statement($"Span<int> {name} = stackalloc int[] {{ {Value()}, {Value()}, {Value()}, {Value()} }};"), 3),
            2 => (CodeNode.Statement($"int[] {name} = new int[8];"), 7),
            _ => (CodeNode.Statement($"Span<int> {name} = stackalloc int[8];"), 7),
        };
        scope.Arrays.Add(new Elements(name, "int", "", mask));
        return statement;
    }

    /// <summary>A jump out of a block; forward only, so that the program ends.</summary>
    private CodeNode ForwardJump(ProgramScope scope)
    {
        string label = NewName("out");
        ProgramScope inner = scope.Inner();
        List<CodeNode> before = Statements(inner, 1);
        CodeNode condition = Expression(inner, "bool", 2, constant: false);
        List<CodeNode> after = Statements(inner, 2);
        return CodeNode.Statement($"{{\n{before}if ({condition}) goto {label};\n{after}}}\n{label}: ;");
    }

    /// <summary>What throws, or may.</summary>
    private CodeNode Failure(ProgramScope scope)
    {
        CodeNode value = Expression(scope, "int", 2, constant: false);
        CodeNode target = Reference(scope, "int", 2, conditional: false);
        CodeNode failing = _random.Next(9) switch
        {
            0 => CodeNode.Of($"{target} = {value} / (b[{Base} + 3] & 0);"),
            1 => CodeNode.Of($"{target} = checked({value} + int.MaxValue);"),
            2 => CodeNode.Of($"y[{Base}] = checked((byte){value});"),
            3 => CodeNode.Of($"throw new InvalidOperationException(\"stopped\");"),
            4 => CodeNode.Of($"throw new NotSupportedException();"),
            // Not the same value twice: it may declare a variable.
            5 => CodeNode.Of($"{target} = {value} > 3 ? throw new TimeoutException(\"late\") : {Leaf(scope, "int", true)};"),
            6 => CodeNode.Of($"checked {{ {target} = {value} * 3; }}"),
            7 => CodeNode.Of($"{target} += a.Slice(b[{Base} + 2] + 4090, 9)[0];"),
            _ => CodeNode.Of($"a[b[{Base} + 1] + 5000] = {value};"),
        };
        return CodeNode.Statement($"if ({Expression(scope, "bool", 1, constant: false)}) {{ {failing} }}");
    }
}
