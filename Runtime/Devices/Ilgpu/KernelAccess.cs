using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using ILGPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Lets ILGPU use kernels that are not public: for CUDA it makes types around their arguments, in its own assembly.</summary>
/// <remarks>ILGPU asks for <c>InternalsVisibleTo</c> in the user's assembly. That does not help private classes, and signed assemblies refuse it.</remarks>
/// <param name="context">The context.</param>
internal sealed class KernelAccess(Context context)
{
    private readonly HashSet<Assembly> _allowed = [];

    /// <summary>Allows ILGPU to use all types in the assemblies of some types. One thread at a time.</summary>
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
