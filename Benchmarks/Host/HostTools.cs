using System.Runtime.Intrinsics.X86;
using HmmGen.Benchmarks.Host.Peers;

namespace HmmGen.Benchmarks.Host;

/// <summary>What cases are compared with, as far as this machine has it. Peers that it lacks are null.</summary>
/// <param name="Native">The loops in C++.</param>
/// <param name="Blas">OpenBLAS.</param>
internal sealed record HostTools(NativeFloor Native, OpenBlas Blas) : IDisposable
{
    private readonly Lazy<IlgpuOnHost> _ilgpu = new(static () => new IlgpuOnHost());

    /// <summary>ILGPU: to look for its best setting takes a while, so only cases that use it do.</summary>
    public IlgpuOnHost Ilgpu => _ilgpu.Value;

    /// <summary>What is known of ILGPU.</summary>
    public string AboutIlgpu => _ilgpu.IsValueCreated ? Ilgpu.Description : "not used";

    /// <summary>Looks for all of them.</summary>
    /// <returns>What there is.</returns>
    public static HostTools Find() => new(NativeFloor.Compile(), OpenBlas.Find());

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ilgpu.IsValueCreated)
        {
            Ilgpu.Dispose();
        }
    }

    /// <summary>A call for each row of hundreds of elements, which costs nothing beside them.</summary>
    /// <param name="item">Computes a row.</param>
    /// <returns>What computes from a row up to another one.</returns>
    public static Action<int, int> Each(Action<int> item) => (from, to) =>
    {
        for (int row = from; row < to; row++)
        {
            item(row);
        }
    };

    /// <summary>Calls of the kernel's method one after the other.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="part">Computes from a row up to another one.</param>
    /// <param name="pieces">How many pieces a thread gets; 0 where it computes on one thread always.</param>
    /// <returns>The peer.</returns>
    public static HostPeer Loop(int rows, Action<int, int> part, int pieces = 4) => HostPeer.ByRows(PeerKind.Loop, rows, part, pieces);

    /// <summary>Vectors by hand.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="part">Computes from a row up to another one.</param>
    /// <param name="tolerance">How far its answer may be from the kernel's.</param>
    /// <param name="pieces">How many pieces a thread gets.</param>
    /// <returns>The peer.</returns>
    public static HostPeer? Vector(int rows, Action<int, int> part, double tolerance = 0, int pieces = 4)
        => Avx2.IsSupported ? HostPeer.ByRows(PeerKind.Vector, rows, part, pieces) with { Tolerance = tolerance } : null;

    /// <summary>Functions of <c>TensorPrimitives</c>.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="part">Computes from a row up to another one.</param>
    /// <param name="tolerance">How far its answer may be from the kernel's.</param>
    /// <returns>The peer.</returns>
    public static HostPeer Tensors(int rows, Action<int, int> part, double tolerance = 0)
        => HostPeer.ByRows(PeerKind.Tensors, rows, part) with { Tolerance = tolerance };
}
