using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Diagnostics;

/// <summary>
/// The diagnostics of methods marked with <c>[HmmKernel]</c>. Each has a page in docs/diagnostics. The last hole of those that may stand in a helper says
/// that a kernel reaches it.
/// </summary>
internal static class KernelDiagnostics
{
    private const string Category = "HmmGen";

    /// <summary>A containing type is not partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "HMM001", "Containing type must be partial", "'{0}' must be partial so that launch overloads of '{1}' can be added to it");

    /// <summary>The method's shape is wrong.</summary>
    public static readonly DiagnosticDescriptor BadMethod = Error(
        "HMM002", "Kernel must be an ordinary static method", "Kernel '{0}' {1}");

    /// <summary>The rank and the index parameters do not match.</summary>
    public static readonly DiagnosticDescriptor BadIndex = Error(
        "HMM003", "Kernel index is wrong", "Kernel '{0}' {1}");

    /// <summary>A parameter cannot be passed to a device.</summary>
    public static readonly DiagnosticDescriptor BadParameter = Error(
        "HMM004", "Parameter cannot be passed to a device", "Parameter '{0}' of type '{1}' cannot be passed to a device: {2}");

    /// <summary>An operation is outside the kernel language.</summary>
    public static readonly DiagnosticDescriptor Unsupported = Error(
        "HMM005", "Not in the kernel language", "{0} cannot run on a device: {1}{2}");

    /// <summary>A type is outside the kernel language.</summary>
    public static readonly DiagnosticDescriptor BadType = Error(
        "HMM006", "Type is not in the kernel language", "Type '{0}' cannot be used on a device: {1}{2}");

    /// <summary>A method cannot be called from a kernel.</summary>
    public static readonly DiagnosticDescriptor BadCall = Error(
        "HMM007", "Method cannot be called from a kernel", "'{0}' cannot be called from a kernel: {1}{2}");

    /// <summary>A method calls itself.</summary>
    public static readonly DiagnosticDescriptor Recursion = Error(
        "HMM008", "Recursion in a kernel", "'{0}' calls itself; a kernel's calls are inlined, so recursion cannot run on a device: write a loop{1}");

    /// <summary>A member is not accessible to generated code.</summary>
    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "HMM009",
        "Member is not accessible to generated code",
        "'{0}' is not accessible from '{1}', where the kernel is generated{2}{3}");

    /// <summary>A span's origin is not known at build time.</summary>
    public static readonly DiagnosticDescriptor SpanFlow = Error(
        "HMM010",
        "Origin of a span is not known",
        "{0}; in a kernel each span variable must always view the same parameter or local array{1}");

    /// <summary>The attribute stands where it has no effect.</summary>
    public static readonly DiagnosticDescriptor Misplaced = Error(
        "HMM011",
        "Attribute has no effect here",
        "[HmmKernel] has no effect on {0}: put it on a static method of a partial type, and call that");

    /// <summary>A launch overload would have the same signature or name as another member.</summary>
    public static readonly DiagnosticDescriptor Clash = Error(
        "HMM012",
        "Launch overload clashes with another member",
        "The launch overload '{0}' of kernel '{1}' would clash with '{2}': rename one of them");

    /// <summary>A type is local to its file, so generated code cannot name it.</summary>
    public static readonly DiagnosticDescriptor FileLocal = Error(
        "HMM013",
        "Type is local to its file",
        "'{0}' is local to its file, so generated code cannot add launch overloads of '{1}' to it: remove 'file'");

    /// <summary>The project's version of C# is too old.</summary>
    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "HMM014",
        "C# version is too old",
        "Kernels need C# {0}, and this project is compiled as C# {1}: set <LangVersion> to {0} or higher, or remove it from the project",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Inlining a kernel's calls gives too much code, or the calls are too deep.</summary>
    public static readonly DiagnosticDescriptor TooLarge = Error(
        "HMM015",
        "Kernel is too large",
        "{0}: the calls {1} {2}");

    /// <summary>A constant index is out of bounds in every launch.</summary>
    public static readonly DiagnosticDescriptor IndexOutOfRange = Warning(
        "HMM016", "Index is always out of range", "'{0}' is out of range in every launch: {1}");

    /// <summary>All work items write one element.</summary>
    public static readonly DiagnosticDescriptor SharedElement = Warning(
        "HMM017",
        "Every work item writes the same element",
        "Every work item writes '{0}', in no fixed order: use Interlocked or HmmAtomic, or an index that depends on '{1}'");

    /// <summary>A work item reads an element that another one writes in the same launch.</summary>
    public static readonly DiagnosticDescriptor Neighbour = Warning(
        "HMM018",
        "Reads what another work item writes",
        "'{0}' reads an element that another work item of the same launch writes as '{1}', before or after this read: write to another span");

    /// <summary>The access plan cannot find the elements of an access.</summary>
    public static readonly DiagnosticDescriptor Unplanned = Info(
        "HMM019",
        "Access cannot be planned",
        "'{0}' cannot be planned, so its pages come when they are touched: {1}");

    /// <summary>A double in a kernel of floats. A warning, since devices without doubles refuse the kernel when it is launched.</summary>
    public static readonly DiagnosticDescriptor Double = Warning(
        "HMM020",
        "Double in a kernel of floats",
        "'{0}' is a double in a kernel that otherwise computes with floats, and not every device has doubles: use '{1}'{2}");

    /// <summary>A span is never written.</summary>
    public static readonly DiagnosticDescriptor OnlyRead = Info(
        "HMM021",
        "Span is only read",
        "'{0}' is only read: as a 'ReadOnlySpan<{1}>' it can be shared between devices and be read-only memory");

    /// <summary>How work items run on the host. Only on request: no editor and no build asks for it otherwise.</summary>
    public static readonly DiagnosticDescriptor Lanes = new(
        "HMM022",
        "How work items run on the host",
        "On the host, the work items of '{0}' run {1}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        helpLinkUri: "https://github.com/hmmgen/hmmgen/blob/main/docs/diagnostics/README.md#on-request");

    /// <summary>The errors of translation, in the order of their ids.</summary>
    public static readonly DiagnosticDescriptor[] Errors =
    [
        NotPartial, BadMethod, BadIndex, BadParameter, Unsupported, BadType, BadCall, Recursion, Inaccessible, SpanFlow, Misplaced, Clash,
        FileLocal, OldLanguage, TooLarge, Unplanned,
    ];

    /// <summary>The findings in methods that can be translated.</summary>
    public static readonly DiagnosticDescriptor[] Lints = [IndexOutOfRange, SharedElement, Neighbour, Double, OnlyRead];

    // A kernel with an error has no code. Without the error the build would end well, and each launch would throw.
    private static DiagnosticDescriptor Error(string id, string title, string message, params string[] tags) =>
        Of(id, title, message, DiagnosticSeverity.Error, [WellKnownDiagnosticTags.NotConfigurable, .. tags]);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Of(
        string id, string title, string message, DiagnosticSeverity severity, params string[] tags) => new(
        id, title, message, Category, severity, isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/hmmgen/hmmgen/blob/main/docs/diagnostics/{id}.md", customTags: tags);
}
