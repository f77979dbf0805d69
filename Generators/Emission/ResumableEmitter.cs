using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints the resumable kernel. Each access begins a piece: when it misses, nothing of it has happened, so the work item
/// saves the access's number and what is live and returns; later it goes on at exactly that access.
/// </summary>
internal static class ResumableEmitter
{
    /// <summary>Prints the state of a parked work item and the method.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        IReadOnlyList<int> saved = LiveLocals.AtPieces(kernel.Body);
        State(writer, kernel, saved);
        writer.Line();
        CodeEmitter code = new(writer, kernel, resumable: true);
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static void Resumable<TMemory>(TMemory memory, global::HmmGen.Kernels.LaunchFrame frame, Arguments arguments, long slot)");
        using (writer.Block("    where TMemory : struct, global::HmmGen.Kernels.IDeviceMemory"))
        using (writer.Block("unchecked"))
        {
            code.Declarations();
            Resume(writer, kernel, saved);
            code.Blocks("Park");
            if (code.HasExits)
            {
                Park(writer, kernel, saved);
            }
        }
    }

    private static void State(SourceWriter writer, KernelModel kernel, IReadOnlyList<int> saved)
    {
        writer.Line("/// <summary>A parked work item: the access that missed, and what lives on.</summary>");
        using (writer.Block("internal struct State"))
        {
            writer.Line("public int Site;");
            foreach (int local in saved)
            {
                writer.Line($"public {kernel.Body.Locals[local].Type.MemoryName} {kernel.Body.Locals[local].Name};");
            }
        }
    }

    private static void Resume(SourceWriter writer, KernelModel kernel, IReadOnlyList<int> saved)
    {
        List<int> accesses = Accesses(kernel.Body);
        if (accesses.Count == 0)
        {
            return;
        }

        writer.Line();
        using (writer.Block("if (frame.Resuming != 0)"))
        {
            writer.Line("State state = memory.Control<State>(frame.States + slot * StateSize);");
            foreach (int local in saved)
            {
                LocalModel model = kernel.Body.Locals[local];
                writer.Line($"{model.Name} = state.{model.Name}{(model.Type.Kind == ValueKind.Boolean ? " != 0" : "")};");
            }

            using (writer.Block("switch (state.Site)"))
            {
                foreach (int site in accesses)
                {
                    string number = site.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    writer.Line($"case {number}: goto {CodeEmitter.AccessLabel(site)};");
                }
            }
        }
    }

    private static void Park(SourceWriter writer, KernelModel kernel, IReadOnlyList<int> saved)
    {
        writer.Line();
        writer.Label("Park");
        writer.Line("State parked = default;");
        writer.Line("parked.Site = site;");
        foreach (int local in saved)
        {
            LocalModel model = kernel.Body.Locals[local];
            writer.Line($"parked.{model.Name} = {model.Name}{(model.Type.Kind == ValueKind.Boolean ? " ? (byte)1 : (byte)0" : "")};");
        }

        writer.Line("memory.Control<State>(frame.States + slot * StateSize) = parked;");
        writer.Line("global::HmmGen.Kernels.DeviceFault.Record(memory, frame, slot, site, element, address);");
    }

    private static List<int> Accesses(KernelBody body) =>
    [
        .. body.Blocks.SelectMany(b => b.Instructions).Select(i => i switch
        {
            LoadInstruction load => load.Access.Site,
            StoreInstruction store => store.Access.Site,
            AtomicInstruction atomic => atomic.Access.Site,
            _ => -1,
        }).Where(s => s >= 0),
    ];
}
