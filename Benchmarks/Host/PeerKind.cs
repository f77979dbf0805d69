namespace HmmGen.Benchmarks.Host;

/// <summary>What a launch is compared with, in the order of the columns.</summary>
internal enum PeerKind
{
    /// <summary>A C# loop that calls the method, by <see cref="Parallel"/> for several threads.</summary>
    Loop,

    /// <summary>Hand-written <c>Vector256</c>.</summary>
    Vector,

    /// <summary><c>System.Numerics.Tensors.TensorPrimitives</c>.</summary>
    Tensors,

    /// <summary>OpenBLAS.</summary>
    Blas,

    /// <summary>ILGPU's processor accelerator.</summary>
    Ilgpu,

    /// <summary>What g++ makes of the loop, without reordered arithmetic.</summary>
    Native,

    /// <summary>A simulated device, which runs device code.</summary>
    Simulated,
}
