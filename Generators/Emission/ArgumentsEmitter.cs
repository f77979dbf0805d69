using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the arguments that every work item gets, and the device structs.</summary>
internal static class ArgumentsEmitter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    /// <summary>Prints the members.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        Arguments(writer, kernel);
        foreach (ParameterModel table in kernel.Parameters.Where(p => p.Source?.Kind == ParameterSourceKind.Constants))
        {
            writer.Line();
            writer.Line($"internal static readonly {table.Type.Name}[] {GeneratedNames.TableOf(kernel, table)} = {table.Source!.Text};");
        }

        foreach (DeviceStructModel device in kernel.DeviceStructs)
        {
            writer.Line();
            DeviceStruct(writer, device);
        }
    }

    /// <summary>The expression that turns a scalar argument into the user's parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The C# expression.</returns>
    public static string FromArgument(ParameterModel parameter)
    {
        string name = "arguments." + Identifier.Of(parameter.Name);
        return parameter.Type switch
        {
            { Kind: ValueKind.Boolean } => name + " != 0",
            { DeviceStruct: { } device } => $"{Unsafe}.BitCast<{device}, {parameter.Type.Name}>({name})",
            _ when parameter.Type.Name == parameter.Type.DeviceName => name,
            _ => $"({parameter.Type.Name}){name}",
        };
    }

    // The spans come first, in their order, as the runtime binds them.
    private static void Arguments(SourceWriter writer, KernelModel kernel)
    {
        using (writer.Block($"internal struct {GeneratedNames.Arguments}"))
        {
            ParameterModel[] spans = [.. kernel.Parameters.Where(p => p.Span >= 0).OrderBy(p => p.Span)];
            if (spans.Length > 0)
            {
                writer.Line($"public {GeneratedNames.Kernels}::DeviceSpan {string.Join(", ", spans.Select(p => Identifier.Of(p.Name)))};");
            }

            foreach (ParameterModel parameter in kernel.Parameters.Where(p => p.Span < 0))
            {
                writer.Line($"public {parameter.Type.MemoryName} {Identifier.Of(parameter.Name)};");
            }
        }
    }

    private static void DeviceStruct(SourceWriter writer, DeviceStructModel device)
    {
        writer.Line($"// {device.Source}");
        using (writer.Block($"internal struct {device.Name}"))
        {
            foreach (DeviceStructField field in device.Fields)
            {
                writer.Line($"public {field.Type.MemoryName} {Identifier.Of(field.Name)};");
            }
        }
    }
}
