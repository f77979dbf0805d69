using HmmGen.Generators.Lowering.Lanes;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Says in words why a kernel has no lanes.</summary>
internal static class LaneReasonText
{
    /// <summary>The words.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>A clause.</returns>
    public static string Of(LaneReason reason) => reason switch
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
