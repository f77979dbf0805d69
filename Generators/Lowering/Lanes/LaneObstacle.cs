namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>What keeps work items of a kernel from running as lanes.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Subject">The function, the span or the array that it is about; empty where it is about none.</param>
/// <param name="Line">The line of the subject; 0 where there is none.</param>
internal readonly record struct LaneObstacle(LaneReason Reason, string Subject = "", int Line = 0)
{
    /// <summary>A reason that is about the kernel as a whole.</summary>
    /// <param name="reason">The reason.</param>
    public static implicit operator LaneObstacle(LaneReason reason) => new(reason);
}
