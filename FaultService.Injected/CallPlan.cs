// Safety: made by the library and never freed; both sides change it only between two operations, but for the counts.
// Each of the two programs that share it sets some of the fields.
#pragma warning disable CS0649


namespace HmmGen.Coherence.Core;

/// <summary>Which call is to fail or be late, and how many calls there were. The tests' program and the tests' library share it.</summary>
internal unsafe struct CallPlan
{
    /// <summary>How many calls there can be.</summary>
    public const int Calls = 64;

    /// <summary>How often each <see cref="CoreCall"/> was made since the plan began.</summary>
    public fixed long Counts[Calls];

    /// <summary>Not 0 while calls are counted and fail.</summary>
    public int IsOn;

    /// <summary>The call that is meant.</summary>
    public CoreCall Call;

    /// <summary>The first time that is meant, from 1.</summary>
    public long First;

    /// <summary>The last.</summary>
    public long Last;

    /// <summary>The error with which the thread that makes the call ends, without a word.</summary>
    public const int EndsThread = -1;

    /// <summary>The error; 0 for none, the call is only late.</summary>
    public int Error;

    /// <summary>By how many milliseconds it is late.</summary>
    public int Late;

    /// <summary>How often a call was meant.</summary>
    public long Hits;
}
