using System.Runtime.CompilerServices;

namespace HmmGen.Planning.Steps;

/// <summary>Room on the stack for the conditions of a plan of usual length.</summary>
[InlineArray(Length)]
internal struct PlanConditionRoom
{
    /// <summary>The number of conditions that fit.</summary>
    internal const int Length = 4;

    private PlanCondition _first;
}
