using HmmGen.Planning;

namespace HmmGen.Tests.Planning;

/// <summary>Where a made-up expression is run or planned.</summary>
internal sealed class PlanEnvironment
{
    internal long[] Item { get; } = new long[3];

    internal int[] Loops { get; } = new int[4];

    internal LaunchPlan? Launch { get; set; }

    internal PlanValue[] LoopValues { get; } = new PlanValue[4];

    /// <summary>What memory holds at this item and iteration: any number, but the same one each time.</summary>
    internal uint Hash(int salt)
    {
        uint hash = (uint)salt * 2654435761u;
        foreach (long index in Item) hash = (hash ^ (uint)index) * 2246822519u;
        foreach (int loop in Loops) hash = (hash ^ (uint)loop) * 3266489917u;
        return hash >> 7;
    }
}
