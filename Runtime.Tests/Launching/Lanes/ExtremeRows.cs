using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Rows of numbers among which an extreme is hard to find, and comparisons of what was found, bit by bit.</summary>
internal static class ExtremeRows
{
    // Numbers none of which is one: of both signs, with several contents.
    private static readonly uint[] NaNs = [0x7FC00000, 0xFFC00000, 0x7FC00001, 0xFFC12345, 0x7FFFFFFF, 0xFFFFFFFF];
    private static readonly float[] Ends = [0, -0f, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1, -1];

    /// <summary>Numbers of one of seven kinds.</summary>
    public static float[] Numbers(Random random, int count, int kind) => [.. Enumerable.Range(0, count).Select(_ => kind switch
    {
        0 => random.NextSingle() * 20 - 10,
        1 => random.Next(2) == 0 ? 0 : -0f,
        2 => random.Next(40) == 0 ? None(random) : random.NextSingle() * 20 - 10,
        3 => random.Next(3) > 0 ? None(random) : Ends[random.Next(Ends.Length)],
        4 => Ends[random.Next(Ends.Length)],
        5 => float.NegativeInfinity,
        _ => float.PositiveInfinity,
    })];

    /// <summary>A number of 64 bits for one of 32: of a NaN the sign and the contents, too.</summary>
    public static double Wide(float value)
    {
        ulong bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? BitConverter.UInt64BitsToDouble(0x7FF8000000000000 | ((bits & 0x80000000) << 32) | (bits & 0x7FFFFF)) : value * 1.1;
    }

    /// <summary>Compares what a launch leaves with what the method leaves, row by row.</summary>
    public static void Same<T>(string where, T[] start, Action<T[]> launch, Action<int, T[]> item)
        where T : unmanaged
    {
        T[] ours = [.. start], theirs = [.. start];
        launch(ours);
        for (int i = 0; i < start.Length; i++)
        {
            item(i, theirs);
            Assert.True(
                MemoryMarshal.AsBytes(ours.AsSpan(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(theirs.AsSpan(i, 1))),
                $"{where}: row {i} is {Hex(ours[i])}, not {Hex(theirs[i])}, from {Hex(start[i])}");
        }
    }

    private static string Hex<T>(T value) where T : unmanaged => $"{value} ({Convert.ToHexString(MemoryMarshal.AsBytes([value]))})";

    private static float None(Random random) => BitConverter.UInt32BitsToSingle(NaNs[random.Next(NaNs.Length)]);
}
