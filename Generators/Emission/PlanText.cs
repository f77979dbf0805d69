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
    private readonly Dictionary<PlanExpression, string> _names = [];
    private readonly Dictionary<int, string> _loops = [];
    private readonly HashSet<string> _taken = ["plan", "arguments"];
    private readonly List<string> _declarations = [];

    /// <summary>Gives names to everything that a plan uses.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    public PlanText(KernelModel kernel, PlanModel plan)
    {
        _kernel = kernel;
        List<PlanExpression> used = Used(plan);
        foreach (PlanIndex index in used.OfType<PlanIndex>().OrderBy(static index => index.Dimension))
        {
            Declare(index, kernel.Indices[index.Dimension], $"plan.Index({index.Dimension})");
        }

        foreach (PlanScalar scalar in used.OfType<PlanScalar>().OrderBy(static scalar => scalar.Parameter))
        {
            Declare(scalar, ScalarName(scalar), ScalarText(scalar));
        }

        foreach (PlanStatic field in used.OfType<PlanStatic>())
        {
            Declare(field, LowerFirst(field.Name.Substring(field.Name.LastIndexOf('.') + 1)), $"({TypeName(field.Kind)}){field.Name}");
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
                .OrderBy(static pair => pair.Item1.Size()))
            {
                DeclareLarge(bound, local + role);
            }

            string name = Name(local);
            _declarations.Add(
                $"{ValueName} {name} = plan.Loop({Of(loop.First)}, {Of(loop.Limit)}, {Of(loop.Step)}); // the loop of line {loop.Line}");
            _loops.Add(loop.Number, name);
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
        PlanUnary unary => unary.Operator + Within(unary.Operand, false),
        PlanBinary binary => $"{Within(binary.Left, binary.Operator is "+" or "-")} {binary.Operator} {Within(binary.Right, false)}",
        PlanWrap wrap => $"{ValueName}.{FunctionName(wrap.Kind)}({Of(wrap.Operand)})",
        PlanFit fit => $"{ValueName}.Within({Of(fit.Operand)}, {TypeName(fit.Kind)}.MinValue, {TypeName(fit.Kind)}.MaxValue)",
        PlanCall call => $"{ValueName}.{call.Function}({string.Join(", ", call.Arguments.Select(Of))})",
        _ => ValueName + ".Unknown",
    };

    /// <summary>Prints a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The text.</returns>
    public string Of(PlanCondition condition) => condition switch
    {
        PlanRunsCondition runs => $"{ConditionName}.Runs({_loops[runs.Loop]})",
        PlanCompareCondition { Comparison: var comparison } =>
            $"{ConditionName}.{FunctionName(comparison.Operator)}({Of(comparison.Left)}, {Of(comparison.Right)})",
        _ => ConditionName + ".Unknown",
    };

    private static List<PlanExpression> Used(PlanModel plan)
    {
        HashSet<PlanExpression> seen = [];
        List<PlanExpression> used = [];
        foreach (PlanLoop loop in plan.Loops)
        {
            Use(loop.First);
            Use(loop.Limit);
            Use(loop.Step);
        }

        foreach (PlanAccess access in plan.Accesses)
        {
            Use(access.Index);
            foreach (PlanCompareCondition condition in access.Conditions.OfType<PlanCompareCondition>())
            {
                Use(condition.Comparison);
            }
        }

        return used;

        void Use(PlanExpression expression)
        {
            if (expression.Parts.Count == 0 && seen.Add(expression))
            {
                used.Add(expression);
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

    private static string FunctionName(string operation) => operation switch
    {
        "<" => "Less",
        "<=" => "LessOrEqual",
        ">" => "Greater",
        ">=" => "GreaterOrEqual",
        "==" => "Equal",
        _ => "NotEqual",
    };

    private static string TypeName(ValueKind kind) => new Model.ValueType(kind, "").DeviceName;

    private static string LowerFirst(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    private string Within(PlanExpression expression, bool isFirstOfSum)
    {
        string text = Of(expression);
        if (_names.ContainsKey(expression))
        {
            return text;
        }

        return expression switch
        {
            PlanBinary { Operator: "+" or "-" or "*" } when isFirstOfSum => text,
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
            : scalar.Kind == ValueKind.Boolean ? text + " ? 1 : 0"
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
        if (expression.Size() > 3 && !_names.ContainsKey(expression))
        {
            Declare(expression, wanted, Of(expression));
        }
    }

    private string Name(string wanted)
    {
        string name = wanted.TrimStart('@');
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = wanted.TrimStart('@') + number.ToString(CultureInfo.InvariantCulture);
        }

        return Identifier.Of(name);
    }
}
