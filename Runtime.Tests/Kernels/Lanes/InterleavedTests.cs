// Safety: all addresses are of a page between two closed ones; what is reached begins or ends with it.
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Elements that lie between each other are loaded and stored as a loop over the lanes does it, and no byte before or behind them is touched.</summary>
public sealed unsafe class InterleavedTests
{
    /// <summary>The elements of each place of each lane, where some at the end of the last lane are not there.</summary>
    /// <param name="count">How many elements a lane has.</param>
    /// <param name="missing">How many of the last lane's elements are not there.</param>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(4, 3)]
    public void Loads_take_what_exists(int count, int missing) => ClosedPages.Between((first, behind) =>
    {
        foreach (int lanes in (int[])[LaneMath.Count, WideLaneMath.Count])
        {
            foreach (nint at in (nint[])[first, behind - (lanes * count - missing) * sizeof(int)])
            {
                for (int place = 0; place < count - missing; place++)
                {
                    Vector512<int> loaded = lanes == WideLaneMath.Count ? Wide(ref *(int*)at, count, missing, place) : Narrow(ref *(int*)at, count, missing, place).ToVector512();
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        Assert.Equal(((int*)at)[lane * count + place], loaded[lane]);
                    }
                }
            }
        }

        foreach (nint at in (nint[])[first, behind - (LaneMath.Count * count - missing) * sizeof(long)])
        {
            for (int place = 0; place < count - missing; place++)
            {
                LanePair<ulong> loaded = Pair(ref *(long*)at, count, missing, place);
                for (int lane = 0; lane < LaneMath.Count; lane++)
                {
                    Assert.Equal(((ulong*)at)[lane * count + place], lane < 4 ? loaded.Low[lane] : loaded.High[lane - 4]);
                }
            }
        }
    });

    /// <summary>The elements of all lanes, and nothing else.</summary>
    /// <param name="count">How many elements a lane has.</param>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Stores_reach_their_elements(int count) => ClosedPages.Between((first, behind) =>
    {
        foreach ((int lanes, int size) in ((int, int)[])[(8, 4), (16, 4), (8, 8)])
        {
            int bytes = lanes * count * size;
            foreach (nint at in (nint[])[first, first + 20, behind - bytes - 12, behind - bytes])
            {
                new Span<byte>((void*)first, (int)(behind - first)).Fill(0xEE);
                if (size == 8)
                {
                    StorePair(ref *(double*)at, count);
                }
                else if (lanes == 8)
                {
                    Store(ref *(float*)at, count);
                }
                else
                {
                    StoreWide(ref *(float*)at, count);
                }

                for (int i = 0; i < lanes * count; i++)
                {
                    Assert.Equal(Number(i % count, i / count), size == 8 ? ((long*)at)[i] : ((int*)at)[i]);
                }

                Assert.True(new Span<byte>((void*)first, (int)(at - first)).IndexOfAnyExcept((byte)0xEE) < 0);
                Assert.True(new Span<byte>((void*)(at + bytes), (int)(behind - at - bytes)).IndexOfAnyExcept((byte)0xEE) < 0);
            }
        }
    });

    private static Vector256<int> Narrow(ref int at, int count, int missing, int place)
    {
        Vector256<int> Vector(ref int origin, int number)
            => missing > 0 ? LaneMemory.LoadInterleavedWithin(ref origin, count, number, missing) : LaneMemory.LoadInterleaved(ref origin, count, number);
        return count switch
        {
            2 => LaneMath.Deinterleave<int>(Vector(ref at, 0), Vector(ref at, 1), place),
            3 => LaneMath.Deinterleave<int>(Vector(ref at, 0), Vector(ref at, 1), Vector(ref at, 2), place),
            _ => LaneMath.Deinterleave<int>(Vector(ref at, 0), Vector(ref at, 1), Vector(ref at, 2), Vector(ref at, 3), place),
        };
    }

    private static Vector512<int> Wide(ref int at, int count, int missing, int place)
    {
        Vector512<int> Vector(ref int origin, int number)
            => missing > 0 ? WideLaneMemory.LoadInterleavedWithin(ref origin, count, number, missing) : WideLaneMemory.LoadInterleaved(ref origin, count, number);
        return count switch
        {
            2 => WideLaneMath.Deinterleave<int>(Vector(ref at, 0), Vector(ref at, 1), place),
            3 => WideLaneMath.Deinterleave<int>(Vector(ref at, 0), Vector(ref at, 1), Vector(ref at, 2), place),
            _ => WideLaneMath.Deinterleave<int>(Vector(ref at, 0), Vector(ref at, 1), Vector(ref at, 2), Vector(ref at, 3), place),
        };
    }

    private static LanePair<ulong> Pair(ref long at, int count, int missing, int place)
    {
        LanePair<long> Vector(ref long origin, int number)
            => missing > 0 ? LaneMemory.LoadInterleavedWithinPair(ref origin, count, number, missing) : LaneMemory.LoadInterleavedPair(ref origin, count, number);
        return count switch
        {
            2 => LaneMath.Deinterleave<ulong>(Vector(ref at, 0), Vector(ref at, 1), place),
            3 => LaneMath.Deinterleave<ulong>(Vector(ref at, 0), Vector(ref at, 1), Vector(ref at, 2), place),
            _ => LaneMath.Deinterleave<ulong>(Vector(ref at, 0), Vector(ref at, 1), Vector(ref at, 2), Vector(ref at, 3), place),
        };
    }

    private static long Number(int place, int lane) => 1000 * (place + 1) + lane;

    private static void Store(ref float at, int count)
    {
        (Vector256<int> a, Vector256<uint> b, Vector256<float> c, Vector256<int> d) = (Of(0), Of(1).AsUInt32(), Of(2).AsSingle(), Of(3));
        switch (count)
        {
            case 2:
                LaneMemory.StoreInterleaved(ref at, a, b);
                break;
            case 3:
                LaneMemory.StoreInterleaved(ref at, a, b, c);
                break;
            default:
                LaneMemory.StoreInterleaved(ref at, a, b, c, d);
                break;
        }

        static Vector256<int> Of(int place) => Vector256.Create<int>([.. Enumerable.Range(0, 8).Select(lane => (int)Number(place, lane))]);
    }

    private static void StoreWide(ref float at, int count)
    {
        (Vector512<int> a, Vector512<uint> b, Vector512<float> c, Vector512<int> d) = (Of(0), Of(1).AsUInt32(), Of(2).AsSingle(), Of(3));
        switch (count)
        {
            case 2:
                WideLaneMemory.StoreInterleaved(ref at, a, b);
                break;
            case 3:
                WideLaneMemory.StoreInterleaved(ref at, a, b, c);
                break;
            default:
                WideLaneMemory.StoreInterleaved(ref at, a, b, c, d);
                break;
        }

        static Vector512<int> Of(int place) => Vector512.Create<int>([.. Enumerable.Range(0, 16).Select(lane => (int)Number(place, lane))]);
    }

    private static void StorePair(ref double at, int count)
    {
        LanePair<double> c = new(Of(2, 0).AsDouble(), Of(2, 4).AsDouble());
        (LanePair<long> a, LanePair<long> b, LanePair<long> d) = (new(Of(0, 0), Of(0, 4)), new(Of(1, 0), Of(1, 4)), new(Of(3, 0), Of(3, 4)));
        switch (count)
        {
            case 2:
                LaneMemory.StoreInterleaved(ref at, a, b);
                break;
            case 3:
                LaneMemory.StoreInterleaved(ref at, a, b, c);
                break;
            default:
                LaneMemory.StoreInterleaved(ref at, a, b, c, d);
                break;
        }

        static Vector256<long> Of(int place, int from) => Vector256.Create<long>([.. Enumerable.Range(from, 4).Select(lane => Number(place, lane))]);
    }
}
