using System.Reflection;
using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>A kernel is refused when ILGPU refuses it twice.</summary>
public sealed class KernelCompilerTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Compilation_is_tried_twice(int failures, bool compiles)
    {
        MethodInfo entry = KernelEntries.Of(typeof(Ops.SaxpyKernel), typeof(Ops.SaxpyKernel.Arguments), KernelVariant.Linear);
        int left = failures;
        using KernelCompiler compiler = new(context => left-- > 0
            ? throw new InvalidOperationException("by chance")
            : new PTXBackend(context, new CudaArchitecture(9, 0), CudaInstructionSet.ISA_88, null!));
        if (compiles)
        {
            Assert.IsType<PTXCompiledKernel>(compiler.Compile(entry));
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => compiler.Compile(entry));
        }
    }
}
