using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints the device code. Each access is a resume point: when it misses over memory that parks, nothing of the access has happened. So the work
/// item saves the access's number and the live locals, and returns; later it goes on at that access. For other memory a constant removes all
/// of this.
/// </summary>
internal static class RunEmitter
{
    private const string Kernels = GeneratedNames.Kernels + "::";
    private const string Inlining = "global::System.Runtime.CompilerServices.MethodImpl";

    /// <summary>Prints the state of a parked work item and the method.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="unplanned">The sites whose index no plan names, or only by the ends of its narrow type.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel, EquatableArray<int> unplanned)
    {
        LocalModel[] saved = [.. LiveLocals.AtResumePoints(kernel.Body).Select(local => kernel.Body.Locals[local])];
        ResumePaths paths = new(kernel.Body);
        CodeEmitter code = new(writer, kernel, paths, unplanned);
        State(writer, saved);
        writer.Line();
        writer.Line($"[{Inlining}(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        writer.Line($"public static void Run<TMemory>(TMemory memory, {Kernels}Wave wave, Arguments arguments, long slot, {Kernels}ItemIndices item)");
        using (writer.Block($"    where TMemory : struct, {Kernels}IDeviceMemory<TMemory>"))
        using (writer.Block("unchecked"))
        {
            writer.Directive("#line hidden");
            code.Declarations();
            if (paths.Any)
            {
                Resume(writer, code, saved);
            }

            code.Blocks();
            if (code.HasExits)
            {
                writer.Line();
                code.Hide();
                writer.Label(CodeEmitter.Exit);
                if (paths.Any)
                {
                    Park(writer, saved);
                }

                writer.Line($"TMemory.Record(memory, wave, slot, site, element, address, {(code.HasGuards ? "code" : "0")});");
            }
        }

        writer.Directive("#line default");
    }

    private static void State(SourceWriter writer, LocalModel[] saved)
    {
        using (writer.Block($"internal struct {GeneratedNames.State}"))
        {
            writer.Filled(saved.Select(local => $"public {local.Type.MemoryName} {local.Name};").Prepend($"public int {GeneratedNames.Site};"));
        }
    }

    // Uses a reference: a struct that is first made as a local would lie in the device's local memory.
    private static void Resume(SourceWriter writer, CodeEmitter code, LocalModel[] saved)
    {
        writer.Line($"ref {GeneratedNames.State} state = ref TMemory.Parked<{GeneratedNames.State}>(memory, wave, slot);");
        using (writer.Block("if (TMemory.Parks && wave.Resuming != 0)"))
        {
            writer.Filled(saved.Select(local => $"{local.Name} = state.{local.Name}{(local.Type.Kind == ValueKind.Boolean ? " != 0" : "")};"));
            code.Resume();
        }
    }

    private static void Park(SourceWriter writer, LocalModel[] saved)
    {
        using (writer.Block("if (TMemory.Parks)"))
        {
            writer.Filled(saved
                .Select(local => $"state.{local.Name} = {local.Name}{(local.Type.Kind == ValueKind.Boolean ? " ? (byte)1 : (byte)0" : "")};")
                .Prepend($"state.{GeneratedNames.Site} = site;"));
        }

        writer.Line();
    }
}
