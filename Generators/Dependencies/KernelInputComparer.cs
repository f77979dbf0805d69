namespace HmmGen.Generators.Dependencies;

/// <summary>
/// Keeps an old input in the pipeline, with its translation, as long as it is current. So a kernel is translated again only when
/// something that it can reach by name has changed. No state lives outside the pipeline.
/// </summary>
internal sealed class KernelInputComparer : IEqualityComparer<KernelInput>
{
    /// <inheritdoc/>
    public bool Equals(KernelInput? x, KernelInput? y) => x is null || y is null ? x is null && y is null : x.IsCurrent(y);

    /// <inheritdoc/>
    public int GetHashCode(KernelInput obj) => 0;
}
