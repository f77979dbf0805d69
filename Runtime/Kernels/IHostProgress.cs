using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>Told by a host loop which work item runs. A type parameter, so that a loop that nobody follows stores nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHostProgress
{
    /// <summary>A work item begins.</summary>
    /// <param name="slot">Its slot.</param>
    void At(long slot);
}
