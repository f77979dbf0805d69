using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using ILGPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Lets ILGPU use kernels that their assembly does not show: for CUDA it makes types around their arguments, in an assembly of its own.</summary>
/// <remarks>ILGPU asks for <c>InternalsVisibleTo</c> in the user's assembly, which private classes do not heed and signed assemblies refuse.</remarks>
/// <param name="context">The context.</param>
internal sealed class KernelAccess(Context context)
{
    private readonly HashSet<Assembly> _allowed = [];

    /// <summary>Allows all types of some types' assemblies to be used. One thread at a time.</summary>
    /// <param name="types">The types.</param>
    public void Allow(IEnumerable<Type> types)
    {
        foreach (Assembly assembly in types.Select(static type => type.Assembly))
        {
            if (_allowed.Add(assembly))
            {
                using (context.RuntimeSystem.DefineRuntimeStruct(out TypeBuilder type))
                {
                    ConstructorInfo attribute = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
                    ((AssemblyBuilder)type.Assembly).SetCustomAttribute(new CustomAttributeBuilder(attribute, [assembly.GetName().Name!]));
                }
            }
        }
    }
}
