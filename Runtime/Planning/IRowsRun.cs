using System.ComponentModel;

namespace HmmGen.Planning;

/// <summary>Items of rows that run on the host. The runtime hands it to generated code, which knows the kernel with rows.</summary>
/// <typeparam name="TArguments">The arguments of the kernel.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowsRun<TArguments>
    where TArguments : unmanaged
{
    /// <summary>Runs the items.</summary>
    /// <typeparam name="TRows">The kernel with rows.</typeparam>
    void Run<TRows>() where TRows : struct, IHmmLanes<TArguments>;
}
