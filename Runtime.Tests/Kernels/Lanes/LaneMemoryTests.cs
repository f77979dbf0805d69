// Safety: all addresses are of a native block; indices and strides keep every lane inside of it, but for lanes that must not be touched.
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Loads and stores of lanes are those of a loop over the lanes; lanes outside of the mask touch nothing.</summary>
public sealed unsafe class LaneMemoryTests
{
    private const int Size = 4096, Middle = Size / 2;

    /// <summary>Elements of 32 bits.</summary>
    [Fact]
    public void Elements_of_32_bits()
    {
        Try(Whole<float>());
        Try(Whole<int>());
        Try(Whole<uint>());
    }

    /// <summary>Elements of 64 bits.</summary>
    [Fact]
    public void Elements_of_64_bits()
    {
        Try(Pairs<double>());
        Try(Pairs<long>());
        Try(Pairs<ulong>());
    }

    /// <summary>Stores of the last items of rows.</summary>
    [Fact]
    public void Rests_of_rows()
    {
        Try(Whole<float>(isRest: true));
        Try(Whole<int>(isRest: true));
        Try(Pairs<double>(isRest: true));
        Try(Pairs<ulong>(isRest: true));
    }

    /// <summary>Elements of 8 and 16 bits.</summary>
    [Fact]
    public void Narrow_elements()
    {
        Try(Narrow<byte>(at => *(byte*)at, (at, value) => *(byte*)at = (byte)value));
        Try(Narrow<sbyte>(at => *(sbyte*)at, (at, value) => *(sbyte*)at = (sbyte)value));
        Try(Narrow<short>(at => *(short*)at, (at, value) => *(short*)at = (short)value));
        Try(Narrow<ushort>(at => *(ushort*)at, (at, value) => *(ushort*)at = (ushort)value));
        Try(Narrow<char>(at => *(char*)at, (at, value) => *(char*)at = (char)value));
        Try(Narrow<bool>(at => *(byte*)at != 0 ? -1 : 0, (at, value) => *(byte*)at = (byte)(value & 1)));
    }

    /// <summary>Vectors are apart where none of their lanes but the same has the same element.</summary>
    [Fact]
    public void Vectors_that_are_apart()
    {
        foreach (int lanes in (int[])[8, 16])
        {
            for (int distance = -40; distance <= 40; distance++)
            {
                bool meets = Enumerable.Range(0, lanes).Any(one => Enumerable.Range(0, lanes).Any(other => one != other && one + distance == other));
                Assert.Equal(!meets || distance == 0, LaneMemory.AreApart(1000 + distance, 1000, lanes));
            }

            Assert.True(LaneMemory.AreApart(0, int.MaxValue, lanes));
            Assert.True(LaneMemory.AreApart(int.MaxValue, 0, lanes));
        }
    }

    /// <summary>Rows and columns exchange, in memory and in registers.</summary>
    [Fact]
    public void Columns()
    {
        Random random = new(TestSeeds.First);
        byte* block = (byte*)NativeMemory.AllocZeroed(Size), copy = (byte*)NativeMemory.AllocZeroed(Size);
        foreach (int stride in (int[])[32, 36, 64, 100, -32, -40])
        {
            random.NextBytes(new Span<byte>(block, Size));
            float* rows = (float*)(block + Middle), copied = (float*)(copy + Middle);
            LaneMemory.LoadColumns(rows, stride, out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7);
            Vector256<float>[] columns = [c0, c1, c2, c3, c4, c5, c6, c7];
            LaneMemory.StoreColumns(copied, stride, c0, c1, c2, c3, c4, c5, c6, c7);
            LaneMemory.LoadColumnsPair((double*)rows, stride, out var d0, out var d1, out var d2, out var d3);
            LanePair<double>[] pairs = [d0, d1, d2, d3];
            byte[] firstCopy = new Span<byte>(copy, Size).ToArray();
            LaneMemory.StoreColumnsPair((double*)copied, stride, d0, d1, d2, d3);
            for (int row = 0; row < 8; row++)
            {
                for (int column = 0; column < 8; column++)
                {
                    uint element = *(uint*)((byte*)rows + row * stride + column * 4);
                    Assert.Equal(element, BitConverter.SingleToUInt32Bits(columns[column][row]));
                    Assert.Equal(element, BitConverter.ToUInt32(firstCopy, Middle + row * stride + column * 4));
                    ulong wide = *(ulong*)((byte*)rows + row * stride + column / 2 * 8);
                    Vector256<double> half = row < 4 ? pairs[column / 2].Low : pairs[column / 2].High;
                    Assert.Equal(wide, BitConverter.DoubleToUInt64Bits(half[row % 4]));
                    Assert.Equal(wide, *(ulong*)((byte*)copied + row * stride + column / 2 * 8));
                }
            }
        }

        NativeMemory.Free(block);
        NativeMemory.Free(copy);
    }

    /// <summary>One value of all lanes is that of a loop over the lanes.</summary>
    [Fact]
    public void Reductions()
    {
        Integers<int>();
        Integers<uint>();
        Integers<long>();
        Integers<ulong>();
        ReadOnlySpan<float> floats = LaneSamples.Of<float>();
        ReadOnlySpan<double> doubles = LaneSamples.Of<double>();
        for (int group = 0; group < floats.Length; group += 8)
        {
            float[] lanes = floats[group..(group + 8)].ToArray();
            Vector256<float> vector = LaneComparison.Vector(lanes);
            Assert.Equal(lanes.Aggregate(MathF.Min), LaneMath.Least(vector), Same);
            Assert.Equal(lanes.Aggregate(MathF.Max), LaneMath.Greatest(vector), Same);
            Assert.Equal(lanes.Aggregate(lanes[3], (sum, lane) => sum + lane), LaneMath.SumInOrder(lanes[3], vector), Same);
        }

        for (int group = 0; group < doubles.Length; group += 8)
        {
            double[] lanes = doubles[group..(group + 8)].ToArray();
            LanePair<double> pair = LaneComparison.Pair(lanes);
            Assert.Equal(lanes.Aggregate(Math.Min), LaneMath.Least(pair), Same);
            Assert.Equal(lanes.Aggregate(Math.Max), LaneMath.Greatest(pair), Same);
            Assert.Equal(lanes.Aggregate(lanes[3], (sum, lane) => sum + lane), LaneMath.SumInOrder(lanes[3], pair), Same);
        }
    }

    private static bool Same(float left, float right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right) || (left is float.NaN && right is float.NaN);

    private static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || (left is double.NaN && right is double.NaN);

    private static void Integers<T>()
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> numbers = LaneSamples.Of<T>();
        for (int group = 0; group < numbers.Length; group += 8)
        {
            T[] lanes = numbers[group..(group + 8)].ToArray();
            bool isWide = sizeof(T) == 8;
            Vector256<T> vector = LaneComparison.Vector(lanes);
            LanePair<T> pair = isWide ? LaneComparison.Pair(lanes) : default;
            Assert.Equal(lanes.Aggregate((x, y) => x + y), isWide ? LaneMath.Sum(pair) : LaneMath.Sum(vector));
            Assert.Equal(lanes.Aggregate((x, y) => x * y), isWide ? LaneMath.Product(pair) : LaneMath.Product(vector));
            Assert.Equal(lanes.Aggregate((x, y) => x & y), isWide ? LaneMath.And(pair) : LaneMath.And(vector));
            Assert.Equal(lanes.Aggregate((x, y) => x | y), isWide ? LaneMath.Or(pair) : LaneMath.Or(vector));
            Assert.Equal(lanes.Aggregate((x, y) => x ^ y), isWide ? LaneMath.Xor(pair) : LaneMath.Xor(vector));
            Assert.Equal(lanes.Min(), isWide ? LaneMath.Least(pair) : LaneMath.Least(vector));
            Assert.Equal(lanes.Max(), isWide ? LaneMath.Greatest(pair) : LaneMath.Greatest(vector));
        }
    }

    private static void Try(LaneForm form)
    {
        Random random = new(TestSeeds.First);
        byte* block = (byte*)NativeMemory.Alloc(Size), model = (byte*)NativeMemory.Alloc(Size);
        for (int round = 0; round < TestScale.Iterations(300, 3_000, 100_000); round++)
        {
            random.NextBytes(new Span<byte>(block, Size));
            new Span<byte>(block, Size).CopyTo(new Span<byte>(model, Size));
            nint stride = random.Next(4) == 0 ? random.Next(-100, 100) : form.Size * random.Next(-3, 4);
            Vector256<int> mask = random.Next(4) switch
            {
                0 => LaneMath.First(random.Next(-2, 11)),
                1 => default,
                _ => LaneMath.Less(LaneMath.Index(0) & Vector256.Create(random.Next()), Vector256.Create(random.Next(8))),
            };
            uint set = LaneMath.Bits(mask);

            // What lanes outside of the mask would touch is not in the process's memory.
            int[] indices = [.. Enumerable.Range(0, 8).Select(_ => random.Next(-15, 16))];
            int[] wild = [.. indices.Select((index, lane) => (set >> lane & 1) != 0 ? index : random.Next(2) == 0 ? int.MaxValue : int.MinValue)];
            Vector256<int> at = Vector256.Create(indices), atMasked = Vector256.Create(wild);
            nint origin = (nint)block + Middle + random.Next(16), same = origin - (nint)block + (nint)model;
            nint step = stride == 0 ? form.Size : stride;
            Equal(form, form.Load(origin), lane => origin + lane * form.Size, 255);
            Equal(form, form.LoadMasked(origin, mask), lane => origin + lane * form.Size, set);
            Equal(form, form.LoadStrided(origin, stride), lane => origin + lane * stride, 255);
            Equal(form, form.LoadStridedMasked(origin, stride, mask), lane => origin + lane * stride, set);
            Equal(form, form.Gather(origin, step, at), lane => origin + indices[lane] * step, 255);
            Equal(form, form.GatherMasked(origin, step, atMasked, mask), lane => origin + indices[lane] * step, set);
            long[] values = [.. Enumerable.Range(0, 8).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))];
            form.Store(origin, values);
            Stored(lane => same + lane * form.Size, 255);
            form.StoreMasked(origin + 8, values, mask);
            Stored(lane => same + 8 + lane * form.Size, set);
            form.StoreStrided(origin, stride, values);
            Stored(lane => same + lane * stride, 255);
            form.StoreStridedMasked(origin + 3, stride, values, mask);
            Stored(lane => same + 3 + lane * stride, set);
            form.Scatter(origin, step, at, values);
            Stored(lane => same + indices[lane] * step, 255);
            form.ScatterMasked(origin + 5, step, atMasked, values, mask);
            Stored(lane => same + 5 + indices[lane] * step, set);

            void Stored(Func<int, nint> place, uint lanes)
            {
                for (int lane = 0; lane < 8; lane++)
                {
                    if ((lanes >> lane & 1) != 0)
                    {
                        form.Write(place(lane), values[lane]);
                    }
                }

                Assert.True(new Span<byte>(block, Size).SequenceEqual(new Span<byte>(model, Size)), $"a store differs; seed {TestSeeds.First}, round {round}");
            }
        }

        NativeMemory.Free(block);
        NativeMemory.Free(model);
    }

    private static void Equal(LaneForm form, long[] actual, Func<int, nint> place, uint lanes)
        => Assert.Equal(Enumerable.Range(0, 8).Select(lane => (lanes >> lane & 1) != 0 ? form.Read(place(lane)) : 0), actual);

    private static LaneForm Whole<T>(bool isRest = false)
        where T : unmanaged
    {
        static Vector256<T> To(long[] values) => Vector256.Create([.. values.Select(value => (int)value)]).As<int, T>();
        static long[] From(Vector256<T> lanes) => [.. Enumerable.Range(0, 8).Select(lane => (long)lanes.AsInt32()[lane])];
        return new(
            4,
            at => *(int*)at,
            (at, value) => *(int*)at = (int)value,
            at => From(LaneMemory.Load(ref *(T*)at)),
            (at, mask) => From(LaneMemory.Load((T*)at, mask)),
            (at, stride) => From(LaneMemory.LoadStrided((T*)at, stride)),
            (at, stride, mask) => From(LaneMemory.LoadStrided((T*)at, stride, mask)),
            (at, stride, indices) => From(LaneMemory.Gather((T*)at, stride, indices)),
            (at, stride, indices, mask) => From(LaneMemory.Gather((T*)at, stride, indices, mask)),
            (at, values) => LaneMemory.Store(ref *(T*)at, To(values)),
            (at, values, mask) =>
            {
                if (isRest)
                {
                    LaneMemory.StoreRest(ref *(T*)(at - 8), 8, To(values), mask);
                }
                else
                {
                    LaneMemory.Store((T*)at, To(values), mask);
                }
            },
            (at, stride, values) => LaneMemory.StoreStrided((T*)at, stride, To(values)),
            (at, stride, values, mask) => LaneMemory.StoreStrided((T*)at, stride, To(values), mask),
            (at, stride, indices, values) => LaneMemory.Scatter((T*)at, stride, indices, To(values)),
            (at, stride, indices, values, mask) => LaneMemory.Scatter((T*)at, stride, indices, To(values), mask));
    }

    private static LaneForm Pairs<T>(bool isRest = false)
        where T : unmanaged
    {
        static LanePair<T> To(long[] values) => new(Vector256.Create(values, 0).As<long, T>(), Vector256.Create(values, 4).As<long, T>());
        static long[] From(LanePair<T> lanes) => [.. Enumerable.Range(0, 8).Select(lane => (lane < 4 ? lanes.Low : lanes.High).AsInt64()[lane % 4])];
        return new(
            8,
            at => *(long*)at,
            (at, value) => *(long*)at = value,
            at => From(LaneMemory.LoadPair(ref *(T*)at)),
            (at, mask) => From(LaneMemory.LoadPair((T*)at, mask)),
            (at, stride) => From(LaneMemory.LoadStridedPair((T*)at, stride)),
            (at, stride, mask) => From(LaneMemory.LoadStridedPair((T*)at, stride, mask)),
            (at, stride, indices) => From(LaneMemory.GatherPair((T*)at, stride, indices)),
            (at, stride, indices, mask) => From(LaneMemory.GatherPair((T*)at, stride, indices, mask)),
            (at, values) => LaneMemory.StorePair(ref *(T*)at, To(values)),
            (at, values, mask) =>
            {
                if (isRest)
                {
                    LaneMemory.StoreRestPair(ref *(T*)(at - 8), 8, To(values), mask);
                }
                else
                {
                    LaneMemory.StorePair((T*)at, To(values), mask);
                }
            },
            (at, stride, values) => LaneMemory.StoreStridedPair((T*)at, stride, To(values)),
            (at, stride, values, mask) => LaneMemory.StoreStridedPair((T*)at, stride, To(values), mask),
            (at, stride, indices, values) => LaneMemory.ScatterPair((T*)at, stride, indices, To(values)),
            (at, stride, indices, values, mask) => LaneMemory.ScatterPair((T*)at, stride, indices, To(values), mask));
    }

    private static LaneForm Narrow<T>(Func<nint, long> read, Action<nint, long> write)
        where T : unmanaged
    {
        static Vector256<int> To(long[] values) => Vector256.Create([.. values.Select(value => (int)value)]);
        static long[] From(Vector256<int> lanes) => [.. Enumerable.Range(0, 8).Select(lane => (long)lanes[lane])];
        return new(
            sizeof(T),
            read,
            write,
            at => From(LaneMemory.LoadNarrow((T*)at)),
            (at, mask) => From(LaneMemory.LoadNarrow((T*)at, mask)),
            (at, stride) => From(LaneMemory.LoadStridedNarrow((T*)at, stride)),
            (at, stride, mask) => From(LaneMemory.LoadStridedNarrow((T*)at, stride, mask)),
            (at, stride, indices) => From(LaneMemory.GatherNarrow((T*)at, stride, indices)),
            (at, stride, indices, mask) => From(LaneMemory.GatherNarrow((T*)at, stride, indices, mask)),
            (at, values) => LaneMemory.StoreNarrow((T*)at, To(values)),
            (at, values, mask) => LaneMemory.StoreNarrow((T*)at, To(values), mask),
            (at, stride, values) => LaneMemory.StoreStridedNarrow((T*)at, stride, To(values)),
            (at, stride, values, mask) => LaneMemory.StoreStridedNarrow((T*)at, stride, To(values), mask),
            (at, stride, indices, values) => LaneMemory.ScatterNarrow((T*)at, stride, indices, To(values)),
            (at, stride, indices, values, mask) => LaneMemory.ScatterNarrow((T*)at, stride, indices, To(values), mask));
    }
}
