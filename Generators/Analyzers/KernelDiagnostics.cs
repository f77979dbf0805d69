using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Analyzers;

/// <summary>The errors that a method marked with <c>[HmmKernel]</c> can have.</summary>
internal static class KernelDiagnostics
{
    private const string Category = "HmmGen";

    /// <summary>A containing type is not partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "HMM001", "Containing type must be partial", "'{0}' must be partial so that launch overloads of '{1}' can be added to it");

    /// <summary>The method's shape is wrong.</summary>
    public static readonly DiagnosticDescriptor BadMethod = Error(
        "HMM002", "Kernel must be an ordinary static method", "Kernel '{0}' {1}");

    /// <summary>The rank and the index parameters do not fit.</summary>
    public static readonly DiagnosticDescriptor BadIndex = Error(
        "HMM003", "Kernel index is wrong", "Kernel '{0}' {1}");

    /// <summary>A parameter cannot be passed to a device.</summary>
    public static readonly DiagnosticDescriptor BadParameter = Error(
        "HMM004", "Parameter cannot be passed to a device", "Parameter '{0}' of type '{1}' cannot be passed to a device: {2}");

    /// <summary>An operation is outside the kernel language.</summary>
    public static readonly DiagnosticDescriptor Unsupported = Error(
        "HMM005", "Not in the kernel language", "{0} cannot run on a device");

    /// <summary>A type is outside the kernel language.</summary>
    public static readonly DiagnosticDescriptor BadType = Error(
        "HMM006", "Type is not in the kernel language", "Type '{0}' cannot be used on a device: {1}");

    /// <summary>A method cannot be called from a kernel.</summary>
    public static readonly DiagnosticDescriptor BadCall = Error(
        "HMM007", "Method cannot be called from a kernel", "'{0}' cannot be called from a kernel: {1}");

    /// <summary>A method calls itself.</summary>
    public static readonly DiagnosticDescriptor Recursion = Error(
        "HMM008", "Recursion in a kernel", "'{0}' calls itself; a kernel's calls are inlined, so recursion cannot run on a device");

    /// <summary>Generated code could not see a member.</summary>
    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "HMM009", "Member is not accessible to generated code", "'{0}' is not accessible from '{1}', where the kernel is generated");

    /// <summary>A span's origin is not known at build time.</summary>
    public static readonly DiagnosticDescriptor SpanFlow = Error(
        "HMM010", "Origin of a span is not known", "{0}; in a kernel each span variable must always view the same parameter or local array");

    /// <summary>Inlining makes a kernel too large.</summary>
    public static readonly DiagnosticDescriptor TooLarge = Error(
        "HMM015", "Inlining makes the kernel too large", "Kernel '{0}': the calls {1} inline to more than {2} operations; loop, or call less");

    /// <summary>An expression or statement nests too deeply to be translated.</summary>
    public static readonly DiagnosticDescriptor TooDeep = Error(
        "HMM022", "Code nests too deeply", "Kernel '{0}' nests expressions or statements too deeply to be translated; split it with locals or methods");

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
        [NotPartial, BadMethod, BadIndex, BadParameter, Unsupported, BadType, BadCall, Recursion, Inaccessible, SpanFlow, TooLarge, TooDeep];

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(
        id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/hmmgen/hmmgen/blob/main/docs/diagnostics/{id}.md");
}
