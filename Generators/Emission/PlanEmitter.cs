using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Writes the method that says which elements a box of work items touches.</summary>
internal static class PlanEmitter
{
    private const int Width = 140;

    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel, PlanModel plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public static void Plan(global::HmmGen.Planning.LaunchPlan plan, Arguments arguments)"))
        {
            PlanText text = new(kernel, plan);
            IReadOnlyList<int> late = LateSites.Of(kernel.Body);
            if (late.Count > 0)
            {
                writer.Line($"plan.AfterEffects({string.Join(", ", late)});");
            }

            foreach (string declaration in text.Declarations)
            {
                writer.Line(declaration);
            }

            bool separate = late.Count > 0 || text.Declarations.Count > 0;
            foreach (PlanAccess access in plan.Accesses)
            {
                if (separate)
                {
                    writer.Line();
                }

                separate = true;
                writer.Line($"// {Place(kernel, access)}: {EffectText(access.Effect)} {kernel.Parameters[access.Parameter].Name}");
                EmitAccess(writer, text, access);
            }
        }
    }

    private static void EmitAccess(SourceWriter writer, PlanText text, PlanAccess access)
    {
        string[] arguments =
        [
            $"{access.Site}",
            text.Of(access.Index),
            access.Definite ? "definite: true" : "definite: false",
            .. access.Conditions.Select(text.Of),
        ];
        string line = $"plan.Access({string.Join(", ", arguments)});";
        if (line.Length <= Width)
        {
            writer.Line(line);
            return;
        }

        writer.Line("plan.Access(");
        for (int argument = 0; argument < arguments.Length; argument++)
        {
            writer.Line($"    {arguments[argument]}{(argument == arguments.Length - 1 ? ");" : ",")}");
        }
    }

    private static string EffectText(PlanEffect effect) => effect switch
    {
        PlanEffect.Reads => "reads",
        PlanEffect.Writes => "writes",
        _ => "changes",
    };

    private static string Place(KernelModel kernel, PlanAccess access)
    {
        string file = access.Site < kernel.Body.Sites.Count ? kernel.Body.Sites[access.Site].File : kernel.File;
        return file == kernel.File
            ? $"line {access.Line}"
            : $"{file.Substring(file.LastIndexOfAny(['/', '\\']) + 1)}, line {access.Line}";
    }
}
