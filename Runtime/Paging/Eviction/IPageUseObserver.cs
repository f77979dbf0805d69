namespace HmmGen.Paging.Eviction;

/// <summary>Is told of each use of a page that the runtime knows of: by a plan, a prefetch or a fault.</summary>
/// <remarks>Called by the thread of the launch.</remarks>
internal interface IPageUseObserver
{
    /// <summary>Notes that a step begins. The pages of a step must be on the device together.</summary>
    void BeginStep();

    /// <summary>Notes the use of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="wasResident">Whether it was there already.</param>
    void NoteUse(MirroredPage page, bool wasResident);
}
