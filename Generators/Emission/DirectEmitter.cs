using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the direct kernel: every page is there, and an access can at most be out of range.</summary>
internal static class DirectEmitter
{
    /// <summary>Prints the method.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        CodeEmitter code = new(writer, kernel, resumable: false);
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static void Direct<TMemory>(TMemory memory, global::HmmGen.Kernels.LaunchFrame frame, Arguments arguments, long slot)");
        using (writer.Block("    where TMemory : struct, global::HmmGen.Kernels.IDeviceMemory"))
        using (writer.Block("unchecked"))
        {
            code.Declarations();
            code.Blocks("Failed");
            if (code.HasExits)
            {
                writer.Line();
                writer.Label("Failed");
                writer.Line("global::HmmGen.Kernels.DeviceFault.Record(memory, frame, slot, site, element, address);");
            }
        }
    }
}
