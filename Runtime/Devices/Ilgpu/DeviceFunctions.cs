using System.Reflection;
using HmmGen.Devices.Ilgpu.Portable;
using HmmGen.Kernels;
using ILGPU;
using ILGPU.Frontend;
using ILGPU.Frontend.Intrinsic;

namespace HmmGen.Devices.Ilgpu;

/// <summary>
/// Tells ILGPU's compiler which functions to compile in place of those of <see cref="DeviceMath"/> and <see cref="DeviceAtomic"/>.
/// </summary>
internal static class DeviceFunctions
{
    private static readonly Lock Gate = new();
    private static readonly Type[] Numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double),
    ];

    private static bool _registered;

    /// <summary>The functions of device code that ILGPU compiles another one for, each with that. Atomic ones are ILGPU's own, where we have none.</summary>
    /// <returns>The pairs.</returns>
    /// <exception cref="MissingMethodException">A portable function has no namesake with the same parameters.</exception>
    public static IEnumerable<(MethodInfo Function, MethodInfo Portable)> Pairs()
    {
        (MethodInfo Function, MethodInfo Portable)[] atomic = [.. Pairs(typeof(PortableAtomic), typeof(DeviceAtomic))];
        return Pairs(typeof(PortableMath), typeof(DeviceMath)).Concat(atomic).Concat(
            Closed(typeof(Atomic)).Select(method => (Function: Namesake(method, typeof(DeviceAtomic))!, method))
                .Where(pair => pair.Function is not null && !Array.Exists(atomic, known => known.Function == pair.Function)));
    }

    /// <summary>The public functions of a class; of a generic one, that of each type of numbers that it takes.</summary>
    /// <param name="functions">The class.</param>
    /// <returns>The functions.</returns>
    public static IEnumerable<MethodInfo> Closed(Type functions) => functions
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .SelectMany(method => method.IsGenericMethodDefinition ? Numbers.Select(number => Close(method, number)).OfType<MethodInfo>() : [method]);

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

    private static IEnumerable<(MethodInfo Function, MethodInfo Portable)> Pairs(Type portables, Type functions) => Closed(portables)
        .Select(portable => (Namesake(portable, functions) ?? throw new MissingMethodException(functions.FullName, portable.ToString()), portable));

    private static MethodInfo? Namesake(MethodInfo method, Type functions)
    {
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        Type first = parameters[0].IsByRef ? parameters[0].GetElementType()! : parameters[0];
        return functions.GetMember(method.Name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static).Cast<MethodInfo>()
            .Select(function => function.IsGenericMethodDefinition ? Close(function, first) : function)
            .FirstOrDefault(function => function is not null && function.ReturnType == method.ReturnType
                && function.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters));
    }

    // Null where the type is none that the function takes. Constraints name the type itself: T : INumber<T>.
    private static MethodInfo? Close(MethodInfo function, Type type) =>
        function.GetGenericArguments() is [Type parameter] && Array.IndexOf(Numbers, type) >= 0
            && Array.TrueForAll(parameter.GetGenericParameterConstraints(), constraint => Takes(constraint, type))
            ? function.MakeGenericMethod(type) : null;

    private static bool Takes(Type constraint, Type type) => !constraint.IsInterface
        || type.GetInterface(constraint.Name)?.GenericTypeArguments[0] == type;
}
