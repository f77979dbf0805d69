using HmmGen.Tests.Devices;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Rows whose ends run by other code than the items between them: the same results as item after item, for every width and border.</summary>
public sealed class BorderTests
{
    private const int Most = 70;

    [Fact]
    public void Rows_of_every_width()
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        for (int width = 1; width <= Most; width++)
        {
            foreach (int shift in (int[])[-1, 0, 3, width / 2, width, -width - 9])
            {
                foreach (int n in (int[])[0, 1, width / 3, width - 1, width, int.MaxValue, int.MinValue + 3])
                {
                    BorderCases.Line(lanes, width, n, shift);
                }
            }
        }
    }

    [Fact]
    public void Planes_of_every_width()
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        for (int width = 1; width <= Most; width++)
        {
            foreach (int rows in (int[])[1, 2, 3, 7, 8, 13])
            {
                BorderCases.Plane(lanes, rows, width);
            }
        }
    }

    /// <summary>The last group of a row begins before the one before it ends, and may be the one that fails.</summary>
    [Fact]
    public void An_item_may_fail_anywhere_in_a_row()
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        const int Rows = 3;
        foreach (int width in (int[])[7, 8, 9, 15, 16, 20, 36, 65])
        {
            for (int failing = width - 1; failing < Rows * width; failing++)
            {
                int[] source = [.. Enumerable.Range(0, Rows * width).Select(at => at == failing ? 0 : at * 7 % 11 + 1)];
                int[] right = new int[Rows * width], found = new int[Rows * width];
                DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => BorderKernels.Divide(lanes, (Rows, width), width, source, found));
                for (int at = 0; at < failing; at++) BorderKernels.Divide(at / width, at % width, width, source, right);
                Assert.True(right.AsSpan(0, failing).SequenceEqual(found.AsSpan(0, failing)), $"Rows of {width}, item {failing}: {error.Message}");
            }
        }
    }

    [Fact]
    public void Volumes_of_every_width()
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        for (int width = 1; width <= Most; width++)
        {
            BorderCases.Volume(lanes, 3, 4, width);
            BorderCases.Volume(lanes, 2, 1, width);
        }
    }
}
