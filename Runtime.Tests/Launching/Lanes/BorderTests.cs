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
