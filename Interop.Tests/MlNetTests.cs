using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace HmmGen.Interop.Tests;

/// <summary>Columns of ML.NET go into arrays, and results of kernels become columns.</summary>
public sealed class MlNetTests
{
    private const int Rows = 5000;

    [Fact]
    public void Columns_come_and_go()
    {
        MLContext context = new(seed: 1);
        IDataView view = context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(number => new Input { X = number }));
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(Rows);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Rows);

        int row = 0;
        foreach (float value in view.GetColumn<float>(nameof(Input.X)))
        {
            x[row++] = value;
        }

        InteropKernels.Scale(device, Rows, 3, x, y);

        // Rows are read when ML.NET asks for them; the loop reads the array in place.
        IDataView scaled = context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(number => new Scaled { X = x[number], Y = y[number] }));
        IDataView normalized = context.Transforms.NormalizeMinMax(nameof(Scaled.Y)).Fit(scaled).Transform(scaled);

        float[] column = [.. normalized.GetColumn<float>(nameof(Scaled.Y))];
        Assert.Equal(Rows, column.Length);
        Assert.Equal((0f, 1f), (column[0], column[^1]));
        Assert.Equal(3f * 2000 / (3 * (Rows - 1)), column[2000], 5);
    }

    private sealed class Input
    {
        public float X { get; set; }
    }

    private sealed class Scaled
    {
        public float X { get; set; }

        public float Y { get; set; }
    }
}
