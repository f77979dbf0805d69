using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the overloads with which a kernel is launched.</summary>
internal static class LaunchEmitter
{
    /// <summary>Prints the synchronous and the asynchronous overload.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        HashSet<string> taken = [.. kernel.Parameters.Select(p => p.Name)];
        string device = Free("device", taken);
        string extent = Free("extent", taken);
        string cancellation = Free("cancellationToken", taken);
        string parameters = string.Concat(kernel.Parameters.Where(p => p.Source is null).Select(p => $", {ParameterType(p)} {Identifier.Of(p.Name)}"));
        string scalars = string.Join(", ", kernel.Parameters.Where(p => p.Span < 0).Select(p => $"{Identifier.Of(p.Name)} = {ToArgument(p, kernel.Kernel)}"));
        string arguments = scalars.Length == 0 ? $"default({kernel.Kernel}.Arguments)" : $"new {kernel.Kernel}.Arguments {{ {scalars} }}";
        string[] buffers = [.. kernel.Parameters.Where(p => p.Span >= 0).Select(p => p.Source is null ? Identifier.Of(p.Name) : $"({(p.Kind == ParameterKind.Span ? "global::HmmGen.HmmBuffer" : "global::HmmGen.HmmReadOnlyBuffer")}<{p.Type.Name}>)({p.Source})")];
        string launch = $"<{kernel.Kernel}, {kernel.Kernel}.Arguments>({device}, {extent}, {arguments}, ";

        Document(writer, kernel, device, extent, null);
        writer.Line($"{kernel.Accessibility} static void {kernel.Method}(global::HmmGen.HmmDevice {device}, global::HmmGen.HmmExtent {extent}{parameters})");
        writer.Line($"    => global::HmmGen.Kernels.KernelLauncher.Launch{launch}{string.Join(", ", buffers)});".Replace(", )", ")"));
        writer.Line();
        Document(writer, kernel, device, extent, cancellation);
        writer.Line(
            $"{kernel.Accessibility} static global::System.Threading.Tasks.Task {kernel.Method}Async(global::HmmGen.HmmDevice {device}, global::HmmGen.HmmExtent {extent}{parameters}, global::System.Threading.CancellationToken {cancellation} = default)");
        writer.Line($"    => global::HmmGen.Kernels.KernelLauncher.LaunchAsync{launch}[{string.Join(", ", buffers)}], {cancellation});");
    }

    private static void Document(SourceWriter writer, KernelModel kernel, string device, string extent, string? cancellation)
    {
        string when = cancellation is null ? "; returns when it has finished there" : " without blocking the caller";
        writer.Line($"/// <summary>Runs <see cref=\"{kernel.Signature}\"/> for every work item of an extent on a device{when}.</summary>");
        writer.Line($"/// <param name=\"{device}\">The device.</param>");
        writer.Line($"/// <param name=\"{extent}\">The work items.</param>");
        foreach (ParameterModel parameter in kernel.Parameters.Where(p => p.Source is null))
        {
            string kind = parameter switch
            {
                { Span: < 0 } => "passed by value",
                { Reads: true, Writes: true } => "read and written",
                { Writes: true } => "written",
                { Reads: true } => "read",
                _ => "not touched",
            };
            writer.Line($"/// <param name=\"{parameter.Name}\">As in the kernel; {kind}.</param>");
        }

        if (cancellation is not null)
        {
            writer.Line($"/// <param name=\"{cancellation}\">Stops the launch between waves; data not yet reached stays unchanged.</param>");
            writer.Line("/// <returns>A task that ends when the kernel has finished on the device.</returns>");
        }

        writer.Line("/// <exception cref=\"global::HmmGen.HmmAccessException\">An access is out of range or not permitted.</exception>");
        writer.Line(Attribute);
    }

    /// <summary>The attribute that marks what is generated.</summary>
    public const string Attribute = "[global::System.CodeDom.Compiler.GeneratedCode(\"HmmGen.Generators\", \"0.1.0\")]";

    private static string ParameterType(ParameterModel parameter) => parameter.Kind switch
    {
        ParameterKind.Span => $"global::HmmGen.HmmBuffer<{parameter.Type.Name}>",
        ParameterKind.ReadOnlySpan => $"global::HmmGen.HmmReadOnlyBuffer<{parameter.Type.Name}>",
        _ => parameter.Type.Name,
    };

    private static string ToArgument(ParameterModel parameter, string kernel) => ToArgument(parameter, kernel, parameter.Source ?? Identifier.Of(parameter.Name));

    private static string ToArgument(ParameterModel parameter, string kernel, string text) => parameter.Type.Kind switch
    {
        ValueKind.Struct => $"global::System.Runtime.CompilerServices.Unsafe.BitCast<{parameter.Type.Name}, {kernel}.{parameter.Type.DeviceName}>({text})",
        ValueKind.Boolean => $"{text} ? (byte)1 : (byte)0",
        _ when parameter.Type.Name == parameter.Type.DeviceName => text,
        _ => $"({parameter.Type.DeviceName}){text}",
    };

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name = "hmm" + char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        return name;
    }
}
