namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Types, helpers and local functions.</summary>
internal sealed partial class ProgramGenerator
{
    private CodeNode Types()
    {
        string[] members =
        [
            "public int P { readonly get => X * 2; set { X = value; Y++; } }",
            "public int G { readonly get => Y; set { X = value > 3 ? value : 3; } }",
            "public int A { get; set; }",
            "public int this[int j] { readonly get => (j & 1) == 0 ? X : Y; set { if ((j & 1) == 0) X = value; else Y = value; } }",
            "public void Clamp(int lo) { X = X < lo ? lo : X; }",
            "public int Bump(int by) { X += by; return X; }",
            "public void Swap() { (X, Y) = (Y, X); }",
            "public readonly int Sum() => X + Y;",
            "public int Peek() { int old = X; X = Y switch { > 3 => old + 1, < -3 => Y--, _ => ++Y }; return old; }",
            "public readonly S Moved(int by) => this with { X = X + by };",
            "public void Zero(bool all) { if (all) this = default; else Z = 0; }",
            "public static S operator +(S l, S r) => new S { X = l.X + r.X, Y = l.Y - r.Y, Z = l.Z };",
            "public static bool operator ==(S l, S r) => l.X == r.X && l.Y == r.Y; public static bool operator !=(S l, S r) => !(l == r);",
            "public static implicit operator S(int v) => new S { X = v, Y = -v };",
            "public override readonly bool Equals(object? o) => false; public override readonly int GetHashCode() => 0;",
        ];
        return CodeNode.Row(
        [
            CodeNode.Text("public struct S {\npublic int X; public int Y; public float Z; public byte B;\n"),
            .. members.Select(member => CodeNode.Statement($"{member}")),
            CodeNode.Text("}\n"),
            .. MoreTypes(),
        ]);
    }

    private CodeNode Helper()
    {
        string name = NewName("H");
        HelperParameter[] parameters =
        [
            new("x", Pick(["", "", "in", "ref"]), Pick(["int", "int", "long"])),
            new("w", Pick(["", "", "ref", "out", "in"]), "int"),
            new("g", "", Pick(["int", "float", "bool", "S", "byte"])),
        ];
        ProgramScope scope = new([.. parameters.Select(p => new Place(p.Name, p.Type, p.Modifier != "in"))], [], 0, false);
        scope.Places.AddRange(StructFields("g", parameters[2].Type));
        string result = Pick(["int", "int", "float", "bool"]);
        _budget = 4;
        CodeNode start = parameters[1].Modifier == "out" ? CodeNode.Text("w = 3;\n") : CodeNode.Empty;
        CodeNode declared = Declaration(scope, "int");
        List<CodeNode> statements = Statements(scope, _random.Next(1, 4));
        CodeNode value = Expression(scope, result, 2);
        _helpers.Add(new HelperSignature(name, result, parameters));
        return CodeNode.Statement($"static {result} {name}({Header(parameters)}) {{\n{start}{declared}{statements}return {value};\n}}");
    }

    /// <summary>A local function; it changes what it captures.</summary>
    private CodeNode LocalFunction(ProgramScope scope)
    {
        string name = NewName("L");
        HelperParameter[] parameters = [new(NewName("v"), "", "int"), new(NewName("v"), Pick(["", "ref"]), "int")];
        // Spans cannot be captured.
        ProgramScope inner = scope.Inner() with { CanReturn = false, Arrays = [] };
        inner.Places.AddRange(parameters.Select(p => new Place(p.Name, p.Type)));
        _budget = 3;
        List<CodeNode> statements = Statements(inner, 2);
        CodeNode value = Expression(inner, "int", 2);
        _helpers.Add(new HelperSignature(name, "int", parameters));
        return CodeNode.Statement($"int {name}({Header(parameters)}) {{\n{statements}return {value};\n}}");
    }

    private static string Header(IEnumerable<HelperParameter> parameters)
        => string.Join(", ", parameters.Select(p => $"{p.Modifier} {p.Type} {p.Name}".Trim()));

    /// <summary>A call, with named arguments in any order half of the time.</summary>
    private CodeNode Call(ProgramScope scope, HelperSignature helper, int depth)
    {
        bool named = Chance(2);
        HelperParameter[] order = [.. helper.Parameters];
        if (named)
        {
            _random.Shuffle(order);
        }

        List<CodeNode> arguments = [];
        foreach (HelperParameter parameter in order)
        {
            string name = named ? parameter.Name + ": " : "";
            CodeNode argument = parameter.Modifier switch
            {
                "ref" => CodeNode.Of($"ref {Reference(scope, parameter.Type, depth)}"),
                "out" => CodeNode.Of($"out {Reference(scope, parameter.Type, depth, conditional: false)}"),
                _ => Expression(scope, parameter.Type, depth),
            };
            arguments.Add(CodeNode.Of($"{(arguments.Count > 0 ? ", " : "")}{name}{argument}"));
        }

        return CodeNode.Expression(helper.Result, $"{helper.Name}({arguments})");
    }

    /// <summary>Something that a reference can be made to.</summary>
    private CodeNode Reference(ProgramScope scope, string type, int depth, bool conditional = true)
    {
        if (conditional && Chance(5))
        {
            CodeNode condition = Expression(scope, "bool", depth - 1);
            CodeNode Choice() => Reference(scope, type, depth - 1, conditional: false);
            return CodeNode.Of($"({condition} ? ref {Choice()} : ref {Choice()})");
        }

        Elements? elements = Chance(2) ? Find(scope.Arrays, array => array.Type == type && array.CanBeAssigned) : null;
        Place? place = Find(scope.Places, p => p.Type == type && p.CanBeAssigned);
        if (elements is null && place is null)
        {
            elements = Find(scope.Arrays, array => array.Type == type && array.CanBeAssigned);
        }

        return elements is not null ? Element(scope, elements, depth) : CodeNode.Text(place!.Name);
    }

    private static IEnumerable<Place> StructFields(string name, string type)
        => type == "S" ? [new(name + ".X", "int"), new(name + ".Y", "int"), new(name + ".Z", "float"), new(name + ".B", "byte")] : [];
}
