namespace HmmGen.Tool.Explanation;

/// <summary>What a plan says of an access.</summary>
/// <param name="Site">The access's number in the kernel.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">Its line.</param>
/// <param name="Kind">What it does: <c>read</c>, <c>write</c> or <c>change</c>.</param>
/// <param name="Index">The index, as the plan has it: a question mark stands for what depends on data.</param>
/// <param name="Conditions">The conditions under which it happens; null for none.</param>
/// <param name="Planned">How well a launch knows it.</param>
/// <param name="ByRows">Whether it is exact row by row: a bound or a condition ties the work item or a loop to another loop.</param>
/// <param name="Why">Why it is not planned exactly; null when it is.</param>
/// <param name="AfterEffects">Whether the kernel may have stored something before it, so that an index out of range fails there and not at the launch.</param>
internal sealed record AccessExplanation(
    int Site, string File, int Line, string Kind, string Index, string? Conditions, PlannedAs Planned, bool ByRows, string? Why, bool AfterEffects);
