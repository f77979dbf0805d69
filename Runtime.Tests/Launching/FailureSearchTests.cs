using HmmGen.Base;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>
/// A launch on the host that finds the failed item by running a range again names the item at which a loop fails, and leaves the elements that the loop leaves.
/// Where memory overlaps or is added to, no item runs twice.
/// </summary>
public sealed class FailureSearchTests(ITestOutputHelper output)
{
    private enum Subject
    {
        Scatter,
        Add,
        ScatterPlane,
    }

    [Fact]
    public void The_first_item_that_fails_is_named_and_no_effect_comes_twice()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        LaneUse[] uses = [LaneUse.Never, LaneUse.Always, LaneUse.WhereItPays];
        HmmDevice[] devices = [.. uses.Select(static use => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = use } }))];
        for (int run = 0; run < TestScale.Iterations(quick: 300, full: 3_000, @long: 30_000); run++)
        {
            Subject subject = (Subject)random.Next(3);
            int width = random.Next(1, 40), count = random.Next(3) == 0 ? random.Next(1, 300) : random.Next(250, 3000);
            count = subject == Subject.ScatterPlane ? count / width * width : count;
            bool isShared = random.Next(3) == 0, fails = random.Next(4) > 0 && count > 0;
            int[] places = [.. Enumerable.Range(0, count).Select(_ => random.Next(count))];
            for (int wrong = fails ? random.Next(1, 4) : 0; wrong > 0; wrong--)
            {
                places[random.Next(count)] = random.Next(2) == 0 ? -1 : 2 * count;
            }

            int[] x = [.. Enumerable.Range(0, 2 * count).Select(_ => random.Next(100))], y = isShared ? x : [.. Enumerable.Range(0, 2 * count).Select(_ => random.Next(100))];
            int[] x2 = [.. x], y2 = isShared ? x2 : [.. y];
            int failed = Loop(subject, count, width, places, x2, y2);
            string what = $"run {run}: {subject}, {count} items in rows of {width}, shared {isShared}, item {failed} fails";

            // The second launch is one that was kept.
            for (int launch = 0; launch < 2; launch++)
            {
                int[] x1 = [.. x], y1 = isShared ? x1 : [.. y];
                Exception? error = Record.Exception(() => Launch(subject, devices[random.Next(devices.Length)], count, width, places, x1, y1));
                Assert.True(failed < 0 ? error is null : error is HmmAccessException access && Item(access, width) == failed, $"{what}, launch {launch}: {error}");
                Assert.True(y1.AsSpan().SequenceEqual(y2), what);
            }
        }
    }

    private static long Item(HmmAccessException error, int width) => error.WorkItem.Count == 2 ? error.WorkItem[0] * width + error.WorkItem[1] : error.WorkItem[0];

    private static int Loop(Subject subject, int count, int width, int[] places, int[] x, int[] y)
    {
        for (int i = 0; i < count; i++)
        {
            try
            {
                switch (subject)
                {
                    case Subject.Scatter:
                        FailureSearchKernels.Scatter(i, places, x, y);
                        break;
                    case Subject.Add:
                        FailureSearchKernels.Add(i, places, x, y);
                        break;
                    default:
                        FailureSearchKernels.ScatterPlane(i / width, i % width, width, places, x, y);
                        break;
                }
            }
            catch (IndexOutOfRangeException)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Launch(Subject subject, HmmDevice device, int count, int width, int[] places, int[] x, int[] y)
    {
        switch (subject)
        {
            case Subject.Scatter:
                FailureSearchKernels.Scatter(device, count, places, x, y);
                break;
            case Subject.Add:
                FailureSearchKernels.Add(device, count, places, x, y);
                break;
            default:
                FailureSearchKernels.ScatterPlane(device, (count / width, width), width, places, x, y);
                break;
        }
    }
}
