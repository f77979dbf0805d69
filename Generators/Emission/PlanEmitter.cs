using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Writes the plan method. It passes a text, which the runtime reads once, and the numbers of a launch.</summary>
internal static class PlanEmitter
{
    /// <summary>Writes the method.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel, PlanModel plan)
    {
        const string Header = "public static void Plan(" + GeneratedNames.Planning + ".LaunchPlan plan, Arguments arguments)";
        PlanText text = new(kernel, plan);
        if (text.Lines.Count == 0)
        {
            writer.Line(Header + " { }");
            return;
        }

        string numbers = string.Concat(text.Numbers.Select(number => ", " + Argument(kernel, number)));
        writer.RawText($"{Header} => plan.Follow(", text.Lines, $"{numbers});");
    }

    /// <summary>Reads a scalar, or a field of one, as a 64-bit number.</summary>
    private static string Argument(KernelModel kernel, PlanScalar scalar)
    {
        ParameterModel parameter = kernel.Parameters[scalar.Parameter];
        string text = $"arguments.{Identifier.Of(parameter.Name)}{scalar.Path}";
        return scalar.Kind switch
        {
            ValueKind.UInt64 => $"unchecked((long){text})",
            _ when scalar.Path.Length == 0 => text,

            // A field of the user's own struct may be an enum or a bool.
            ValueKind.Boolean when parameter.Type.DeviceStruct is null => text + " ? 1 : 0",
            _ => "(long)" + text,
        };
    }
}
