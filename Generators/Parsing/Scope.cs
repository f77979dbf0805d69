using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>What the names of one method mean while its body is parsed into the kernel; one for each inlined call.</summary>
/// <param name="method">The method.</param>
/// <param name="graph">Its control-flow graph.</param>
/// <param name="caller">The scope of the caller; null for the kernel itself.</param>
internal sealed class Scope(IMethodSymbol method, ControlFlowGraph graph, Scope? caller)
{
    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, Variable> _captures = [];

    /// <summary>The method.</summary>
    public IMethodSymbol Method => method;

    /// <summary>Its control-flow graph.</summary>
    public ControlFlowGraph Graph => graph;

    /// <summary>The scope of the caller.</summary>
    public Scope? Caller => caller;

    /// <summary>The flow captures that are assigned through, and so must be places.</summary>
    public HashSet<CaptureId> AssignedCaptures { get; } = [];

    /// <summary>The parameters and locals that the method assigns after their declaration.</summary>
    public HashSet<ISymbol> Assigned { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Where <c>this</c> is, in a struct's member.</summary>
    public Place? This { get; set; }

    /// <summary>What the returned value is put into; null for void.</summary>
    public Variable? Result { get; set; }

    /// <summary>Where a return goes.</summary>
    public BlockBuilder Exit { get; set; } = null!;

    /// <summary>Gives a symbol its meaning.</summary>
    /// <param name="symbol">The local or parameter.</param>
    /// <param name="variable">What it stands for.</param>
    public void Declare(ISymbol symbol, Variable variable) => _variables[symbol] = variable;

    /// <summary>Gives a flow capture its meaning.</summary>
    /// <param name="id">The capture.</param>
    /// <param name="variable">What it stands for.</param>
    public void Declare(CaptureId id, Variable variable) => _captures[id] = variable;

    /// <summary>Finds a local or parameter, also of an enclosing method when this is a local function.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>What it stands for, or null.</returns>
    public Variable? Find(ISymbol symbol) =>
        _variables.TryGetValue(symbol, out Variable? variable) ? variable
        : method.MethodKind == MethodKind.LocalFunction ? caller?.Find(symbol)
        : null;

    /// <summary>Finds a flow capture.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>What it stands for, or null.</returns>
    public Variable? Find(CaptureId id) => _captures.TryGetValue(id, out Variable? variable) ? variable : null;
}
