using System.Runtime.Intrinsics;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The accesses of one kind of element, with lanes as 64-bit integers, and the same for one element.</summary>
internal sealed record LaneForm(
    int Size,
    Func<nint, long> Read,
    Action<nint, long> Write,
    Func<nint, long[]> Load,
    Func<nint, Vector256<int>, long[]> LoadMasked,
    Func<nint, nint, long[]> LoadStrided,
    Func<nint, nint, Vector256<int>, long[]> LoadStridedMasked,
    Func<nint, nint, Vector256<int>, long[]> Gather,
    Func<nint, nint, Vector256<int>, Vector256<int>, long[]> GatherMasked,
    Action<nint, long[]> Store,
    Action<nint, long[], Vector256<int>> StoreMasked,
    Action<nint, nint, long[]> StoreStrided,
    Action<nint, nint, long[], Vector256<int>> StoreStridedMasked,
    Action<nint, nint, Vector256<int>, long[]> Scatter,
    Action<nint, nint, Vector256<int>, long[], Vector256<int>> ScatterMasked);
