namespace HmmGen.DataFrames;

/// <summary>Which flights are taken.</summary>
/// <param name="Minutes">They are later than this.</param>
/// <param name="Miles">They are shorter than this.</param>
public readonly record struct Lateness(int Minutes, int Miles);
