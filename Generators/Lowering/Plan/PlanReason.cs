namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The reason why an access cannot be planned.</summary>
/// <param name="Subject">The unknown part of the access.</param>
/// <param name="Cause">The cause.</param>
/// <param name="Name">The name of the cause, where there is one.</param>
/// <param name="Line">The source line of the cause; 0 when it has none.</param>
internal sealed record PlanReason(PlanSubject Subject, PlanCause Cause, string Name, int Line)
{
    /// <summary>The reason in words that complete "this access cannot be planned: ".</summary>
    public string Words
    {
        get
        {
            string place = Line > 0 ? $" (line {Line.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : "";
            return Cause switch
            {
                PlanCause.JumpIntoLoop => "the kernel jumps into a loop" + place,
                PlanCause.Loop when Subject == PlanSubject.Condition => "it is in a loop whose iterations are not known before it runs" + place,
                _ => $"{Part()} {Predicate()}{place}",
            };
        }
    }

    private string Part() => Subject switch
    {
        PlanSubject.Index => "its index",
        PlanSubject.Condition => "a condition around it",
        _ => "the condition that chooses its index",
    };

    private string Predicate() => Cause switch
    {
        PlanCause.Loaded => $"is loaded from {Name}",
        PlanCause.LocalArray => $"is read from the local array {Name}",
        PlanCause.Atomic => $"is the result of an atomic operation on {Name}",
        PlanCause.FloatingPoint => "is computed from floating-point numbers",
        PlanCause.Function => $"is computed with {Name}, which plans do not follow",
        PlanCause.Struct => "is a member of a struct that the kernel makes or changes",
        PlanCause.Branches => $"depends on the branches before it, through {Name}",
        PlanCause.Loop => "changes in a loop whose iterations are not known before it runs",
        PlanCause.AfterLoop => "comes from a loop that may end at several places",
        PlanCause.Range => "may leave the range of 64-bit integers",
        PlanCause.Size => "is too long a computation",
        PlanCause.Cases => "depends on too many choices",
        PlanCause.Unset => $"is read from {Name} before that is set",
        _ => "is not bounded",
    };
}
