using System.Globalization;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Prints plan expressions as C#; indices, arguments, lengths and loops are locals with the names of the source.</summary>
internal sealed class PlanText
{
    private const string ValueName = "global::HmmGen.Planning.PlanValue";
    private const string ConditionName = "global::HmmGen.Planning.PlanCondition";

    private readonly KernelModel _kernel;
    // What is longer, and used more than once, is printed once.
    private const int LongestRepeated = 8;

    private const int MostRepeatedConditions = 3;

    private readonly Dictionary<PlanExpression, string> _names = [];
    private readonly Dictionary<PlanCondition, string> _conditions = [];
    private readonly Dictionary<PlanExpression, int> _uses = [];
    private readonly Dictionary<int, string> _loops = [];
    private readonly HashSet<string> _taken = ["plan", "arguments"];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _declarations = [];

    /// <summary>Gives names to everything that a plan uses.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    public PlanText(KernelModel kernel, PlanModel plan)
    {
        _kernel = kernel;
        List<PlanExpression> used = Count(plan);
        foreach (PlanIndex index in used.OfType<PlanIndex>().OrderBy(static index => index.Dimension))
        {
            Declare(index, kernel.Indices[index.Dimension], $"plan.Index({index.Dimension})");
        }

        foreach (PlanScalar scalar in used.OfType<PlanScalar>().OrderBy(static scalar => scalar.Parameter))
        {
            Declare(scalar, ScalarName(scalar), ScalarText(scalar));
        }

        foreach (PlanLength length in used.OfType<PlanLength>().OrderBy(static length => length.Parameter))
        {
            ParameterModel parameter = kernel.Parameters[length.Parameter];
            Declare(length, parameter.Name + "Length", $"plan.Length({parameter.Span})");
        }

        foreach (PlanLoop loop in plan.Loops)
        {
            string local = kernel.Body.Locals[loop.Local].Name.TrimStart('@');
            foreach ((PlanExpression bound, string role) in new[] { (loop.First, "First"), (loop.Limit, "Limit"), (loop.Step, "Step") }
                .OrderBy(static pair => pair.Item1.Size))
            {
                DeclareShared(bound);
                DeclareLarge(bound, local + role);
            }

            string name = Name(local);
            _declarations.Add(
                $"{ValueName} {name} = plan.Loop({Of(loop.First)}, {Of(loop.Limit)}, {Of(loop.Step)}); // the loop of line {loop.Line}");
            _loops.Add(loop.Number, name);
        }

        foreach (PlanExpression root in plan.Accesses.SelectMany(Roots))
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
            _declarations.Add($"{ConditionName} {name} = {text};");
            _conditions.Add(condition, name);
        }
    }

    /// <summary>The declarations of the locals.</summary>
    public IReadOnlyList<string> Declarations => _declarations;

    /// <summary>Prints an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The text.</returns>
    public string Of(PlanExpression expression) => _names.TryGetValue(expression, out string? name) ? name : expression switch
    {
        PlanConstant constant => Number(constant.Value),
        PlanLoopValue loop => _loops[loop.Loop],
        PlanUnary unary => OperatorText.Of(unary.Operator) + Within(unary.Operand, false),
        PlanBinary binary => $"{Left(binary)} {OperatorText.Of(binary.Operator)} {Within(binary.Right, false)}",
        PlanWrap wrap => $"{ValueName}.{FunctionName(wrap.Kind)}({Of(wrap.Operand)})",
        PlanFit fit => $"{ValueName}.Within({Of(fit.Operand)}, {TypeName(fit.Kind)}.MinValue, {TypeName(fit.Kind)}.MaxValue)",
        PlanCall call => $"{ValueName}.{call.Function}({string.Join(", ", call.Arguments.Select(Of))})",
        _ => ValueName + ".Unknown",
    };

    /// <summary>Prints a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The text.</returns>
    public string Of(PlanCondition condition) => _conditions.TryGetValue(condition, out string? name) ? name : condition switch
    {
        PlanRunsCondition runs => $"{ConditionName}.Runs({_loops[runs.Loop]})",
        PlanCompareCondition { Comparison: var comparison } =>
            $"{ConditionName}.{comparison.Operator}({Of(comparison.Left)}, {Of(comparison.Right)})",
        PlanNeverCondition => ConditionName + ".NotEqual(0, 0)",
        _ => ConditionName + ".Unknown",
    };

    private static IEnumerable<PlanExpression> Roots(PlanAccess access)
        => access.Conditions.OfType<PlanCompareCondition>()
            .SelectMany(static condition => condition.Comparison.Parts)
            .Prepend(access.Index);

    /// <summary>Counts how often each expression is used, and gives those that have no parts in the order of their first use.</summary>
    private List<PlanExpression> Count(PlanModel plan)
    {
        List<PlanExpression> leaves = [];
        foreach (PlanExpression root in plan.Loops.SelectMany(static loop => new[] { loop.First, loop.Limit, loop.Step })
            .Concat(plan.Accesses.SelectMany(Roots)))
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

    private static string Number(long value) => value == long.MinValue ? "long.MinValue"
        : value.ToString(CultureInfo.InvariantCulture) + (value is < int.MinValue or > int.MaxValue ? "L" : "");

    private static string FunctionName(ValueKind kind) => kind == ValueKind.Char ? "UInt16" : kind.ToString();

    private static string TypeName(ValueKind kind) => new Model.ValueType(kind, "").DeviceName;

    // C# looks for the operator of a shift in the left operand only, and computes with two numbers itself.
    private string Left(PlanBinary binary)
        => binary.Left is PlanConstant constant && (binary.Operator.IsShift() || binary.Right is PlanConstant)
            ? $"{ValueName}.Constant({Number(constant.Value)})"
            : Within(binary.Left, binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract);

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
            PlanConstant { Value: < 0 } => $"({text})",
            _ => text,
        };
    }

    private string ScalarName(PlanScalar scalar)
    {
        string[] parts = scalar.Path.Split('.').Select(static part => part.TrimStart('@')).ToArray();
        return _kernel.Parameters[scalar.Parameter].Name.TrimStart('@')
            + string.Concat(parts.Where(static part => part.Length > 0).Select(static part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
    }

    private string ScalarText(PlanScalar scalar)
    {
        string text = $"arguments.{Identifier.Of(_kernel.Parameters[scalar.Parameter].Name)}{scalar.Path}";
        return scalar.Path.Length == 0 ? text
            : scalar.Kind == ValueKind.Boolean && _kernel.Parameters[scalar.Parameter].Type.Mirror is null ? text + " ? 1 : 0"
            : $"({TypeName(scalar.Kind)}){text}";
    }

    private void Declare(PlanExpression expression, string wanted, string value)
    {
        string name = Name(wanted);
        _declarations.Add($"{ValueName} {name} = {value};");
        _names.Add(expression, name);
    }

    /// <summary>Gives a name to a bound that is more than a sum of two.</summary>
    private void DeclareLarge(PlanExpression expression, string wanted)
    {
        if (expression.Size > 3 && !_names.ContainsKey(expression))
        {
            Declare(expression, wanted, Of(expression));
        }
    }

    /// <summary>Gives names to the long parts of an expression that are used elsewhere too.</summary>
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

        if (_uses[expression] > 1)
        {
            Declare(expression, "part", Of(expression));
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
        return Identifier.Of(name);
    }
}
