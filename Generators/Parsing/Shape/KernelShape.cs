using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>The facts about a kernel from its symbols alone, without its body.</summary>
internal sealed class KernelShape
{
    private KernelShape(IMethodSymbol method, MethodDeclarationSyntax declaration, int rank, bool isLaunchable)
    {
        Method = method;
        Declaration = declaration;
        Rank = rank;
        IsLaunchable = isLaunchable;
    }

    /// <summary>The method that has the body; of a partial method this is the implementing part.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>Its declaration.</summary>
    public MethodDeclarationSyntax Declaration { get; }

    /// <summary>The number of index parameters, 1 to 3.</summary>
    public int Rank { get; }

    /// <summary>
    /// Whether launch overloads can be added to the method's type. If not, the reason may have been reported for another kernel:
    /// an error of a type is reported once.
    /// </summary>
    public bool IsLaunchable { get; }

    /// <summary>Checks a method and reports its errors. Reports nothing where the compiler itself reports an error.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="context">Where errors go.</param>
    /// <returns>The shape, or null when the body cannot be translated.</returns>
    public static KernelShape? Check(IMethodSymbol method, ParseContext context)
    {
        method = method.PartialImplementationPart ?? method;
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation) is not MethodDeclarationSyntax declaration
            || !LanguageVersions.IsEnough(context.Compilation)
            || BrokenSignature.Is(method, declaration))
        {
            return null;
        }

        AttributeData? attribute = KernelAttribute.Find(method);
        int rank = KernelAttribute.RankOf(attribute);
        bool good = MethodForm.Check(method, declaration, context);
        bool inside = ContainingTypes.Check(method, declaration, context, out bool launchable);
        bool indexed = IndexParameters.Check(method, declaration, attribute, rank, context);
        int first = indexed ? rank : IndexParameters.Leading(method, rank);
        bool passed = DeviceParameters.Check(method, first, context);
        bool named = NamedTypes.Check(method, declaration, attribute, context);
        if (!good || !inside || !indexed || !passed || !named)
        {
            return null;
        }

        launchable &= SignatureClash.Check(method, declaration, rank, context);
        return new KernelShape(method, declaration, rank, launchable);
    }
}
