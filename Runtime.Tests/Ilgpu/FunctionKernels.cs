using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using ILGPU;

namespace HmmGen.Tests.Ilgpu;

/// <summary>A kernel for each function that device code calls, made by emitting its few instructions.</summary>
internal static class FunctionKernels
{
    private static readonly Lazy<IReadOnlyDictionary<string, (MethodInfo Function, MethodInfo Kernel)>> Made = new(Make);

    /// <summary>The functions by name with parameters.</summary>
    public static IReadOnlyDictionary<string, (MethodInfo Function, MethodInfo Kernel)> All => Made.Value;

    /// <summary>A function's name with its parameters.</summary>
    public static string NameOf(MethodInfo function)
        => $"{function.DeclaringType!.Name}.{function.Name}("
            + string.Join(", ", function.GetParameters().Select(parameter => parameter.ParameterType.Name)) + ")";

    // C# computes with narrow integers as int, and has no atomics for them.
    private static bool IsNarrow(MethodInfo function)
    {
        Type type = function.GetParameters()[0].ParameterType;
        return (function.DeclaringType == typeof(DeviceChecks) || function.DeclaringType == typeof(DeviceAtomic))
            && Type.GetTypeCode(type.IsByRef ? type.GetElementType() : type) < TypeCode.Int32;
    }

    private static Dictionary<string, (MethodInfo Function, MethodInfo Kernel)> Make()
    {
        MethodInfo[] functions =
        [
            .. new[] { typeof(DeviceMath), typeof(DeviceChecks), typeof(DeviceAtomic), typeof(LanguageFunctions) }.SelectMany(DeviceFunctions.Closed)
                .Where(function => !IsNarrow(function)),
        ];
        PersistedAssemblyBuilder assembly = new(new AssemblyName("EmittedFunctionKernels"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("EmittedFunctionKernels")
            .DefineType("Kernels", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        for (int i = 0; i < functions.Length; i++)
        {
            MethodBuilder kernel = type.DefineMethod(
                $"Kernel{i}", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(ArrayView<byte>), typeof(ArrayView<byte>)]);
            Emit(kernel, functions[i]);
        }

        type.CreateType();
        using MemoryStream image = new();
        assembly.Save(image);
        image.Position = 0;
        Type loaded = AssemblyLoadContext.Default.LoadFromStream(image).GetType("Kernels", throwOnError: true)!;
        return functions.Select((function, i) => (Function: function, Kernel: loaded.GetMethod($"Kernel{i}")!))
            .ToDictionary(pair => NameOf(pair.Function));
    }

    private static void Emit(MethodBuilder method, MethodInfo function)
    {
        ILGenerator code = method.GetILGenerator();
        LocalBuilder item = code.DeclareLocal(typeof(long));
        code.Emit(OpCodes.Call, typeof(FunctionHarness).GetMethod(nameof(FunctionHarness.Item))!);
        code.Emit(OpCodes.Stloc, item);
        ParameterInfo[] parameters = function.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (type.IsByRef)
            {
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Call, typeof(FunctionHarness).GetMethod(nameof(FunctionHarness.Target))!.MakeGenericMethod(type.GetElementType()!));
                continue;
            }

            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldloc, item);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Call, typeof(FunctionHarness).GetMethod(nameof(FunctionHarness.Load))!.MakeGenericMethod(type));
        }

        code.Emit(OpCodes.Call, function);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldloc, item);
        code.Emit(OpCodes.Call, function.ReturnType == typeof(bool)
            ? typeof(FunctionHarness).GetMethod(nameof(FunctionHarness.StoreTruth))!
            : typeof(FunctionHarness).GetMethod(nameof(FunctionHarness.Store))!.MakeGenericMethod(function.ReturnType));
        code.Emit(OpCodes.Ret);
    }
}
