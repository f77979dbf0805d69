namespace System.Runtime.CompilerServices;

/// <summary>Lets an assembly use what another one does not show. .NET's runtime knows the attribute by this name, and leaves its declaration to who needs it.</summary>
/// <param name="assemblyName">The other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    /// <summary>The other assembly.</summary>
    public string AssemblyName => assemblyName;
}
