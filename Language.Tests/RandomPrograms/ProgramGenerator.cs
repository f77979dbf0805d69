namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Makes C# kernels at random: valid, ending, the same for each order of the work items. Loops are bounded by variables that nothing else assigns, and each
/// item stays in its own 60 elements of each array, also where arrays alias.
/// </summary>
internal sealed partial class ProgramGenerator
{
    /// <summary>The first element of a work item's block.</summary>
    private const string Base = "k0";

    private const int BlockMask = 31;
    private const int LargestDepth = 3;

    private static readonly string[] Scalars =
        ["int", "uint", "long", "ulong", "byte", "sbyte", "short", "ushort", "char", "float", "double", "bool"];

    private readonly Random _random;
    private readonly bool _canFail;
    private readonly List<HelperSignature> _helpers = [];
    private int _names;
    private int _budget;

    private ProgramGenerator(int seed)
    {
        _random = new Random(seed);
        _canFail = Chance(8);
    }

    /// <summary>Makes a program.</summary>
    /// <param name="seed">The same seed makes the same program.</param>
    /// <returns>The program.</returns>
    public static RandomProgram Make(int seed)
    {
        ProgramGenerator generator = new(seed);
        CodeNode types = generator.Types();
        CodeNode helpers = CodeNode.Row([.. Enumerable.Range(0, generator._random.Next(1, 3)).Select(_ => generator.Helper())]);
        CodeNode body = generator.Body();
        List<string> options = [];
        if (generator._canFail)
        {
            options.Add("one");
        }

        if (generator.Chance(4))
        {
            options.Add("b=a");
        }

        if (generator.Chance(6))
        {
            options.Add("r=a");
        }

        return new RandomProgram(seed, string.Join(' ', options), CodeNode.Row([types, helpers, body]));
    }

    private CodeNode Body()
    {
        ProgramScope scope = new(
            [new("i", "int", false), new("n", "int"), new("p", "float"), new("q", "long"), new("t", "bool"), new("c", "char")],
            [
                new("a", "int", Base, BlockMask), new("b", "int", Base, BlockMask), new("f", "float", Base, BlockMask),
                new("d", "double", Base, BlockMask),
                new("l", "long", Base, BlockMask), new("u", "uint", Base, BlockMask), new("y", "byte", Base, BlockMask),
                new("z", "bool", Base, BlockMask),
                new("h", "char", Base, BlockMask), new("r", "int", Base, BlockMask, false), new("s", "S", Base, BlockMask),
            ],
            0,
            true);
        List<CodeNode> statements = [CodeNode.Statement($"int {Base} = i * 60;")];
        _budget = int.MaxValue;
        foreach (string type in Scalars)
        {
            if (type is "int" || Chance(2))
            {
                statements.Add(Declaration(scope, type));
            }
        }

        statements.Add(Declaration(scope, "int"));
        statements.Add(StructDeclaration(scope));
        if (Chance(2))
        {
            statements.Add(LocalFunction(scope));
        }

        _budget = _random.Next(6, 18);
        statements.AddRange(Statements(scope, _random.Next(5, 10)));

        // What locals hold at the end is seen in the arrays.
        foreach (Place place in scope.Places.Where(place => place.CanBeAssigned && place.Type == "int").TakeLast(6))
        {
            statements.Add(CodeNode.Statement($"a[{Base} + {32 + _random.Next(8)}] += {place.Name};"));
        }

        return CodeNode.Row(statements);
    }

    private string NewName(string prefix) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{_names++}");

    /// <summary>True one time in so many.</summary>
    private bool Chance(int times) => _random.Next(times) == 0;

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private T? Find<T>(IEnumerable<T> list, Func<T, bool> fits)
        where T : class
    {
        T[] fitting = [.. list.Where(fits)];
        return fitting.Length == 0 ? null : Pick(fitting);
    }
}
