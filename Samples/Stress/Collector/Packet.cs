using System.Runtime.CompilerServices;

namespace HmmGen.Stress.Collector;

/// <summary>A struct of 256 bytes, whose copies are more than a few moves.</summary>
[InlineArray(Count)]
internal struct Packet
{
    /// <summary>How many numbers it has.</summary>
    public const int Count = 32;

    private long _first;
}
