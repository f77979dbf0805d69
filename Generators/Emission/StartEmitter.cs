using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the body of the partial method that starts a kernel; launch overloads call it.</summary>
internal static class StartEmitter
{
    private const string Layout = GeneratedNames.Kernels + "::DeviceStructLayout";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    /// <summary>Prints the method.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        // Uses full names: this code stands among the user's members, and a parameter may have any short name.
        string type = KernelEmitter.TypePath(kernel);
        ParameterModel[] own = [.. kernel.Parameters.Where(p => p.Source is null)];
        FreeNames names = new(own.Select(p => p.Name));
        string launch = names.Take("launch");
        string parameters = string.Concat(own.Select(p => $", {Type(p)} {Identifier.Of(p.Name)}"));
        string scalars = string.Join(", ", kernel.Parameters.Where(p => p.Span < 0).Select(p => $"{Identifier.Of(p.Name)} = {ToArgument(p, type)}"));
        string buffers = string.Concat(kernel.Parameters.Where(p => p.Span >= 0).OrderBy(p => p.Span)
            .Select(p => ", " + (p.Source is null ? Identifier.Of(p.Name) : $"({Type(p)})({Value(kernel, p, type)})")));
        using (writer.Block($"static partial void {GeneratedNames.StartOf(kernel.Kernel)}(ref {GeneratedNames.Launching}.KernelLaunch {launch}{parameters})"))
        {
            foreach (DeviceStructModel device in kernel.DeviceStructs.Where(m => m.IsForeign || IsPassed(kernel, m)))
            {
                writer.Line($"{Layout}.Confirm<{device.Source}, {type}.{device.Name}>();");
                if (device.IsForeign)
                {
                    ConfirmFields(writer, device, $"{type}.{device.Name}", names);
                }
            }

            string arguments = scalars.Length == 0 ? "default" : $"new() {{ {scalars} }}";
            writer.Line($"{launch}.Run<{type}, {type}.{GeneratedNames.Arguments}>({arguments}{buffers});");
        }
    }

    // The other assembly may have changed since, and a reference assembly may have the fields in another order.
    private static void ConfirmFields(SourceWriter writer, DeviceStructModel device, string type, FreeNames names)
    {
        string foreign = names.Take("foreign");
        string known = names.Take("known");
        writer.Line($"{device.Source} {foreign} = default;");
        writer.Line($"{type} {known} = default;");
        foreach (string field in device.Fields.Select(static f => Identifier.Of(f.Name)))
        {
            writer.Line($"{Layout}.ConfirmField(in {foreign}, in {foreign}.{field}, in {known}, in {known}.{field}, nameof({known}.{field}));");
        }
    }

    // A struct of this assembly that never leaves device code may have a name that only its own file knows.
    private static bool IsPassed(KernelModel kernel, DeviceStructModel device) => kernel.Parameters.Any(p => p.Type.DeviceStruct == device.Name);

    private static string Type(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.Span => $"global::HmmGen.HmmBuffer<{parameter.Type.Name}>",
        ParameterKind.ReadOnlySpan => $"global::HmmGen.HmmReadOnlyBuffer<{parameter.Type.Name}>",
        _ => parameter.Type.Name,
    };

    private static string Value(KernelModel kernel, ParameterModel parameter, string type) => parameter.Source!.Kind == ParameterSourceKind.Constants
        ? $"{type}.{GeneratedNames.TableOf(kernel, parameter)}"
        : parameter.Source.Text;

    private static string ToArgument(ParameterModel parameter, string type)
    {
        string value = parameter.Source is { } source ? $"({source.Text})" : Identifier.Of(parameter.Name);
        return parameter.Type switch
        {
            { Kind: ValueKind.Boolean } => $"{value} ? (byte)1 : (byte)0",
            { DeviceStruct: { } device } => $"{Unsafe}.BitCast<{parameter.Type.Name}, {type}.{device}>({value})",
            _ when parameter.Type.Name == parameter.Type.DeviceName => value,
            _ => $"({parameter.Type.DeviceName}){value}",
        };
    }
}
