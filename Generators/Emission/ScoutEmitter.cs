using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints a kernel's scout: device code that loads what addresses need, marks the pages of all other elements, and stores nothing.</summary>
internal static class ScoutEmitter
{
    private const string Kernels = GeneratedNames.Kernels + "::";

    /// <summary>Prints the method.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel, with the scout's body.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        CodeEmitter code = new(writer, kernel, ResumePaths.None, EquatableArray<int>.Empty);
        writer.Line($"public static void Scout<TMemory>(TMemory memory, {Kernels}Wave wave, Arguments arguments, long slot, {Kernels}ItemIndices item)");
        using (writer.Block($"    where TMemory : struct, {Kernels}IScoutMemory<TMemory>"))
        using (writer.Block("unchecked"))
        {
            writer.Directive("#line hidden");
            code.Declarations();
            code.Blocks();
            if (code.HasExits)
            {
                writer.Line();
                code.Hide();
                writer.Label(CodeEmitter.Exit);
                writer.Line($"TMemory.Stop(memory, {(code.HasGuards ? "code < 0 ? code : address" : "address")});");
            }
        }

        writer.Directive("#line default");
    }
}
