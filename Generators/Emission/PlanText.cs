using System.Globalization;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints a plan in the language that <c>HmmGen.Planning.Steps.PlanReader</c> reads: one line for each name, and one for each access. Names of the
/// source are used where they are free. A comment says why an access cannot be planned.
/// </summary>
internal sealed class PlanText
{
    private const int Width = 110;

    // A longer expression that is used more than once is printed once, under a name.
    private const int LongestRepeated = 8;

    private const int MostRepeatedConditions = 3;

    private readonly KernelModel _kernel;
    private readonly Dictionary<PlanExpression, string> _names = [];
    private readonly Dictionary<PlanCondition, string> _conditions = [];
    private readonly Dictionary<PlanExpression, int> _uses = [];
    private readonly Dictionary<int, string> _loops = [];
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _lines = [];

    /// <summary>Prints a plan.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    public PlanText(KernelModel kernel, PlanModel plan)
    {
        _kernel = kernel;
        List<PlanExpression> used = Count(plan);
        foreach (PlanIndex index in used.OfType<PlanIndex>().OrderBy(static index => index.Dimension))
        {
            Declare(index, kernel.Indices[index.Dimension], $": index {Number(index.Dimension)}");
        }

        Numbers = [.. used.OfType<PlanScalar>().OrderBy(static scalar => scalar.Parameter)];
        for (int number = 0; number < Numbers.Count; number++)
        {
            PlanScalar scalar = Numbers[number];
            Declare(scalar, ScalarName(scalar), $": {(scalar.Kind == ValueKind.UInt64 ? "unsigned" : "number")} {Number(number)}");
        }

        foreach (PlanLength length in used.OfType<PlanLength>().OrderBy(static length => length.Parameter))
        {
            ParameterModel parameter = kernel.Parameters[length.Parameter];
            Declare(length, parameter.Name + "Length", $": length {Number(parameter.Span)}");
        }

        foreach (PlanLoop loop in plan.Loops)
        {
            DeclareLoop(loop);
        }

        foreach (PlanExpression root in plan.Accesses.SelectMany(Roots).Concat(plan.Guards.SelectMany(static guard => Compared(guard.Conditions))))
        {
            DeclareShared(root);
        }

        foreach (PlanCondition condition in plan.Accesses
            .SelectMany(static access => access.Conditions)
            .Where(static condition => condition is not (PlanUnknownCondition or PlanNeverCondition))
            .GroupBy(static condition => condition)
            .Where(static same => same.Count() > MostRepeatedConditions)
            .Select(static same => same.Key))
        {
            string text = Of(condition);
            string name = Name("when");
            _lines.Add($"{name} = {text}");
            _conditions.Add(condition, name);
        }

        HashSet<int> late = [.. LateSites.Of(kernel.Body)];
        foreach (PlanAccess access in plan.Accesses)
        {
            Print(access, late.Contains(access.Site));
        }

        foreach (PlanGuard guard in plan.Guards)
        {
            Print($"{Number(guard.Site)}: fails", guard.Conditions, $"line {Number(guard.Line)}");
        }
    }

    /// <summary>The lines of the text.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The arguments that are the numbers of a launch, in their order.</summary>
    public IReadOnlyList<PlanScalar> Numbers { get; }

    private string Of(PlanExpression expression) => _names.TryGetValue(expression, out string? name) ? name : expression switch
    {
        PlanConstant constant => Number(constant.Value),
        PlanLoopValue loop => _loops[loop.Loop],
        PlanUnary unary => OperatorText.Of(unary.Operator) + Within(unary.Operand, false),
        PlanBinary binary => $"{Within(binary.Left, binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract)} "
            + $"{OperatorText.Of(binary.Operator)} {Within(binary.Right, false)}",
        PlanWrap wrap => $"{TypeName(wrap.Kind)}({Of(wrap.Operand)})",
        PlanFit fit => $"{TypeName(fit.Kind)}?({Of(fit.Operand)})",
        PlanCall call => $"{FunctionName(call.Function)}({string.Join(", ", call.Arguments.Select(Of))})",
        PlanSelect select => $"choose({Of(select.Condition)}, {Of(select.WhenTrue)}, {Of(select.WhenFalse)})",
        PlanComparison comparison => $"{Of(comparison.Left)} {OperatorText.Of(comparison.Operator)} {Of(comparison.Right)}",
        _ => "?",
    };

    private string Of(PlanCondition condition) => _conditions.TryGetValue(condition, out string? name) ? name : condition switch
    {
        PlanRunsCondition runs => _loops[runs.Loop] + " runs",
        PlanCompareCondition compare => Of(compare.Comparison),
        PlanNeverCondition => "0 != 0",
        _ => "?",
    };

    private void Print(PlanAccess access, bool isLate)
    {
        SiteModel site = _kernel.Body.Sites[access.Site];
        string verb = site.Kind switch
        {
            SiteKind.Read => "read",
            SiteKind.Write => "write",
            _ => "change",
        };
        string line = $"{Number(access.Site)}{(isLate ? " after effects" : "")}: {(access.IsMust ? verb + "s" : "may " + verb)} "
            + $"{_kernel.Parameters[access.Parameter].Name.TrimStart('@')}[{Of(access.Index)}]";
        string file = site.File == _kernel.File ? "" : $" of {OneLine(site.File.Substring(site.File.LastIndexOfAny(['/', '\\']) + 1))}";
        string why = access.Reason is { } reason ? $": {OneLine(reason.Words)}" : "";
        Print(line, access.Conditions, $"line {Number(access.Line)}{file}{why}");
    }

    private void Print(string line, EquatableArray<PlanCondition> conditions, string comment)
    {
        for (int at = 0; at < conditions.Count; at++)
        {
            string condition = (at == 0 ? "where " : "and ") + Of(conditions[at]);
            if (line.Length + condition.Length < Width)
            {
                line += " " + condition;
            }
            else
            {
                _lines.Add(line);
                line = "    " + condition;
            }
        }

        _lines.Add($"{line} // {comment}");
    }

    private static string OneLine(string text) => string.Concat(text.Select(static character => char.IsControl(character) ? ' ' : character));

    private static IEnumerable<PlanExpression> Roots(PlanAccess access)
        => Compared(access.Conditions).Prepend(access.Index);

    private static IEnumerable<PlanExpression> Compared(EquatableArray<PlanCondition> conditions)
        => conditions.OfType<PlanCompareCondition>().SelectMany(static condition => condition.Comparison.Parts);

    /// <summary>Counts the uses of each expression, and returns those without parts in the order of their first use.</summary>
    private List<PlanExpression> Count(PlanModel plan)
    {
        List<PlanExpression> leaves = [];
        foreach (PlanExpression root in plan.Loops.SelectMany(static loop => new[] { loop.First, loop.Limit, loop.Step })
            .Concat(plan.Accesses.SelectMany(Roots))
            .Concat(plan.Guards.SelectMany(static guard => Compared(guard.Conditions))))
        {
            Use(root);
        }

        return leaves;

        void Use(PlanExpression expression)
        {
            if (_uses.TryGetValue(expression, out int count))
            {
                _uses[expression] = count + 1;
                return;
            }

            _uses.Add(expression, 1);
            if (expression.Parts.Count == 0)
            {
                leaves.Add(expression);
            }

            foreach (PlanExpression part in expression.Parts)
            {
                Use(part);
            }
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string TypeName(ValueKind kind) => new Model.ValueType(kind, "").DeviceName;

    private static string FunctionName(PlanFunction function) => function switch
    {
        PlanFunction.Min => "min",
        PlanFunction.Max => "max",
        _ => "abs",
    };

    private string Within(PlanExpression expression, bool isFirstOfSum)
    {
        string text = Of(expression);
        if (_names.ContainsKey(expression))
        {
            return text;
        }

        return expression switch
        {
            PlanBinary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } when isFirstOfSum => text,
            PlanBinary or PlanUnary => $"({text})",
            _ => text,
        };
    }

    private string ScalarName(PlanScalar scalar)
    {
        string[] parts = scalar.Path.Split('.').Select(static part => part.TrimStart('@')).ToArray();
        return _kernel.Parameters[scalar.Parameter].Name.TrimStart('@')
            + string.Concat(parts.Where(static part => part.Length > 0).Select(static part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
    }

    private void DeclareLoop(PlanLoop loop)
    {
        string local = _kernel.Body.Locals[loop.Local].Name.TrimStart('@');
        foreach ((PlanExpression bound, string role) in new[] { (loop.First, "First"), (loop.Limit, "Limit"), (loop.Step, "Step") }
            .OrderBy(static pair => pair.Item1.Size))
        {
            DeclareShared(bound);
            DeclareLarge(bound, local + role);
        }

        string name = Name(local);
        _lines.Add($"{name}: from {Of(loop.First)} until {Of(loop.Limit)} by {Of(loop.Step)} // line {Number(loop.Line)}");
        _loops.Add(loop.Number, name);
    }

    private void Declare(PlanExpression expression, string wanted, string value)
    {
        string name = Name(wanted);
        _lines.Add(name + value);
        _names.Add(expression, name);
    }

    /// <summary>Names a bound that is longer than a sum of two.</summary>
    private void DeclareLarge(PlanExpression expression, string wanted)
    {
        if (expression.Size > 3 && !_names.ContainsKey(expression))
        {
            Declare(expression, wanted, " = " + Of(expression));
        }
    }

    /// <summary>Names the long parts of an expression that are also used elsewhere.</summary>
    private void DeclareShared(PlanExpression expression)
    {
        if (expression.Size <= LongestRepeated || _names.ContainsKey(expression))
        {
            return;
        }

        foreach (PlanExpression part in expression.Parts)
        {
            DeclareShared(part);
        }

        if (_uses[expression] > 1 && expression is not PlanComparison)
        {
            Declare(expression, "part", " = " + Of(expression));
        }
    }

    private string Name(string wanted)
    {
        string stem = wanted.TrimStart('@');
        string name = stem;
        _numbers.TryGetValue(stem, out int number);
        for (number = Math.Max(number, 2); !_taken.Add(name); number++)
        {
            name = stem + number.ToString(CultureInfo.InvariantCulture);
        }

        _numbers[stem] = number;
        return name;
    }
}
