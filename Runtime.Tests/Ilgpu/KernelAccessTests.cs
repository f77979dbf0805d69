using System.Reflection;
using System.Reflection.Emit;
using HmmGen.Devices.Ilgpu;
using ILGPU;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Kernels may be private: what ILGPU makes around their arguments may use them, as it does for CUDA.</summary>
public sealed class KernelAccessTests
{
    [Fact]
    public void A_type_around_private_arguments_can_be_made()
    {
        using Context context = IlgpuContext.Create();
        Assert.Throws<TypeLoadException>(() => MakeAround(context, typeof(Arguments)));

        new KernelAccess(context).Allow([typeof(Arguments)]);

        Assert.Equal(typeof(Arguments), Assert.Single(MakeAround(context, typeof(Arguments)).GetFields()).FieldType);
    }

    private static Type MakeAround(Context context, Type arguments)
    {
        using (context.RuntimeSystem.DefineRuntimeStruct(out TypeBuilder builder))
        {
            builder.DefineField("Arguments", arguments, FieldAttributes.Public);
            return builder.CreateType();
        }
    }

    private struct Arguments
    {
        public int Value { get; set; }
    }
}
