namespace HmmGen.Tool.Explanation;

/// <summary>How well a plan knows an access.</summary>
/// <param name="Planned">How well.</param>
/// <param name="IsByRows">Whether it is exact row by row: its conditions tie variables to each other. A launch cuts a number of rows at most.</param>
internal readonly record struct AccessForm(PlannedAs Planned, bool IsByRows);
