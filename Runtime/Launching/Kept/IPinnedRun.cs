namespace HmmGen.Launching.Kept;

/// <summary>What is done while plain arrays of the caller are pinned.</summary>
internal interface IPinnedRun
{
    /// <summary>Does it.</summary>
    void Run();
}
