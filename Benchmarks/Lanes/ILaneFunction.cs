using System.Runtime.Intrinsics;

namespace HmmGen.Benchmarks.Lanes;

/// <summary>A function in its three forms.</summary>
internal interface ILaneFunction
{
    /// <summary>As C# calls it.</summary>
    static abstract float Scalar(float x);

    /// <summary>In lanes, with the same bits.</summary>
    static abstract Vector256<float> Lanes(Vector256<float> x);

    /// <summary>In lanes, fast.</summary>
    static abstract Vector256<float> Fast(Vector256<float> x);
}
