namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>A launch, and what it must do.</summary>
/// <typeparam name="T">The type of the elements that it changes.</typeparam>
/// <param name="Name">What messages call it.</param>
/// <param name="Run">Runs it on a device.</param>
/// <param name="Extent">Its work items.</param>
/// <param name="Target">The array that it changes.</param>
/// <param name="Changed">The elements that it changes, or may change.</param>
/// <param name="Result">What it must make of one of them, by its number among them.</param>
/// <param name="Relied">Elements of lists that the host must not change meanwhile, since the launch would change other elements then.</param>
/// <param name="Added">What it adds once to each element; null for another launch.</param>
internal sealed record MeanwhileLaunch<T>(
    string Name,
    Action<HmmDevice, HmmExtent> Run,
    HmmExtent Extent,
    MeanwhileArray<T> Target,
    int[] Changed,
    Func<int, MeanwhileChoices, T> Result,
    (MeanwhileArray<int> List, int Start, int End)? Relied = null,
    T? Added = null)
    where T : unmanaged
{
    /// <summary>Tells which elements are not the host's.</summary>
    public void Close()
    {
        foreach (int index in Changed)
        {
            Target.Closed[index] = true;
        }

        if (Relied is { } relied)
        {
            relied.List.Closed.AsSpan(relied.Start..relied.End).Fill(true);
        }
    }
}
