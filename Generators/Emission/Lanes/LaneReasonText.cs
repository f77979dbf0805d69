using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Turns;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Says in words why a kernel has no lanes, neither of its items nor of its turns.</summary>
internal static class LaneReasonText
{
    /// <summary>The words.</summary>
    /// <param name="reason">The reason for its items.</param>
    /// <param name="turns">The reason for its turns.</param>
    /// <returns>A clause for the items, and one for the turns where there is a loop.</returns>
    public static string Of(LaneObstacle reason, TurnObstacle turns) => turns switch
    {
        { Reason: TurnReason.NoLoop } => Of(reason),
        { Line: 0 } => $"{Of(reason)}; turns too: {Of(turns.Reason)}",
        _ => $"{Of(reason)}; turns in line {Number(turns.Line)} too: {(turns.Subject.Length > 0 ? turns.Subject + " has no form for vectors" : Of(turns.Reason))}",
    };

    private static string Of(TurnReason reason) => reason switch
    {
        TurnReason.Length => "the kernel is long",
        TurnReason.LocalArrays => "the kernel has local arrays",
        TurnReason.Atomics => "the kernel changes elements atomically",
        TurnReason.Fast => "the kernel is fast",
        TurnReason.ControlFlow => "a loop has two entries or no end",
        TurnReason.Count => "the loop does not count by one to a limit that no turn changes",
        TurnReason.Branches => "a turn branches or leaves the loop",
        TurnReason.NothingStored => "they store nothing",
        TurnReason.Carries => "a turn leaves a value to those after it",
        TurnReason.Operation => "an operation has no form for vectors",
        TurnReason.Scattered => "their elements are no neighbours",
        TurnReason.Near => "a turn stores near what others reach",
        TurnReason.Effects => "an item that fails could not take back what it changed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A kernel with turns as lanes."),
    };

    private static string Of(LaneObstacle obstacle)
    {
        string words = obstacle switch
        {
            { Subject: "" } => Of(obstacle.Reason),
            { Reason: LaneReason.Operation } => $"{obstacle.Subject} has no form for vectors",
            { Reason: LaneReason.Functions } => $"{obstacle.Subject} has no vector form, and such functions outweigh the rest",
            _ => $"elements of {obstacle.Subject} are scattered",
        };
        return obstacle.Line == 0 ? words : $"{words} (line {Number(obstacle.Line)})";
    }

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Of(LaneReason reason) => reason switch
    {
        LaneReason.NothingToGain => "no item writes an element of its own",
        LaneReason.ControlFlow => "a loop has two entries or no end",
        LaneReason.Length => "it is long",
        LaneReason.LocalArrays => "its local arrays are long",
        LaneReason.Structs => "a struct differs between work items",
        LaneReason.Operation => "an operation has no form for vectors",
        LaneReason.FailsAfterEffect => "an item may fail after it has changed memory",
        LaneReason.SharedStore => "all items store into one element",
        LaneReason.ReadsOthers => "an item may read or overwrite what another item writes",
        LaneReason.Functions => "functions without a vector form outweigh the rest",
        LaneReason.Scattered => "scattered elements are reached one by one",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A kernel with lanes."),
    };
}
