using System.Runtime.CompilerServices;

namespace HmmGen.Planning.Steps;

/// <summary>Room on the stack for the values of a plan of usual length.</summary>
[InlineArray(Length)]
internal struct PlanValueRoom
{
    /// <summary>The number of values that fit.</summary>
    internal const int Length = 16;

    private PlanValue _first;
}
