using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Numbers for kernels with rows, and the comparison of what lanes and items make of them.</summary>
internal static class RowAnswers
{
    /// <summary>Compares a launch with its items, one after another.</summary>
    /// <typeparam name="T">The element of what is written.</typeparam>
    /// <param name="start">What is there before.</param>
    /// <param name="launch">The launch.</param>
    /// <param name="item">One item.</param>
    /// <param name="items">The number of items; as many as elements when it is not given.</param>
    public static void Same<T>(T[] start, Action<T[]> launch, Action<int, T[]> item, int items = -1)
        where T : unmanaged, INumberBase<T>
    {
        T[] ours = [.. start], theirs = [.. start];
        launch(ours);
        for (int i = 0; i < (items < 0 ? start.Length : items); i++)
        {
            item(i, theirs);
        }

        Equal(theirs, ours);
    }

    /// <summary>Compares bits. A NaN is any NaN.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What is there.</param>
    public static void Equal<T>(T[] expected, T[] actual)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool isSame = (T.IsNaN(expected[i]) && T.IsNaN(actual[i]))
                || MemoryMarshal.AsBytes(expected.AsSpan(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan(i, 1)));
            Assert.True(isSame, $"Element {i} is {actual[i]}, not {expected[i]}.");
        }
    }

    /// <summary>Makes numbers; some are zeros of both signs, infinities, NaN or denormal.</summary>
    /// <param name="random">The source.</param>
    /// <param name="count">How many.</param>
    /// <returns>The numbers.</returns>
    public static float[] Numbers(Random random, int count)
    {
        float[] special = [0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue];
        bool isTame = random.Next(3) > 0;
        return [.. Enumerable.Range(0, count).Select(_ => !isTame && random.Next(20) == 0 ? special[random.Next(special.Length)] : random.NextSingle() * 20 - 10)];
    }

    /// <summary>Makes values of any bits.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="random">The source.</param>
    /// <param name="count">How many.</param>
    /// <returns>The values.</returns>
    public static T[] Bits<T>(Random random, int count)
        where T : unmanaged
    {
        T[] values = new T[count];
        random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
