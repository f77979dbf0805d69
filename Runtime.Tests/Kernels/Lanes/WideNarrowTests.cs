// Safety: all addresses are of a native block; indices and strides keep every lane inside of it. One test ends at a page that must not be read.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Sixteen lanes of elements of 8 and 16 bits: every way to reach memory is that of a loop over the lanes.</summary>
public sealed unsafe class WideNarrowTests
{
    private const int Size = 4096, Middle = Size / 2, Lanes = 16;

    // Ways to reach memory, with and without a mask.
    private const int Ways = 12;

    /// <summary>Loads and stores; what no lane names stays what it was.</summary>
    [Fact]
    public void Memory_is_that_of_a_loop_over_the_lanes()
    {
        Try<byte>(static at => *(byte*)at, static (at, value) => *(byte*)at = (byte)value);
        Try<sbyte>(static at => *(sbyte*)at, static (at, value) => *(sbyte*)at = (sbyte)value);
        Try<short>(static at => *(short*)at, static (at, value) => *(short*)at = (short)value);
        Try<ushort>(static at => *(ushort*)at, static (at, value) => *(ushort*)at = (ushort)value);
        Try<char>(static at => *(char*)at, static (at, value) => *(char*)at = (char)value);
        Try<bool>(static at => *(byte*)at != 0 ? -1 : 0, static (at, value) => *(byte*)at = (byte)(value & 1));
    }

    /// <summary>
    /// The last lane's element may be the last one of the memory, and with one more behind it the element after it; and with one more before them the element
    /// before the first one may be the first of the memory.
    /// </summary>
    [Fact]
    public void Bytes_of_words_end_with_the_last_lane() => ClosedPages.Between(static (first, behind) =>
    {
        byte* open = (byte*)first, end = (byte*)behind;
        for (int lanes = 8; lanes <= Lanes; lanes += 8)
        {
            byte* last = end - 1 - 4 * (lanes - 1);
            bool isWide = lanes > 8;
            Check(lanes, last, isWide ? WideLaneMemory.LoadStridedNarrow(ref *last, 4) : LaneMemory.LoadStridedNarrow(ref *last, 4).ToVector512());
            Check(lanes, last - 4, isWide ? WideLaneMemory.LoadStridedNarrowWithin(ref last[-4], 4) : LaneMemory.LoadStridedNarrowWithin(ref last[-4], 4).ToVector512());
            foreach (nint begin in new[] { (nint)(open + 4), (nint)last })
            {
                byte* at = (byte*)begin;
                Check(lanes, at, isWide ? WideLaneMemory.LoadStridedNarrowBehind(ref *at, 4) : LaneMemory.LoadStridedNarrowBehind(ref *at, 4).ToVector512());
            }
        }
    });

    /// <summary>Of words only the bytes up to the last one that exists are read, and with another word before them none before that.</summary>
    /// <param name="reach">The bytes from the first of a word to the last one that exists.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Words_end_with_the_last_byte_that_exists(int reach) => ClosedPages.Between((first, behind) =>
    {
        byte* open = (byte*)first, end = (byte*)behind;
        for (int lanes = 8; lanes <= Lanes; lanes += 8)
        {
            byte* last = end - 1 - reach - 4 * (lanes - 1);
            bool isWide = lanes > 8;
            Same(last, isWide ? WideLaneMemory.LoadWords(ref *last, reach) : LaneMemory.LoadWords(ref *last, reach).ToVector512());
            Same(open, isWide ? WideLaneMemory.LoadWords(ref *open, reach) : LaneMemory.LoadWords(ref *open, reach).ToVector512());
            Same(last - 4, isWide ? WideLaneMemory.LoadWordsWithin(ref last[-4]) : LaneMemory.LoadWordsWithin(ref last[-4]).ToVector512());
            foreach (nint begin in new[] { (nint)(open + 3 - reach), (nint)last })
            {
                byte* at = (byte*)begin;
                Same(at, isWide ? WideLaneMemory.LoadWordsBehind(ref *at, reach) : LaneMemory.LoadWordsBehind(ref *at, reach).ToVector512());
            }

            void Same(byte* at, Vector512<int> words)
            {
                for (int i = 0; i < lanes * (reach + 1); i++)
                {
                    (int lane, int part) = (i / (reach + 1), i % (reach + 1));
                    Assert.Equal(at[4 * lane + part], (byte)(words[lane] >> 8 * part));
                }
            }
        }
    });

    /// <summary>The sum of all lanes is that of the products, which wraps.</summary>
    [Fact]
    public void Products_of_numbers_of_16_bits_add_up()
    {
        Products<sbyte>(static at => *(sbyte*)at);
        Products<byte>(static at => *(byte*)at);
        Products<short>(static at => *(short*)at);
    }

    private static void Products<T>(Func<nint, int> read)
        where T : unmanaged
    {
        Random random = new(TestSeeds.First);
        T* left = stackalloc T[Lanes], right = stackalloc T[Lanes];
        for (int round = 0; round < TestScale.Iterations(1_000, 10_000, 100_000); round++)
        {
            foreach (nint at in new[] { (nint)left, (nint)right })
            {
                random.NextBytes(new Span<byte>((void*)at, Lanes * sizeof(T)));
                for (int lane = 0; lane < Lanes && typeof(T) == typeof(short) && round % 3 == 0; lane++)
                {
                    ((short*)at)[lane] = random.Next(4) switch { 0 => short.MinValue, 1 => short.MaxValue, _ => (short)-random.Next(2) };
                }
            }

            int[] products = [.. Enumerable.Range(0, Lanes).Select(lane => unchecked(read((nint)(left + lane)) * read((nint)(right + lane))))];
            Vector256<int> sum = LaneMath.AddProducts(Vector256.Create(round), LaneMemory.LoadShorts(ref *left), LaneMemory.LoadShorts(ref *right));
            Vector512<int> wide = WideLaneMath.AddProducts(Vector512.Create(round), WideLaneMemory.LoadShorts(ref *left), WideLaneMemory.LoadShorts(ref *right));
            string what = $"{typeof(T).Name}, seed {TestSeeds.First}, round {round}";
            Assert.True(Vector256.Sum(sum) == unchecked(8 * round + products.Take(8).Aggregate(0, static (all, one) => unchecked(all + one))), what);
            Assert.True(Vector512.Sum(wide) == unchecked(16 * round + products.Aggregate(0, static (all, one) => unchecked(all + one))), what);
        }
    }

    private static void Check(int lanes, byte* first, Vector512<int> loaded)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            Assert.Equal(first[4 * lane], loaded[lane]);
        }
    }

    private static void Try<T>(Func<nint, int> read, Action<nint, int> write)
        where T : unmanaged
    {
        Random random = new(TestSeeds.First);
        byte* block = (byte*)NativeMemory.Alloc(Size);
        byte[] before = new byte[Size], expected = new byte[Size];
        for (int round = 0; round < TestScale.Iterations(1_200, 12_000, 120_000); round++)
        {
            random.NextBytes(new Span<byte>(block, Size));
            new Span<byte>(block, Size).CopyTo(before);
            before.CopyTo(expected, 0);
            Vector512<int> mask = Vector512.Create<int>([.. Enumerable.Range(0, Lanes).Select(_ => random.Next(4) == 0 ? 0 : -random.Next(2))]);
            mask = random.Next(4) == 0 ? Vector512<int>.AllBitsSet : mask;
            Vector512<int> value = Vector512.Create<int>([.. Enumerable.Range(0, Lanes).Select(_ => typeof(T) == typeof(bool) ? -random.Next(2) : random.Next(int.MinValue, int.MaxValue))]);
            int stride = random.Next(2) == 0 ? 4 : sizeof(T) * (random.Next(1, 24) * (random.Next(2) == 0 ? 1 : -1));
            int[] numbers = [.. Enumerable.Range(-400, 800).OrderBy(_ => random.Next()).Take(Lanes)];
            int way = round % Ways;
            (Func<int, int> place, Vector512<int>? loaded) = Reach(way, ref *(T*)(block + Middle), stride, Vector512.Create<int>(numbers), value, mask, numbers);
            string what = $"{typeof(T).Name}, way {way}, stride {stride}, mask {mask}, seed {TestSeeds.First}, round {round}";
            fixed (byte* old = before, wanted = expected)
            {
                for (int lane = 0; lane < Lanes; lane++)
                {
                    bool isLive = way % 2 == 0 || mask[lane] != 0;
                    if (loaded is { } lanes)
                    {
                        Assert.True(lanes[lane] == (isLive ? read((nint)(old + Middle + place(lane))) : 0), $"load, lane {lane}: {what}");
                    }
                    else if (isLive)
                    {
                        write((nint)(wanted + Middle + place(lane)), value[lane]);
                    }
                }
            }

            Assert.True(new Span<byte>(block, Size).SequenceEqual(expected), $"store: {what}");
        }

        NativeMemory.Free(block);
    }

    private static (Func<int, int> Place, Vector512<int>? Loaded) Reach<T>(
        int way, ref T origin, int stride, Vector512<int> indices, Vector512<int> value, Vector512<int> mask, int[] numbers)
        where T : unmanaged
    {
        int Next(int lane) => lane * sizeof(T);
        int Far(int lane) => lane * stride;
        int Any(int lane) => numbers[lane] * sizeof(T);
        switch (way)
        {
            case 0:
                return (Next, WideLaneMemory.LoadNarrow(ref origin));
            case 1:
                return (Next, WideLaneMemory.LoadNarrow(ref origin, 0, mask));
            case 2:
                return (Far, (numbers[0] & 3) switch
                {
                    0 => WideLaneMemory.LoadStridedNarrowWithin(ref origin, stride),
                    1 => WideLaneMemory.LoadStridedNarrowBehind(ref origin, stride),
                    _ => WideLaneMemory.LoadStridedNarrow(ref origin, stride),
                });
            case 3:
                return (Far, WideLaneMemory.LoadStridedNarrow(ref origin, 0, stride, mask));
            case 4:
                return (Any, WideLaneMemory.GatherNarrow(ref origin, sizeof(T), indices));
            case 5:
                return (Any, WideLaneMemory.GatherNarrow(ref origin, sizeof(T), indices, mask));
            case 6:
                WideLaneMemory.StoreNarrow(ref origin, value);
                return (Next, null);
            case 7:
                WideLaneMemory.StoreNarrow(ref origin, 0, value, mask);
                return (Next, null);
            case 8:
                WideLaneMemory.StoreStridedNarrow(ref origin, stride, value);
                return (Far, null);
            case 9:
                WideLaneMemory.StoreStridedNarrow(ref origin, 0, stride, value, mask);
                return (Far, null);
            case 10:
                WideLaneMemory.ScatterNarrow(ref origin, sizeof(T), indices, value);
                return (Any, null);
            default:
                WideLaneMemory.ScatterNarrow(ref origin, sizeof(T), indices, value, mask);
                return (Any, null);
        }
    }
}
