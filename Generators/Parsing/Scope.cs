using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>The meanings of names in one method whose body is parsed into the kernel; one scope for each inlined call.</summary>
/// <param name="method">The method.</param>
/// <param name="graph">Its control-flow graph.</param>
/// <param name="caller">The scope of the caller; null for the kernel itself.</param>
/// <param name="calledIn">The loops around the call.</param>
internal sealed class Scope(IMethodSymbol method, ControlFlowGraph graph, Scope? caller, LoopChain? calledIn)
{
    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, Variable> _captures = [];

    /// <summary>The method.</summary>
    public IMethodSymbol Method => method;

    /// <summary>Its control-flow graph.</summary>
    public ControlFlowGraph Graph => graph;

    /// <summary>The scope of the caller.</summary>
    public Scope? Caller => caller;

    /// <summary>The loops around the call.</summary>
    public LoopChain? CalledIn => calledIn;

    /// <summary>The number of calls from the kernel to this one.</summary>
    public int Depth { get; } = caller is null ? 0 : caller.Depth + 1;

    /// <summary>How the method uses its flow captures.</summary>
    public CaptureUses Captures { get; } = new(graph);

    /// <summary>The call; null for the kernel itself.</summary>
    public SyntaxNode? CalledAt { get; init; }

    /// <summary>The struct that a member is called on.</summary>
    public Receiver? This { get; set; }

    /// <summary>The variable that gets the returned value; null for void.</summary>
    public Variable? Result { get; set; }

    /// <summary>The block after a return.</summary>
    public BlockBuilder Exit { get; set; } = null!;

    /// <summary>The scope whose parameters this one sees as its own: an initializer sees those of the constructor that runs it.</summary>
    public Scope? Shares { get; init; }

    /// <summary>Gives a local or parameter its meaning, in the method that declares it.</summary>
    /// <param name="symbol">The local or parameter.</param>
    /// <param name="variable">What it stands for.</param>
    public void Declare(ISymbol symbol, Variable variable) => OwnerOf(symbol)._variables[symbol] = variable;

    /// <summary>Gives a flow capture its meaning.</summary>
    /// <param name="id">The capture.</param>
    /// <param name="variable">What it stands for.</param>
    public void Declare(CaptureId id, Variable variable) => _captures[id] = variable;

    /// <summary>Finds a local or parameter; in a local function also those of an enclosing method.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>What it stands for, or null.</returns>
    public Variable? Find(ISymbol symbol) => OwnerOf(symbol)._variables.TryGetValue(symbol, out Variable? variable) ? variable : null;

    /// <summary>Finds a flow capture.</summary>
    /// <param name="id">The capture.</param>
    /// <returns>What it stands for, or null.</returns>
    public Variable? Find(CaptureId id) => _captures.TryGetValue(id, out Variable? variable) ? variable : null;

    /// <summary>The meaning of <c>this</c> here; in a local function, that of the enclosing member.</summary>
    /// <returns>The struct, or null.</returns>
    public Receiver? FindThis() => This ?? Shares?.FindThis() ?? (method.MethodKind == MethodKind.LocalFunction ? caller?.FindThis() : null);

    private Scope OwnerOf(ISymbol symbol)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Shares ?? (scope.Method.MethodKind == MethodKind.LocalFunction ? scope.Caller : null))
        {
            // The receiver of an extension block belongs to the block, and so to each of its members.
            bool isReceiver = symbol.ContainingSymbol is ITypeSymbol && scope.Method.MethodKind != MethodKind.LocalFunction;
            ISymbol part = isReceiver ? scope.Method.ContainingType : scope.Method;
            if (scope.Shares is null && SymbolEqualityComparer.Default.Equals(part, symbol.ContainingSymbol))
            {
                return scope;
            }
        }

        return this;
    }
}
