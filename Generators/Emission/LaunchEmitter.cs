using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints the overloads with which a kernel is launched, of its signature alone. They call into a part of the kernel's type whose
/// method has its body in another file, which editors need not make; a method without one is a call that is left out.
/// </summary>
internal static class LaunchEmitter
{
    private const string Launch = GeneratedNames.Kernels + "::KernelLaunch";

    /// <summary>Prints the file.</summary>
    /// <param name="signature">The kernel's signature.</param>
    /// <returns>The text.</returns>
    public static string Emit(SignatureModel signature) => KernelFile.Print(
        $"Launch overloads of the kernel {signature.DisplayName} for HmmGen.", signature.Namespace, signature.ContainingTypes, writer =>
        {
            if (signature.Waits)
            {
                Waiting(writer, signature, list: false);
                if (signature.Parameters.Any(p => p.IsList))
                {
                    Waiting(writer, signature, list: true);
                }
            }

            if (signature.GivesTask)
            {
                GivingTask(writer, signature);
            }

            Kernel(writer, signature);
        });

    private static void Waiting(SourceWriter writer, SignatureModel signature, bool list)
    {
        HashSet<string> taken = [.. signature.Parameters.Select(p => p.Name)];
        string device = Free("device", taken);
        string extent = Free("extent", taken);
        Document(writer, signature, "; returns when it has finished there");
        writer.Line(
            $"{signature.Accessibility} static void {Identifier.Of(signature.Method)}(global::HmmGen.HmmDevice {device}, global::HmmGen.HmmExtent {extent}{string.Concat(signature.Parameters.Select(p => ", " + Declared(p, list)))})");
        writer.Line(
            $"    => {Target(signature)}(new {Launch}({device}, {extent}){Given(signature, list)}).Finish();");
        writer.Line();
    }

    private static void GivingTask(SourceWriter writer, SignatureModel signature)
    {
        HashSet<string> taken = [.. signature.Parameters.Select(p => p.Name)];
        string device = Free("device", taken);
        string extent = Free("extent", taken);
        string cancellation = Free("cancellationToken", taken);
        Document(writer, signature, "; the task ends when it has finished there");
        writer.Line(
            $"{signature.Accessibility} static global::System.Threading.Tasks.Task {signature.Method}Async(global::HmmGen.HmmDevice {device}, global::HmmGen.HmmExtent {extent}{string.Concat(signature.Parameters.Select(p => ", " + Declared(p, list: false)))}, global::System.Threading.CancellationToken {cancellation} = default)");
        writer.Line(
            $"    => {Target(signature)}(new {Launch}({device}, {extent}, {cancellation}){Given(signature, list: false)}).Task;");
        writer.Line();
    }

    private static void Kernel(SourceWriter writer, SignatureModel signature)
    {
        string launch = Free("launch", [.. signature.Parameters.Select(p => p.Name)]);
        string parameters = Parameters(signature);
        writer.Line($"/// <summary>The kernel of <see cref=\"{signature.Documentation}\"/>.</summary>");
        writer.Line(KernelFile.Attribute);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        foreach (string restriction in signature.Restrictions)
        {
            writer.Line(restriction);
        }

        // A kernel that only its type may call may have parameters that only its type can see.
        string accessibility = signature.Accessibility is "private" or "protected" or "private protected" ? "private" : "internal";
        using (writer.Block($"{accessibility} readonly partial struct {signature.Kernel}"))
        {
            using (writer.Block($"internal static {Launch} On({Launch} {launch}{parameters})"))
            {
                // By its full name: a parameter may be named like it.
                writer.Line($"{signature.FullType}.{signature.Kernel}.Start(ref {launch}{Passed(signature)});");
                writer.Line($"return {launch};");
            }

            writer.Line();
            writer.Line($"static partial void Start(ref {Launch} {launch}{parameters});");
        }
    }

    private static void Document(SourceWriter writer, SignatureModel signature, string when)
    {
        // Short: the compiler reads it in every build.
        writer.Line($"/// <summary>Runs this kernel for every work item of an extent on a device{when}.</summary>");
        writer.Line($"/// <inheritdoc cref=\"{signature.Documentation}\" path=\"/param\"/>");
        writer.Line(KernelFile.Attribute);
        foreach (string attribute in signature.Attributes)
        {
            writer.Line(attribute);
        }
    }

    private static string Declared(SignatureParameter parameter, bool list) =>
        parameter.IsList && list ? $"params {parameter.Element}[] {Identifier.Of(parameter.Name)}"
        : $"{parameter.Type} {Identifier.Of(parameter.Name)}{(parameter.Default is { } value ? " = " + value : parameter.IsList ? " = default" : "")}";

    private static string Parameters(SignatureModel signature) =>
        string.Concat(signature.Parameters.Select(p => $", {p.Type} {Identifier.Of(p.Name)}"));

    private static string Passed(SignatureModel signature) => string.Concat(signature.Parameters.Select(p => ", " + Identifier.Of(p.Name)));

    private static string Given(SignatureModel signature, bool list) => string.Concat(signature.Parameters.Select(p =>
        p.Element is not null && (p.IsList ? !list : p.Default is not null)
            ? $", {GeneratedNames.Kernels}::OptionalBuffer.Of({Identifier.Of(p.Name)})"
            : ", " + Identifier.Of(p.Name)));

    private static string Target(SignatureModel signature) => $"{signature.FullType}.{signature.Kernel}.On";

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name = "hmm" + char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        return name;
    }
}
