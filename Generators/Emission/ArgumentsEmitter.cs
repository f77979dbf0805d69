using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints what every work item is given, the structs that device code sees in the place of the user's, and how a launch fills them.</summary>
internal static class ArgumentsEmitter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    /// <summary>Prints the members.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        Arguments(writer, kernel);
        foreach (ParameterModel table in kernel.Parameters.Where(p => p.Source?.Kind == ParameterSourceKind.Constants))
        {
            writer.Line();
            writer.Line($"private static readonly {table.Type.Name}[] {GeneratedNames.TableOf(kernel, table)} = {table.Source!.Text};");
        }

        foreach (MirrorModel mirror in kernel.Mirrors)
        {
            writer.Line();
            Mirror(writer, mirror);
        }

        writer.Line();
        Start(writer, kernel);
    }

    /// <summary>Reads a scalar argument as the user's method takes it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The C# expression.</returns>
    public static string FromArgument(ParameterModel parameter)
    {
        string name = "arguments." + Identifier.Of(parameter.Name);
        return parameter.Type switch
        {
            { Kind: ValueKind.Boolean } => name + " != 0",
            { Mirror: { } mirror } => $"{Unsafe}.BitCast<{mirror}, {parameter.Type.Name}>({name})",
            _ when parameter.Type.Name == parameter.Type.DeviceName => name,
            _ => $"({parameter.Type.Name}){name}",
        };
    }

    // The spans come first, in their order: the runtime puts them there.
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

    private static string Value(KernelModel kernel, ParameterModel parameter) =>
        parameter.Source!.Kind == ParameterSourceKind.Constants ? GeneratedNames.TableOf(kernel, parameter) : parameter.Source.Text;

    private static void Mirror(SourceWriter writer, MirrorModel mirror)
    {
        writer.Line($"// {mirror.Source}");
        using (writer.Block($"internal struct {mirror.Name}"))
        {
            foreach (MirrorField field in mirror.Fields)
            {
                writer.Line($"public {field.Type.MemoryName} {Identifier.Of(field.Name)};");
            }
        }
    }

    private static void Start(SourceWriter writer, KernelModel kernel)
    {
        ParameterModel[] own = [.. kernel.Parameters.Where(p => p.Source is null)];
        string launch = new FreeNames(own.Select(p => p.Name)).Take("launch");
        string parameters = string.Concat(own.Select(p => $", {Type(p)} {Identifier.Of(p.Name)}"));
        string scalars = string.Join(", ", kernel.Parameters.Where(p => p.Span < 0).Select(p => $"{Identifier.Of(p.Name)} = {ToArgument(p)}"));
        string buffers = string.Concat(kernel.Parameters.Where(p => p.Span >= 0).OrderBy(p => p.Span)
            .Select(p => ", " + (p.Source is null ? Identifier.Of(p.Name) : $"({Type(p)})({Value(kernel, p)})")));
        using (writer.Block($"static partial void Start(ref {GeneratedNames.Kernels}::KernelLaunch {launch}{parameters})"))
        {
            foreach (MirrorModel mirror in kernel.Mirrors.Where(m => IsPassed(kernel, m)))
            {
                writer.Line($"{GeneratedNames.Kernels}::MirrorLayout.Confirm<{mirror.Source}, {mirror.Name}>();");
            }

            string arguments = scalars.Length == 0 ? $"default({GeneratedNames.Arguments})" : $"new {GeneratedNames.Arguments} {{ {scalars} }}";
            writer.Line($"{launch}.Run<{kernel.Kernel}, {GeneratedNames.Arguments}>({arguments}{buffers});");
        }
    }

    // What never leaves device code may have any layout, and a name that only its own file knows.
    private static bool IsPassed(KernelModel kernel, MirrorModel mirror) => kernel.Parameters.Any(p => p.Type.Mirror == mirror.Name);

    private static string Type(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.Span => $"global::HmmGen.HmmBuffer<{parameter.Type.Name}>",
        ParameterKind.ReadOnlySpan => $"global::HmmGen.HmmReadOnlyBuffer<{parameter.Type.Name}>",
        _ => parameter.Type.Name,
    };

    private static string ToArgument(ParameterModel parameter)
    {
        string value = parameter.Source is { } source ? $"({source.Text})" : Identifier.Of(parameter.Name);
        return parameter.Type switch
        {
            { Kind: ValueKind.Boolean } => $"{value} ? (byte)1 : (byte)0",
            { Mirror: { } mirror } => $"{Unsafe}.BitCast<{parameter.Type.Name}, {mirror}>({value})",
            _ when parameter.Type.Name == parameter.Type.DeviceName => value,
            _ => $"({parameter.Type.DeviceName}){value}",
        };
    }
}
