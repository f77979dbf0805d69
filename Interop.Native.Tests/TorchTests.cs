// Safety: a pointer into a tensor is used only while the tensor is alive.
using System.Runtime.InteropServices;
using HmmGen.Interop.Tests;
using Xunit;
using static TorchSharp.torch;

namespace HmmGen.Interop.Native.Tests;

/// <summary>Tensors of TorchSharp on the CPU: kernels run over their memory, and tensors are made of arrays.</summary>
public sealed unsafe class TorchTests
{
    /// <summary>TorchSharp's own library is built for a newer C++ library than some systems have.</summary>
    public TorchTests()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        try
        {
            NativeLibrary.Load(library);
        }
        catch (DllNotFoundException reason)
        {
            Assert.SkipWhen(reason.Message.Contains("GLIBCXX", StringComparison.Ordinal), $"TorchSharp does not load here: {reason.Message}");
            throw;
        }
    }

    [Fact]
    public void A_kernel_runs_over_the_memory_of_a_tensor()
    {
        using HmmDevice device = Given.SmallDevice();
        using Tensor tensor = arange(20_000, dtype: float32).reshape(200, 100);

        fixed (byte* bytes = tensor.bytes)
        {
            InteropKernels.AddInPlace(device, 20_000, 0.5f, HmmBuffer<float>.FromPointer((float*)bytes, 20_000));
        }

        using Tensor row = tensor[3];
        Assert.Equal(304.5f, tensor[3, 4].item<float>());
        Assert.Equal(34_950 + 50, row.sum().item<float>());
    }

    [Fact]
    public void A_tensor_is_made_of_an_array_and_comes_back()
    {
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = Given.Numbers(600);
        InteropKernels.AddInPlace(device, 600, 1, x);

        // TorchSharp copies: of the memory of others it takes only managed arrays.
        using Tensor tensor = TorchSharp.torch.tensor(x.Memory, [20, 30], dtype: float32);
        using Tensor transposed = tensor.t().contiguous();
        x.CopyFrom(MemoryMarshal.Cast<byte, float>(transposed.bytes));

        Assert.Equal(1f + 30, x[1]);
        InteropKernels.AddInPlace(device, 600, -1, x);
        Assert.Equal(30f, x[1]);
    }

    [Fact]
    public void A_plain_array_and_a_tensor_share_their_memory()
    {
        using HmmDevice device = Given.SmallDevice();
        float[] plain = new float[600];
        using Tensor shared = TorchSharp.torch.frombuffer(plain, ScalarType.Float32);
        InteropKernels.AddInPlace(device, plain.Length, 2, plain);

        Assert.Equal(1200f, shared.sum().item<float>());
    }
}
