namespace HmmGen.Generators.Lowering.Turns;

/// <summary>What keeps turns of a kernel's loops from running side by side.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Line">The line of the loop; 0 where it is no single one.</param>
/// <param name="Subject">The operation that it is about; empty where it is about none.</param>
internal readonly record struct TurnObstacle(TurnReason Reason, int Line = 0, string Subject = "")
{
    /// <summary>A reason that is about no single loop.</summary>
    /// <param name="reason">The reason.</param>
    public static implicit operator TurnObstacle(TurnReason reason) => new(reason);
}
