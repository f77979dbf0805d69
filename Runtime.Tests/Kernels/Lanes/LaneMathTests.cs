using System.Numerics;
using System.Runtime.Intrinsics;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using Xunit;
using static HmmGen.Runtime.Tests.Kernels.Lanes.LaneComparison;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The operators of lanes give the bits of C#'s scalar expressions.</summary>
public sealed class LaneMathTests
{
    /// <summary>The operators of <see cref="Vector256{T}"/>, which generated code uses as they are.</summary>
    [Fact]
    public void Operators_of_vectors()
    {
        Vectors<float, float, float>((x, y) => x + y, (x, y) => x + y);
        Vectors<float, float, float>((x, y) => x - y, (x, y) => x - y);
        Vectors<float, float, float>((x, y) => x * y, (x, y) => x * y);
        Vectors<float, float, float>((x, y) => x / y, (x, y) => x / y);
        Vectors<float, float>(x => -x, x => -x, anyNaN: false);
        Vectors<int, int, int>((x, y) => x + y, (x, y) => x + y);
        Vectors<int, int, int>((x, y) => x - y, (x, y) => x - y);
        Vectors<int, int, int>((x, y) => x * y, (x, y) => x * y);
        Vectors<int, int, int>((x, y) => x & y, (x, y) => x & y);
        Vectors<int, int, int>((x, y) => x | y, (x, y) => x | y);
        Vectors<int, int, int>((x, y) => x ^ y, (x, y) => x ^ y);
        Vectors<uint, uint, uint>((x, y) => x + y, (x, y) => x + y);
        Vectors<uint, uint, uint>((x, y) => x - y, (x, y) => x - y);
        Vectors<uint, uint, uint>((x, y) => x * y, (x, y) => x * y);
        Vectors<uint, uint, uint>((x, y) => x & y, (x, y) => x & y);
        Vectors<uint, uint, uint>((x, y) => x | y, (x, y) => x | y);
        Vectors<uint, uint, uint>((x, y) => x ^ y, (x, y) => x ^ y);
        Vectors<int, int>(x => ~x, x => ~x);
        Vectors<int, int>(x => -x, x => -x);
    }

    /// <summary>The operators of <see cref="LanePair{T}"/>.</summary>
    [Fact]
    public void Operators_of_pairs()
    {
        Pairs<double, double, double>((x, y) => x + y, (x, y) => x + y);
        Pairs<double, double, double>((x, y) => x - y, (x, y) => x - y);
        Pairs<double, double, double>((x, y) => x * y, (x, y) => x * y);
        Pairs<double, double, double>((x, y) => x / y, (x, y) => x / y);
        Pairs<double, double>(x => -x, x => -x, anyNaN: false);
        Pairs<long, long, long>((x, y) => x + y, (x, y) => x + y);
        Pairs<long, long, long>((x, y) => x - y, (x, y) => x - y);
        Pairs<long, long, long>((x, y) => x * y, (x, y) => x * y);
        Pairs<long, long, long>((x, y) => x & y, (x, y) => x & y);
        Pairs<long, long, long>((x, y) => x | y, (x, y) => x | y);
        Pairs<long, long, long>((x, y) => x ^ y, (x, y) => x ^ y);
        Pairs<ulong, ulong, ulong>((x, y) => x + y, (x, y) => x + y);
        Pairs<ulong, ulong, ulong>((x, y) => x - y, (x, y) => x - y);
        Pairs<ulong, ulong, ulong>((x, y) => x * y, (x, y) => x * y);
        Pairs<ulong, ulong, ulong>((x, y) => x & y, (x, y) => x & y);
        Pairs<ulong, ulong, ulong>((x, y) => x | y, (x, y) => x | y);
        Pairs<ulong, ulong, ulong>((x, y) => x ^ y, (x, y) => x ^ y);
        Pairs<long, long>(x => ~x, x => ~x);
        Pairs<long, long>(x => -x, x => -x);
    }

    /// <summary>Shifts of all lanes by one count, which C# masks.</summary>
    [Fact]
    public void Shifts_by_one_count()
    {
        for (int count = -70; count <= 70; count++)
        {
            int by = count;
            Vectors<int, int>(x => x << by, x => x << by);
            Vectors<int, int>(x => x >> by, x => x >> by);
            Vectors<int, int>(x => x >>> by, x => x >>> by);
            Vectors<uint, uint>(x => x << by, x => x << by);
            Vectors<uint, uint>(x => x >> by, x => x >> by);
            Vectors<uint, uint>(x => x >>> by, x => x >>> by);
            Pairs<long, long>(x => x << by, x => x << by);
            Pairs<long, long>(x => x >> by, x => x >> by);
            Pairs<long, long>(x => x >>> by, x => x >>> by);
            Pairs<ulong, ulong>(x => x << by, x => x << by);
            Pairs<ulong, ulong>(x => x >> by, x => x >> by);
            Pairs<ulong, ulong>(x => x >>> by, x => x >>> by);
        }
    }

    /// <summary>Shifts and rotations by a count of each lane.</summary>
    [Fact]
    public void Shifts()
    {
        Vectors<int, int, int>(LaneMath.ShiftLeft, (x, y) => x << y);
        Vectors<int, int, int>(LaneMath.ShiftRight, (x, y) => x >> y);
        Vectors<int, int, int>(LaneMath.ShiftRightUnsigned, (x, y) => x >>> y);
        Vectors<uint, int, uint>(LaneMath.ShiftLeft, (x, y) => x << y);
        Vectors<uint, int, uint>(LaneMath.ShiftRight, (x, y) => x >> y);
        Vectors<uint, int, uint>(LaneMath.ShiftRightUnsigned, (x, y) => x >>> y);
        Mixed<long, int, long>(LaneMath.ShiftLeft, (x, y) => x << y);
        Mixed<long, int, long>(LaneMath.ShiftRight, (x, y) => x >> y);
        Mixed<long, int, long>(LaneMath.ShiftRightUnsigned, (x, y) => x >>> y);
        Mixed<ulong, int, ulong>(LaneMath.ShiftLeft, (x, y) => x << y);
        Mixed<ulong, int, ulong>(LaneMath.ShiftRight, (x, y) => x >> y);
        Mixed<ulong, int, ulong>(LaneMath.ShiftRightUnsigned, (x, y) => x >>> y);
        Vectors<uint, int, uint>(LaneMath.RotateLeft, BitOperations.RotateLeft);
        Mixed<ulong, int, ulong>(LaneMath.RotateLeft, BitOperations.RotateLeft);
        Vectors<uint, int, uint>(LaneMath.RotateRight, BitOperations.RotateRight);
        Mixed<ulong, int, ulong>(LaneMath.RotateRight, BitOperations.RotateRight);
    }

    /// <summary>Quotients and remainders, and where they throw.</summary>
    [Fact]
    public void Division()
    {
        Vectors<int, int, int>(LaneMath.Divide, (x, y) => x / y, throws: Throws);
        Vectors<int, int, int>(LaneMath.Remainder, (x, y) => x % y, throws: Throws);
        VectorMask<int>(LaneMath.DivisionFails, Throws);
        Vectors<uint, uint, uint>(LaneMath.Divide, (x, y) => x / y, throws: Throws);
        Vectors<uint, uint, uint>(LaneMath.Remainder, (x, y) => x % y, throws: Throws);
        VectorMask<uint>(LaneMath.DivisionFails, Throws);
        Pairs<long, long, long>(LaneMath.Divide, (x, y) => x / y, throws: Throws);
        Pairs<long, long, long>(LaneMath.Remainder, (x, y) => x % y, throws: Throws);
        PairMask<long>(LaneMath.DivisionFails, Throws);
        Pairs<ulong, ulong, ulong>(LaneMath.Divide, (x, y) => x / y, throws: Throws);
        Pairs<ulong, ulong, ulong>(LaneMath.Remainder, (x, y) => x % y, throws: Throws);
        PairMask<ulong>(LaneMath.DivisionFails, Throws);
        Vectors<float, float, float>(LaneMath.Remainder, (x, y) => x % y);
        Pairs<double, double, double>(LaneMath.Remainder, (x, y) => x % y);
    }

    /// <summary>Comparisons, with NaN.</summary>
    [Fact]
    public void Comparisons()
    {
        VectorMask<float>(LaneMath.Less, (x, y) => x < y);
        VectorMask<float>(LaneMath.LessOrEqual, (x, y) => x <= y);
        VectorMask<float>(LaneMath.Greater, (x, y) => x > y);
        VectorMask<float>(LaneMath.GreaterOrEqual, (x, y) => x >= y);
        VectorMask<float>(LaneMath.Equal, (x, y) => x == y);
        VectorMask<float>(LaneMath.NotEqual, (x, y) => x != y);
        VectorMask<int>(LaneMath.Less, (x, y) => x < y);
        VectorMask<int>(LaneMath.LessOrEqual, (x, y) => x <= y);
        VectorMask<int>(LaneMath.Greater, (x, y) => x > y);
        VectorMask<int>(LaneMath.GreaterOrEqual, (x, y) => x >= y);
        VectorMask<int>(LaneMath.Equal, (x, y) => x == y);
        VectorMask<int>(LaneMath.NotEqual, (x, y) => x != y);
        VectorMask<uint>(LaneMath.Less, (x, y) => x < y);
        VectorMask<uint>(LaneMath.LessOrEqual, (x, y) => x <= y);
        VectorMask<uint>(LaneMath.Greater, (x, y) => x > y);
        VectorMask<uint>(LaneMath.GreaterOrEqual, (x, y) => x >= y);
        VectorMask<uint>(LaneMath.Equal, (x, y) => x == y);
        VectorMask<uint>(LaneMath.NotEqual, (x, y) => x != y);
        PairMask<double>(LaneMath.Less, (x, y) => x < y);
        PairMask<double>(LaneMath.LessOrEqual, (x, y) => x <= y);
        PairMask<double>(LaneMath.Greater, (x, y) => x > y);
        PairMask<double>(LaneMath.GreaterOrEqual, (x, y) => x >= y);
        PairMask<double>(LaneMath.Equal, (x, y) => x == y);
        PairMask<double>(LaneMath.NotEqual, (x, y) => x != y);
        PairMask<long>(LaneMath.Less, (x, y) => x < y);
        PairMask<long>(LaneMath.LessOrEqual, (x, y) => x <= y);
        PairMask<long>(LaneMath.Greater, (x, y) => x > y);
        PairMask<long>(LaneMath.GreaterOrEqual, (x, y) => x >= y);
        PairMask<long>(LaneMath.Equal, (x, y) => x == y);
        PairMask<long>(LaneMath.NotEqual, (x, y) => x != y);
        PairMask<ulong>(LaneMath.Less, (x, y) => x < y);
        PairMask<ulong>(LaneMath.LessOrEqual, (x, y) => x <= y);
        PairMask<ulong>(LaneMath.Greater, (x, y) => x > y);
        PairMask<ulong>(LaneMath.GreaterOrEqual, (x, y) => x >= y);
        PairMask<ulong>(LaneMath.Equal, (x, y) => x == y);
        PairMask<ulong>(LaneMath.NotEqual, (x, y) => x != y);
    }

    private static bool Throws(int left, int right) => right == 0 || (left == int.MinValue && right == -1);

    private static bool Throws(uint left, uint right) => right == 0;

    private static bool Throws(long left, long right) => right == 0 || (left == long.MinValue && right == -1);

    private static bool Throws(ulong left, ulong right) => right == 0;
}
