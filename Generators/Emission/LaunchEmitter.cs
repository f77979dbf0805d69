using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints a kernel's launch overloads, from its signature alone. They call a partial method whose body is in another file.
/// Editors need not make that file: the compiler leaves out a call of a partial method without a body.
/// </summary>
internal static class LaunchEmitter
{
    private const string Launch = GeneratedNames.Launching + ".KernelLaunch";

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

            Starting(writer, signature);
        });

    private static void Waiting(SourceWriter writer, SignatureModel signature, bool list)
    {
        HashSet<string> taken = [.. signature.Parameters.Select(p => p.Name)];
        string device = Free("device", taken);
        string extent = Free("extent", taken);
        string launch = Free("launch", taken);
        Document(writer, signature, "; returns when it has finished there");
        using (writer.Block(
            $"{signature.Accessibility} static void {Identifier.Of(signature.Method)}(global::HmmGen.HmmDevice {device}, global::HmmGen.HmmExtent {extent}{string.Concat(signature.Parameters.Select(p => ", " + Declared(p, list)))})"))
        {
            writer.Line($"var {launch} = new {Launch}({device}, {extent});");
            writer.Line($"{Start(signature)}(ref {launch}{Given(signature, list)});");
            writer.Line($"{launch}.Finish();");
        }

        writer.Line();
    }

    private static void GivingTask(SourceWriter writer, SignatureModel signature)
    {
        HashSet<string> taken = [.. signature.Parameters.Select(p => p.Name)];
        string device = Free("device", taken);
        string extent = Free("extent", taken);
        string cancellation = Free("cancellationToken", taken);
        string launch = Free("launch", taken);
        Document(writer, signature, "; the task ends when it has finished there");
        using (writer.Block(
            $"{signature.Accessibility} static global::System.Threading.Tasks.Task {signature.Method}Async(global::HmmGen.HmmDevice {device}, global::HmmGen.HmmExtent {extent}{string.Concat(signature.Parameters.Select(p => ", " + Declared(p, list: false)))}, global::System.Threading.CancellationToken {cancellation} = default)"))
        {
            writer.Line($"var {launch} = new {Launch}({device}, {extent}, {cancellation});");
            writer.Line($"{Start(signature)}(ref {launch}{Given(signature, list: false)});");
            writer.Line($"return {launch}.Task;");
        }

        writer.Line();
    }

    private static void Starting(SourceWriter writer, SignatureModel signature)
    {
        string launch = Free("launch", [.. signature.Parameters.Select(p => p.Name)]);
        string parameters = string.Concat(signature.Parameters.Select(p => $", {p.Type} {Identifier.Of(p.Name)}"));
        foreach (string restriction in signature.Restrictions)
        {
            writer.Line(restriction);
        }

        writer.Line($"static partial void {GeneratedNames.StartOf(signature.Kernel)}(ref {Launch} {launch}{parameters});");
    }

    private static void Document(SourceWriter writer, SignatureModel signature, string when)
    {
        // It is short because the compiler reads it in every build.
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
        : $"{(parameter.IsLine ? $"[global::{CarriedAttributes.Line}] " : "")}{parameter.Type} {Identifier.Of(parameter.Name)}{(parameter.Default is { } value ? " = " + value : parameter.IsList ? " = default" : "")}";

    private static string Given(SignatureModel signature, bool list) => string.Concat(signature.Parameters.Select(p =>
        p.Element is not null && (p.IsList ? !list : p.Default is not null)
            ? $", {GeneratedNames.Launching}.OptionalBuffer.Of({Identifier.Of(p.Name)})"
            : ", " + Identifier.Of(p.Name)));

    // Uses the full name: a parameter may have the short one.
    private static string Start(SignatureModel signature) => $"{signature.FullType}.{GeneratedNames.StartOf(signature.Kernel)}";

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name = "hmm" + char.ToUpperInvariant(name[0]) + name.Substring(1);
        }

        return name;
    }
}
