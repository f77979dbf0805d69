namespace HmmGen.Generators.Model;

/// <summary>Everything that the generated code of one annotated method depends on; equal models give equal text.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="ContainingTypes">The types around the method, outermost first.</param>
/// <param name="Accessibility">The method's accessibility in C#.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Kernel">The name of the generated kernel type.</param>
/// <param name="DisplayName">The method's name with its type, for errors.</param>
/// <param name="Signature">The method's documentation comment id, for <c>see cref</c>.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The source line of the method's name.</param>
/// <param name="Column">The column of the method's name, from 1.</param>
/// <param name="Indices">The names of the index parameters; there are as many as the rank.</param>
/// <param name="Parameters">The parameters after the index, in the method's order.</param>
/// <param name="DeviceStructs">The device structs, in place of the user's.</param>
/// <param name="Restrictions">The attributes that the generated type must have as the method's caller, in C#.</param>
/// <param name="Body">The code.</param>
internal sealed record KernelModel(
    string Namespace,
    EquatableArray<TypeDeclaration> ContainingTypes,
    string Accessibility,
    string Method,
    string Kernel,
    string DisplayName,
    string Signature,
    string File,
    int Line,
    int Column,
    EquatableArray<string> Indices,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<DeviceStructModel> DeviceStructs,
    EquatableArray<string> Restrictions,
    KernelBody Body)
{
    /// <summary>Whether floating-point operations may be rounded less often and done in another order.</summary>
    public bool IsFast { get; init; }
}

/// <summary>A type around the annotated method.</summary>
/// <param name="Keyword">How it is declared: <c>static partial class</c>, <c>partial record struct</c> …</param>
/// <param name="Name">Its name.</param>
internal sealed record TypeDeclaration(string Keyword, string Name);

/// <summary>A parameter after the index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Type">The scalar's type or the span's element type.</param>
/// <param name="Span">A span parameter's number among the span parameters; -1 for scalars.</param>
/// <param name="Reads">Whether elements are read.</param>
/// <param name="Writes">Whether elements are written.</param>
/// <param name="Source">
/// The source of a hidden parameter's value; null for the method's own parameters. Hidden parameters come last.
/// </param>
internal sealed record ParameterModel(string Name, ParameterKind Kind, ValueType Type, int Span, bool Reads, bool Writes, ParameterSource? Source = null);

/// <summary>The source of a hidden parameter's value.</summary>
/// <param name="Kind">When the value is read.</param>
/// <param name="Text">The C# expression.</param>
internal sealed record ParameterSource(ParameterSourceKind Kind, string Text);

/// <summary>When a hidden parameter's value is read from its source.</summary>
internal enum ParameterSourceKind
{
    /// <summary>At each launch: a static field or property.</summary>
    Member,

    /// <summary>Once: an array of constants, which the generated code keeps.</summary>
    Constants,
}

/// <summary>The kind of a parameter.</summary>
internal enum ParameterKind
{
    /// <summary>A scalar or an unmanaged struct, passed by value.</summary>
    Scalar,

    /// <summary>A <see cref="Span{T}"/>.</summary>
    Span,

    /// <summary>A <see cref="ReadOnlySpan{T}"/>.</summary>
    ReadOnlySpan,
}
