namespace System.Runtime.CompilerServices;

/// <summary>Lets an assembly use non-public members of another. .NET's runtime knows the attribute by its name; each user declares it.</summary>
/// <param name="assemblyName">The other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    /// <summary>The other assembly.</summary>
    public string AssemblyName => assemblyName;
}
