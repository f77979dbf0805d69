using System.Reflection;
using HmmGen.Devices.Ilgpu.Portable;
using HmmGen.Kernels;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;

namespace HmmGen.Devices.Ilgpu;

/// <summary>
/// Tells ILGPU's compiler which functions to compile in place of those of <see cref="DeviceMath"/> and <see cref="DeviceAtomic"/>.
/// </summary>
internal static class DeviceFunctions
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>The functions of device code that have a portable function of the same name, each with that function.</summary>
    /// <returns>The pairs.</returns>
    /// <exception cref="MissingMethodException">A portable function has no namesake with the same parameters.</exception>
    public static IEnumerable<(MethodInfo Function, MethodInfo Portable)> Pairs() =>
        Pairs(typeof(DeviceMath), typeof(PortableMath)).Concat(Pairs(typeof(DeviceAtomic), typeof(PortableAtomic)));

    /// <summary>Registers the functions, once for the process. Call it before a context compiles anything.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
            {
                return;
            }

            foreach ((MethodInfo function, MethodInfo portable) in Pairs())
            {
                RemappedIntrinsics.AddRemapping(function, (ref InvocationContext call) => call.Method = portable);
            }

            _registered = true;
        }
    }

    private static IEnumerable<(MethodInfo Function, MethodInfo Portable)> Pairs(Type functions, Type portables)
    {
        foreach (MethodInfo portable in portables.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            Type[] parameters = [.. portable.GetParameters().Select(parameter => parameter.ParameterType)];
            MethodInfo? function = functions.GetMethod(portable.Name, BindingFlags.Public | BindingFlags.Static, parameters);
            yield return function is not null && function.ReturnType == portable.ReturnType
                ? (function, portable)
                : throw new MissingMethodException(functions.FullName, portable.ToString());
        }
    }
}
