namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The part of an access that a plan does not know.</summary>
internal enum PlanSubject
{
    /// <summary>The element's number.</summary>
    Index,

    /// <summary>Whether the access happens.</summary>
    Condition,

    /// <summary>Which of several elements the access touches.</summary>
    Choice,
}
