using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>Receives the work item that a host loop runs. It is a type parameter, so that a loop without an observer stores nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHostProgress
{
    /// <summary>A work item begins.</summary>
    /// <param name="slot">Its slot.</param>
    void At(long slot);
}
