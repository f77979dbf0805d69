using HmmGen.Generators.Emission.Lanes;
using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Ilgpu;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the parts of a kernel's type that depend on its body: descriptor, host loop, device code and access plan.</summary>
internal static class KernelEmitter
{
    /// <summary>Prints the file.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The text.</returns>
    public static string Emit(KernelModel kernel) => KernelFile.Print(
        $"Generated code of the kernel {kernel.DisplayName} for HmmGen.", kernel.Namespace, kernel.ContainingTypes, writer => Kernel(writer, kernel));

    private static void Kernel(SourceWriter writer, KernelModel kernel)
    {
        KernelModel named = NamePass.Run(KernelLowering.Lower(kernel));
        PlanModel plan = PlanLowering.Lower(named);
        KernelModel device = IlgpuPass.Run(RangePass.Run(named, plan));
        ScoutModel? scout = ScoutLowering.Lower(named, plan);
        EquatableArray<int> unplanned = plan.Unplanned(named.Body);
        EquatableArray<int> namedByType = plan.NamedByType();
        HostForms forms = HostForms.Of(named, plan, unplanned);
        StartEmitter.Emit(writer, named);
        writer.Line();
        writer.Line($"/// <summary>The kernel of <see cref=\"{kernel.Signature}\"/>.</summary>");
        writer.Line(KernelFile.Attribute);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        foreach (string restriction in kernel.Restrictions)
        {
            writer.Line(restriction);
        }

        // A private kernel may have parameter types that only its containing type can see.
        string accessibility = kernel.Accessibility is "private" or "protected" or "private protected" ? "private" : "internal";
        using (writer.Block(
            $"{accessibility} readonly struct {kernel.Kernel} : {GeneratedNames.Planning}.IHmmKernel<{TypePath(kernel)}.{GeneratedNames.Arguments}>"))
        {
            int begin = writer.Length;
            ArgumentsEmitter.Emit(writer, named);
            string data = writer.TextFrom(begin);
            writer.Line();
            DescriptorEmitter.Emit(writer, kernel with { Body = named.Body }, scout, forms, unplanned, namedByType);
            writer.Line();
            writer.Line($"public static int Rank => {kernel.Indices.Count};");
            writer.Line();
            begin = writer.Length;
            HostEmitter.Emit(writer, named);
            writer.Line();
            if (forms.Lanes is { } lanes)
            {
                LaneEmitter.Emit(writer, lanes);
                writer.Line();
            }
            else if (forms.Turns is { } turns)
            {
                TurnEmitter.Emit(writer, turns);
                writer.Line();
            }

            if (forms.Flat is { } flat)
            {
                FlatEmitter.Emit(writer, named, flat);
                writer.Line();
            }

            RunEmitter.Emit(writer, device, unplanned.Concat(namedByType).Distinct().ToEquatable());
            writer.Line();
            if (scout is not null)
            {
                ScoutEmitter.Emit(writer, IlgpuPass.Run(named with { Body = scout.Body }));
                writer.Line();
            }

            PlanEmitter.Emit(writer, named, plan);
            string code = writer.TextFrom(begin);
            writer.Line();
            EditionEmitter.Emit(writer, data, code);
        }
    }

    /// <summary>The full name of the generated type.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The name.</returns>
    public static string TypePath(KernelModel kernel) => MethodPath(kernel, kernel.Kernel);

    /// <summary>The full name of a member beside the method.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="member">The member's name.</param>
    /// <returns>The name, which nothing within the generated type can hide.</returns>
    public static string MethodPath(KernelModel kernel, string member) =>
        "global::" + string.Join(".", new[] { kernel.Namespace }.Where(n => n.Length > 0)
            .Concat(kernel.ContainingTypes.Select(t => Identifier.Of(t.Name))).Append(Identifier.Of(member)));
}
