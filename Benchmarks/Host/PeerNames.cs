namespace HmmGen.Benchmarks.Host;

/// <summary>The peers' names in tables.</summary>
internal static class PeerNames
{
    /// <summary>The name of a kind of peers.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Its name.</returns>
    public static string Of(PeerKind kind) => kind switch
    {
        PeerKind.Loop => "loop",
        PeerKind.Vector => "Vector256",
        PeerKind.Tensors => "Tensors",
        PeerKind.Blas => "OpenBLAS",
        PeerKind.Ilgpu => "ILGPU",
        PeerKind.Native => "g++",
        PeerKind.Simulated => "simulated",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
