using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// Splits an access whose element is one of several: where <c>w</c> is <c>i == 0 ? i : i - 1</c>, an access of <c>a[w]</c> is an access of
/// <c>a[i]</c> when <c>i == 0</c>, and of <c>a[i - 1]</c> otherwise. Equal choices are decided alike everywhere in an access.
/// </summary>
/// <param name="algebra">Makes the expressions.</param>
/// <param name="conditions">Adds the content of conditions at a block.</param>
internal sealed class PlanCases(PlanAlgebra algebra, ConditionFinder conditions)
{
    private const int Most = 9;

    /// <summary>Splits an access.</summary>
    /// <param name="whole">The access.</param>
    /// <param name="block">Its block.</param>
    /// <returns>
    /// The cases, without choices; one of them happens whenever the access does. The access itself where there are too many: a launch then evaluates its choices.
    /// </returns>
    public IReadOnlyList<PlanCase> Of(PlanCase whole, int block)
    {
        List<PlanCase> done = [];
        Stack<PlanCase> open = new();
        open.Push(whole);
        while (open.Count > 0)
        {
            PlanCase next = open.Pop();
            if (ChoiceIn(next) is not { } choice)
            {
                done.Add(next);
            }
            else if (done.Count + open.Count + 2 > Most)
            {
                return [whole];
            }
            else
            {
                open.Push(Decide(next, choice, false, block));
                open.Push(Decide(next, choice, true, block));
            }
        }

        return done;
    }

    private static PlanSelect? ChoiceIn(PlanCase access)
    {
        if (access.Index.Has(PlanTraits.Select))
        {
            return ChoiceIn(access.Index);
        }

        PlanCompareCondition? condition = access.Conditions.OfType<PlanCompareCondition>()
            .FirstOrDefault(static condition => condition.Comparison.Has(PlanTraits.Select));
        return condition is null ? null : ChoiceIn(condition.Comparison);
    }

    /// <summary>A choice whose condition contains no other choice.</summary>
    private static PlanSelect ChoiceIn(PlanExpression expression)
    {
        while (true)
        {
            if (expression is PlanSelect select && !select.Condition.Has(PlanTraits.Select))
            {
                return select;
            }

            expression = expression.Parts.First(static part => part.Has(PlanTraits.Select));
        }
    }

    private PlanCase Decide(PlanCase access, PlanSelect choice, bool holds, int block)
    {
        List<PlanCondition> when = [];
        bool isMust = access.IsMust;
        foreach (PlanCondition condition in access.Conditions)
        {
            if (condition is PlanCompareCondition { Comparison: var comparison } && comparison.Has(PlanTraits.Select))
            {
                isMust &= conditions.TryAdd(Chosen(comparison), block, when);
            }
            else
            {
                when.Add(condition);
            }
        }

        if (choice.Condition is PlanUnknown unknown)
        {
            isMust = false;
            when.Add(new PlanUnknownCondition(unknown.Reason with { Subject = PlanSubject.Choice }));
        }
        else
        {
            isMust &= conditions.TryAdd(holds ? choice.Condition : algebra.Not(choice.Condition), block, when);
        }

        return new PlanCase(Chosen(access.Index), isMust, when.Distinct().ToEquatable());

        PlanExpression Chosen(PlanExpression expression) => expression.Has(PlanTraits.Select)
            ? algebra.Substitute(expression, part => part == choice ? (holds ? choice.WhenTrue : choice.WhenFalse) : null)
            : expression;
    }
}
