using Microsoft.ML.OnnxRuntime;
using HmmGen.Interop.Tests;
using Xunit;

namespace HmmGen.Interop.Native.Tests;

/// <summary>A model of ONNX Runtime reads what a kernel wrote and writes what the next one reads, in the same memory.</summary>
public sealed class OnnxTests
{
    private const int Rows = 500;
    private const int Columns = 64;

    [Fact]
    public void A_model_runs_between_two_kernels_without_a_copy()
    {
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = Given.Numbers(Rows * Columns);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(Rows * Columns);
        using InferenceSession model = new(OnnxModel.Of("Relu", "x", "y"));
        InteropKernels.AddInPlace(device, Rows * Columns, -1000, x);

        // The values pin the arrays: pages come to the host, and stay there until the values are disposed of.
        using (OrtValue input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, x.Memory, [Rows, Columns]))
        using (OrtValue output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, y.Memory, [Rows, Columns]))
        {
            using RunOptions options = new();
            model.Run(options, ["x"], [input], ["y"], [output]);
        }

        InteropKernels.AddInPlace(device, Rows * Columns, 0.5f, y);
        Assert.Equal((0.5f, 0.5f, 1.5f), (y[0], y[1000], y[1001]));
        Assert.Equal(Rows * Columns - 1 - 1000 + 0.5f, y[Rows * Columns - 1]);
    }
}
