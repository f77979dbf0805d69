namespace HmmGen.Generators.Lowering.Resumption;

/// <summary>A step on the path of a parked work item to its resume point.</summary>
/// <param name="Site">The access's site.</param>
/// <param name="Header">The header of the next loop around it; null when the access itself comes next.</param>
internal sealed record ResumeStep(int Site, int? Header);
