using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;

namespace HmmGen.Devices;

/// <summary>
/// Keeps the driver's compiler from fusing a multiplication with an addition, which rounds once where .NET rounds twice.
/// </summary>
internal static partial class ExactArithmetic
{
    private const string Pragma = "#pragma OPENCL FP_CONTRACT OFF\n";

    /// <summary>Changes a compiled kernel's text.</summary>
    /// <param name="kernel">The kernel.</param>
    public static void Apply(CompiledKernel kernel)
    {
        switch (kernel)
        {
            case PTXCompiledKernel ptx:
                Replace(ptx, nameof(PTXCompiledKernel.PTXAssembly), OfPtx(ptx.PTXAssembly));
                break;
            case CLCompiledKernel cl:
                Replace(cl, nameof(CLCompiledKernel.Source), Pragma + cl.Source);
                break;
        }
    }

    /// <summary>
    /// Names the rounding of every sum, difference and product: PTX lets the assembler fuse those that do not.
    /// </summary>
    /// <param name="assembly">The text.</param>
    /// <returns>The changed text.</returns>
    internal static string OfPtx(string assembly) => Operation().Replace(assembly, "$1.rn.$2");

    [GeneratedRegex(@"\b(add|sub|mul)\.(f32|f64)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Operation();

    // ILGPU has no public way to give a kernel another text.
    private static void Replace(CompiledKernel kernel, string property, string text)
    {
        FieldInfo? field = kernel.GetType().GetField($"<{property}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
        (field ?? throw new MissingFieldException(kernel.GetType().FullName, property)).SetValue(kernel, text);
    }
}
