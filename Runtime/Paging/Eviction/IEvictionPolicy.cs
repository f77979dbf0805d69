namespace HmmGen.Paging.Eviction;

/// <summary>
/// Chooses the pages that leave a device when others need their frames. It keeps what it knows of the use of pages. <see cref="FramePool"/> keeps the owners
/// of frames and the promises.
/// </summary>
/// <remarks>Called under the lock of the device's memory.</remarks>
internal interface IEvictionPolicy
{
    /// <summary>Notes that the pool has more frames.</summary>
    /// <param name="frames">The number of frames that have memory from now on.</param>
    void Grow(int frames);

    /// <summary>Notes that a frame became free.</summary>
    /// <param name="frame">The frame.</param>
    void NoteFree(int frame);

    /// <summary>Notes that a resident page, or one that is being brought, is used.</summary>
    /// <param name="page">The page.</param>
    /// <param name="frame">Its first frame.</param>
    /// <param name="arrives">Whether it is being brought.</param>
    void NoteUse(MirroredPage page, int frame, bool arrives);

    /// <summary>Notes that pages that follow one another are used, and are being brought to neighbouring frames.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="pages">The number of pages.</param>
    /// <param name="frame">The first frame.</param>
    void NoteArrivals(MirroredPage first, int pages, int frame);

    /// <summary>Notes the uses by a launch that has run some times in a row and has told nobody of its pages.</summary>
    /// <param name="pages">The pages, all of them resident.</param>
    /// <param name="times">How often it has run.</param>
    void NoteRepeated(IReadOnlyList<MirroredPage> pages, int times);

    /// <summary>Begins a launch, of which nothing is known yet.</summary>
    void BeginLaunch();

    /// <summary>Tells what the launch is going to touch.</summary>
    /// <param name="rest">The parts in order of use: each time that they are enumerated, what is still to come. Null when nothing is known.</param>
    void Foresee(IEnumerable<IForeseenPart>? rest);

    /// <summary>Begins another chunk or wave of the launch. What is still to come may have changed.</summary>
    void BeginEpoch();

    /// <summary>Finds contiguous frames for one page, whose own pages may be evicted.</summary>
    /// <param name="count">The number of frames.</param>
    /// <param name="wanted">About how many frames the batch needs from now on, these included.</param>
    /// <returns>The first frame; -1 when there are none. The caller evicts the pages in the frames.</returns>
    int FindVictims(int count, int wanted);

    /// <summary>Rates all frames for a batch, whose pages get frames beside each other.</summary>
    /// <param name="now">The number of frames that the batch needs beside the free ones.</param>
    /// <param name="soon">The number of further frames whose pages may leave in the place of others.</param>
    /// <param name="most">What frames whose pages leave in the place of others may cost together.</param>
    /// <param name="movesAside">Whether pages that are to stay on the device move to other frames, where theirs are taken. Else they leave.</param>
    /// <returns>The frames, as they are rated until the next call; null when each page had better find its own.</returns>
    FrameStretches? Rate(long now, long soon, long most, bool movesAside);

    /// <summary>Finds contiguous frames for many pages, whose own pages may be evicted.</summary>
    /// <param name="count">The number of frames.</param>
    /// <returns>The first frame; -1 when there are none. The caller evicts the pages in the frames.</returns>
    int FindRoom(int count);
}
