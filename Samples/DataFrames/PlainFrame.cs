namespace HmmGen.DataFrames;

/// <summary>The same queries in plain C#, over copies of the columns.</summary>
internal static class PlainFrame
{
    /// <summary>Asks all queries.</summary>
    /// <param name="delay">The delays.</param>
    /// <param name="distance">The distances.</param>
    /// <param name="time">The times of departure.</param>
    /// <param name="lateness">Which flights are taken.</param>
    /// <returns>The answers.</returns>
    public static FrameAnswers Ask(FrameColumn<short> delay, FrameColumn<short> distance, FrameColumn<float> time, Lateness lateness)
    {
        short[] delays = delay.ToArray();
        short[] distances = distance.ToArray();
        float[] times = time.ToArray();
        bool[] hasDelay = delay.ToMask();
        bool[] hasDistance = distance.ToMask();
        bool[] hasTime = time.ToMask();

        List<int> taken = [];
        int[] counts = new int[FrameKernels.Hours];
        long[] sums = new long[FrameKernels.Hours];
        for (int row = 0; row < delays.Length; row++)
        {
            if (hasDelay[row] && hasDistance[row] && delays[row] > lateness.Minutes && distances[row] < lateness.Miles)
                taken.Add(row);
            if (hasDelay[row] && hasTime[row])
            {
                int hour = Math.Clamp((int)times[row], 0, FrameKernels.Hours - 1);
                counts[hour]++;
                sums[hour] += delays[row];
            }
        }

        Dictionary<int, int> routes = Routes.Distances.Select((miles, number) => (miles, number)).ToDictionary(one => one.miles, one => one.number);
        return new FrameAnswers(
            [.. taken],
            counts,
            sums,
            [.. taken.Select(row => routes.GetValueOrDefault(distances[row], -1))],
            [.. taken.OrderBy(row => delays[row])]);
    }
}
