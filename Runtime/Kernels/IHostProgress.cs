using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>Receives the work item that a host loop runs. It is a type parameter, so that a loop without an observer stores nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHostProgress
{
    /// <summary>Items begin that follow each other along the last index.</summary>
    /// <param name="slot">The slot of an item.</param>
    /// <param name="index">Its last index.</param>
    void Begin(long slot, int index);

    /// <summary>A work item begins.</summary>
    /// <param name="index">Its last index.</param>
    void At(int index);
}
