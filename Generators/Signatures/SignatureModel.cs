using HmmGen.Generators.Model;

namespace HmmGen.Generators.Signatures;

/// <summary>The data of a kernel's launch overloads: its signature, nothing of its body.</summary>
/// <param name="Namespace">The namespace in C#; empty for the global one.</param>
/// <param name="ContainingTypes">The types around the method, outermost first.</param>
/// <param name="FullType">The full C# name of the type that holds the method.</param>
/// <param name="Accessibility">The method's accessibility in C#.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Kernel">The name of the generated kernel type.</param>
/// <param name="DisplayName">The method's name with its type, for people.</param>
/// <param name="Documentation">The method's documentation comment id, for <c>cref</c>.</param>
/// <param name="Parameters">The parameters after the index.</param>
/// <param name="Attributes">The attributes that its users must see, in C#.</param>
/// <param name="Restrictions">Those of them that its callers must have too.</param>
/// <param name="Waits">Whether there is room for the overload that waits.</param>
/// <param name="GivesTask">Whether there is room for the one that gives a task.</param>
internal sealed record SignatureModel(
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string FullType,
    string Accessibility,
    string Method,
    string Kernel,
    string DisplayName,
    string Documentation,
    EquatableArray<SignatureParameter> Parameters,
    EquatableArray<string> Attributes,
    EquatableArray<string> Restrictions,
    bool Waits,
    bool GivesTask);
