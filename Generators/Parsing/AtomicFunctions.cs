using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>An atomic operation.</summary>
/// <param name="Operator">What it does; it gives the old value.</param>
/// <param name="GivesNew">Whether the user's method gives the new value: the old one plus the operand.</param>
/// <param name="Operand">The operand when the user's method fixes it.</param>
internal sealed record AtomicFunction(AtomicOperator Operator, bool GivesNew, int? Operand);

/// <summary>The methods of <c>Interlocked</c> and <c>HmmAtomic</c> that kernels may call on elements.</summary>
internal static class AtomicFunctions
{
    /// <summary>Finds the atomic operation of a library method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The operation, or null.</returns>
    public static AtomicFunction? Find(IMethodSymbol method)
    {
        string type = method.ContainingType.ToDisplayString();
        if (method.Parameters.Length == 0 || !IsSupported(method.Parameters[0].Type.SpecialType)
            || !(KnownTypes.IsFramework(method.ContainingType) || KnownTypes.IsRuntime(method.ContainingType)))
        {
            return null;
        }

        return (type, method.Name) switch
        {
            ("System.Threading.Interlocked", "Add") => new AtomicFunction(AtomicOperator.Add, true, null),
            ("System.Threading.Interlocked", "Increment") => new AtomicFunction(AtomicOperator.Add, true, 1),
            ("System.Threading.Interlocked", "Decrement") => new AtomicFunction(AtomicOperator.Add, true, -1),
            ("System.Threading.Interlocked", "Exchange") => new AtomicFunction(AtomicOperator.Exchange, false, null),
            ("System.Threading.Interlocked", "CompareExchange") => new AtomicFunction(AtomicOperator.CompareExchange, false, null),
            ("System.Threading.Interlocked", "And") => new AtomicFunction(AtomicOperator.And, false, null),
            ("System.Threading.Interlocked", "Or") => new AtomicFunction(AtomicOperator.Or, false, null),
            ("HmmGen.HmmAtomic", "Add") => new AtomicFunction(AtomicOperator.Add, false, null),
            ("HmmGen.HmmAtomic", "Max") => new AtomicFunction(AtomicOperator.Max, false, null),
            ("HmmGen.HmmAtomic", "Min") => new AtomicFunction(AtomicOperator.Min, false, null),
            _ => null,
        };
    }

    private static bool IsSupported(SpecialType type) => type
        is SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_Single or SpecialType.System_Double;
}
