using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Reads and changes the text of a compiled kernel, before the driver's compiler gets it.</summary>
internal static partial class CompiledText
{
    // Without this a driver may fuse a multiplication with an addition, which rounds once where .NET rounds twice.
    private const string NoFusing = "#pragma OPENCL FP_CONTRACT OFF\n";

    /// <summary>
    /// Makes a kernel's results those of .NET, and removes numbers of this process from its text, so that drivers find it in
    /// their caches more often.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    public static void Finish(CompiledKernel kernel)
    {
        string text = Renumber(Of(kernel));
        Replace(kernel, kernel is PTXCompiledKernel ? RoundEach(text) : NoFusing + LetAlias(TypeLiterals(WrapEach(text))));
    }

    /// <summary>The text of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>PTX assembly or OpenCL C.</returns>
    public static string Of(CompiledKernel kernel) => kernel switch
    {
        PTXCompiledKernel ptx => ptx.PTXAssembly,
        CLCompiledKernel cl => cl.Source,
        _ => throw new ArgumentException($"{kernel} has no text.", nameof(kernel)),
    };

    /// <summary>Replaces a kernel's text.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="text">The new text.</param>
    public static void Replace(CompiledKernel kernel, string text)
    {
        // ILGPU has no public way to set the text.
        string property = kernel is PTXCompiledKernel ? nameof(PTXCompiledKernel.PTXAssembly) : nameof(CLCompiledKernel.Source);
        FieldInfo? field = kernel.GetType().GetField($"<{property}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
        (field ?? throw new MissingFieldException(kernel.GetType().FullName, property)).SetValue(kernel, text);
    }

    /// <summary>Gives every sum, difference and product a rounding word: PTX lets the assembler fuse operations without one. Atomics take none.</summary>
    private static string RoundEach(string assembly) => Operation().Replace(assembly, "$1.rn.$2");

    /// <summary>
    /// Computes every signed sum, difference and product on unsigned operands. Signed overflow is undefined in OpenCL C, and
    /// compilers widen sums accordingly; in .NET it wraps.
    /// </summary>
    private static string WrapEach(string source) => SignedNegation().Replace(
        SignedOperation().Replace(source, "($1)((u$1) $2 $3  (u$1)$4)"), "($1)(0u - (u$1) $2)");

    /// <summary>
    /// Adds types to constants where ILGPU writes none and the type matters: it writes 1.0 as <c>1</c>, which cannot be reinterpreted as a
    /// <c>long</c>, and -0.0 as <c>-0</c>, which is not negative.
    /// </summary>
    private static string TypeLiterals(string source)
    {
        string typed = Reinterpretation().Replace(source, match =>
        {
            string type = match.Groups[1].Value switch { "long" => "double", "int" => "float", "double" => "ulong", _ => "uint" };
            return $"as_{match.Groups[1].Value} (({type}){match.Groups[2].Value})";
        });
        return NegativeZero().Replace(typed, "-0.0");
    }

    /// <summary>
    /// Declares that pointers to different types may point to the same memory. OpenCL C, as C, lets compilers assume otherwise, but arrays may be views
    /// of one memory as elements of several types.
    /// </summary>
    private static string LetAlias(string source) => StructDefinition().Replace(
        PointerType().Replace(source, "typedef $2 $3_any __attribute__((may_alias));\ntypedef $1$3_any* $3;"), "struct __attribute__((may_alias)) $1$2{");

    /// <summary>Replaces numbers that ILGPU counts through the life of the process by numbers in the order of the text.</summary>
    private static string Renumber(string text)
    {
        Dictionary<string, int> order = [];
        return ProcessNumber().Replace(text, match =>
        {
            if (!order.TryGetValue(match.Value, out int number))
            {
                number = order.Count;
                order.Add(match.Value, number);
            }

            return $"_n{number}";
        });
    }

    [GeneratedRegex(@"(?<![.\w])(add|sub|mul)\.(f32|f64)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Operation();

    [GeneratedRegex(@"\((int|long)\)\(\(\1\) ?(\S+) ([+*-]) +\(\1\) ?([^\s;]+?)\)(?=;)", RegexOptions.CultureInvariant)]
    private static partial Regex SignedOperation();

    [GeneratedRegex(@"\((int|long)\)\(\s*-\s*\(\1\) ?([^\s;]+?)\)(?=;)", RegexOptions.CultureInvariant)]
    private static partial Regex SignedNegation();

    [GeneratedRegex(@"\bas_(long|int|double|float) ?\((-?(?:[0-9][^ ()]*|INFINITY|NAN))\)", RegexOptions.CultureInvariant)]
    private static partial Regex Reinterpretation();

    [GeneratedRegex(@"(?<=[ (),])-0(?![.\w])", RegexOptions.CultureInvariant)]
    private static partial Regex NegativeZero();

    [GeneratedRegex(@"^typedef ((?:__generic|global|local|private|constant) |)(.+)\* (\w+);", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex PointerType();

    [GeneratedRegex(@"^struct (\w+)(\s*)\{", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex StructDefinition();

    [GeneratedRegex(@"_\d{3,}(?=\b|_kernel\b)", RegexOptions.CultureInvariant)]
    private static partial Regex ProcessNumber();
}
