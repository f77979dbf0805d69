using System.Collections.Immutable;
using HmmGen.Generators.Parsing.Shape;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>The operations of a kernel's own body, and the facts about its variables.</summary>
internal sealed class KernelCode
{
    // A larger kernel would make its user wait for advice.
    private const int MostOperations = 100_000;

    private KernelCode(IMethodSymbol method, ImmutableArray<IOperation> roots, ImmutableArray<IOperation> operations)
    {
        Method = method;
        Roots = roots;
        Operations = operations;
        Variables = new VariableFacts(operations);
        Indices = [.. method.Parameters.Take(KernelAttribute.RankOf(KernelAttribute.Find(method)))];
        IndexReader reader = new(Variables);
        Reader = reader;
        Accesses = [.. operations.Select(o => ElementAccess.Of(o, reader)).OfType<ElementAccess>()];
    }

    /// <summary>The kernel.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>Its body.</summary>
    public ImmutableArray<IOperation> Roots { get; }

    /// <summary>All operations in it, parents before children.</summary>
    public ImmutableArray<IOperation> Operations { get; }

    /// <summary>Its index parameters.</summary>
    public ImmutableArray<IParameterSymbol> Indices { get; }

    /// <summary>The facts about its variables.</summary>
    public VariableFacts Variables { get; }

    /// <summary>Reads integers as polynomials.</summary>
    public IndexReader Reader { get; }

    /// <summary>The accesses to elements of spans and arrays.</summary>
    public ImmutableArray<ElementAccess> Accesses { get; }

    /// <summary>Reads a kernel.</summary>
    /// <param name="method">The method.</param>
    /// <param name="blocks">Its blocks; the body is one of them.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The code; null when the compiler finds errors in it or it does not have the shape of a kernel.</returns>
    public static KernelCode? Read(IMethodSymbol method, ImmutableArray<IOperation> blocks, CancellationToken cancellation)
    {
        ImmutableArray<IOperation> roots = [.. blocks.Where(b => b is IBlockOperation)];
        int rank = KernelAttribute.RankOf(KernelAttribute.Find(method));
        if (rank is < 1 or > 3 || IndexParameters.Leading(method, rank) != rank)
        {
            return null;
        }

        ImmutableArray<IOperation>.Builder operations = ImmutableArray.CreateBuilder<IOperation>();
        foreach (IOperation operation in roots.SelectMany(r => r.DescendantsAndSelf()))
        {
            cancellation.ThrowIfCancellationRequested();
            if (operation.Kind == OperationKind.Invalid || operations.Count == MostOperations)
            {
                return null;
            }

            operations.Add(operation);
        }

        return new KernelCode(method, roots, operations.ToImmutable());
    }

    /// <summary>Whether a value depends on the work item's index.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when an index parameter is in it.</returns>
    public bool DependsOnIndex(Polynomial value) => Indices.Any(i => value.Contains(Reader.Unknown(i)));
}
