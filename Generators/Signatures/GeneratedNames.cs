using System.Globalization;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Signatures;

/// <summary>
/// The names in generated code, in one place, so that none can be one of the user's. A name that is visible where a user's name is printed is
/// either reserved here, so that the user's name changes, or chosen here, so that the generated name changes.
/// </summary>
internal static class GeneratedNames
{
    /// <summary>The alias of <c>HmmGen.Kernels</c>; C# keeps names with two underscores for compilers.</summary>
    public const string Kernels = "__hmm";

    /// <summary>The namespace of the types that start launches.</summary>
    public const string Launching = "global::HmmGen.Generated";

    /// <summary>The namespace of the contract between kernels and plans.</summary>
    public const string Planning = "global::HmmGen.Planning";

    /// <summary>The struct of a kernel's arguments.</summary>
    public const string Arguments = "Arguments";

    /// <summary>The struct of a parked work item.</summary>
    public const string State = "State";

    /// <summary>The kernel with rows whose items the last index counts one after another.</summary>
    public const string Rows = "Rows";

    /// <summary>The field of <see cref="State"/> that holds the access that missed.</summary>
    public const string Site = "Site";

    /// <summary>The constant that differs when the kernel's code differs.</summary>
    public const string Edition = "Edition";

    /// <summary>
    /// The names in a kernel's device code beside the user's: parameters, locals, members and type parameters. Locals, indices and device
    /// structs of a kernel must have other names.
    /// </summary>
    public static IReadOnlyList<string> Reserved { get; } =
    [
        "memory", "wave", "arguments", "slot", "item", "address", "code", "site", "element", "resume", "state", "scratch", "plan",
        Arguments, State, Site, Edition, "Constants", "Descriptor", "Rank", "Host", "Run", "Scout", "Plan",
        "Lanes", "LanesGroup", "LanesRow", "LanesTile", "LanesWideRow", "LanesWideTile", "LanesRecord", "LanesReplay", "LanesApart", "LanesOwn", "LanesSplit", "LanesEnds", "LanesWalking", Rows, "RowsOf", "RunRows", "TRun", "TMemory", "TProgress",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    /// <summary>The name of the type that is generated for a kernel.</summary>
    /// <param name="method">The annotated method.</param>
    /// <returns>A name that no other member, no containing type and no other kernel of the type has; <see cref="StartOf"/> of it has none either.</returns>
    public static string KernelOf(IMethodSymbol method)
    {
        // Of a partial method only the defining part is a member.
        method = method.PartialDefinitionPart ?? method;
        int overload = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .TakeWhile(m => !SymbolEqualityComparer.Default.Equals(m, method)).Count();
        string name = method.Name + "Kernel" + (overload == 0 ? "" : (overload + 1).ToString(CultureInfo.InvariantCulture));
        while (IsTaken(name, method.ContainingType) || IsTaken(StartOf(name), method.ContainingType))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>The name of the method, beside the user's, that starts a kernel.</summary>
    /// <param name="kernel">The name of the kernel's type.</param>
    /// <returns>The name.</returns>
    public static string StartOf(string kernel) => kernel + "Start";

    /// <summary>Whether a member of this name would hide or repeat another one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <returns>True when the type, a base type or a containing type has the name.</returns>
    public static bool IsTaken(string name, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? own = type; own is not null; own = own.BaseType)
        {
            if (!own.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return type.Name == name;
    }

    /// <summary>The name of the field that keeps the constants of a hidden parameter.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>A name that no other member of the kernel's type has: device structs end otherwise, and no reserved name ends with a number.</returns>
    public static string TableOf(Model.KernelModel kernel, Model.ParameterModel parameter) =>
        "Constants" + kernel.Parameters.ToList().IndexOf(parameter).ToString(CultureInfo.InvariantCulture);
}
