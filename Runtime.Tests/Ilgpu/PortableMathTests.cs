using System.Globalization;
using System.Reflection;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The functions made for devices, run as .NET code, against .NET's own.</summary>
public sealed class PortableMathTests
{
    private static readonly string[] Transcendental =
        ["Exp", "Log", "Log2", "Log10", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Atan2", "Sinh", "Cosh", "Tanh", "Pow", "Cbrt", "Exp2", "Exp10"];

    /// <summary>The functions that have a portable namesake. A product and a sum may be rounded once or twice, so FastTests bounds these.</summary>
    public static TheoryData<string> Functions { get; } = [.. DeviceFunctions.Pairs()
        .Where(pair => pair.Function.DeclaringType == typeof(DeviceMath) && pair.Function.Name != nameof(DeviceMath.MultiplyAdd))
        .Select(pair => FunctionKernels.NameOf(pair.Function))];

    /// <summary>How many representable values apart the results of a function may be.</summary>
    internal static int Bound(string function) => Transcendental.Contains(function) ? 4 : 0;

    /// <summary>Exact functions give .NET's bits, the others a result within the bound.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Gives_what_NET_gives(string name)
    {
        (MethodInfo function, MethodInfo portable) = DeviceFunctions.Pairs().Single(pair => FunctionKernels.NameOf(pair.Function) == name);
        foreach (object[] call in FunctionSamples.Of(function, TestScale.Iterations(quick: 2_000, full: 20_000)))
        {
            object expected = function.Invoke(null, call)!;
            object actual = portable.Invoke(null, call)!;
            Assert.True(
                Closeness.Steps(expected, actual) <= Bound(function.Name),
                string.Create(CultureInfo.InvariantCulture, $"{name} of {string.Join(", ", call)}: {actual:R}, .NET gives {expected:R}"));
        }
    }

    /// <summary>The functions that have no portable namesake are what .NET's are, where .NET has one of the name.</summary>
    [Fact]
    public void Plain_functions_are_those_of_NET()
    {
        foreach (MethodInfo function in DeviceFunctions.Closed(typeof(DeviceMath)))
        {
            Type[] parameters = [.. function.GetParameters().Select(parameter => parameter.ParameterType)];
            MethodInfo? original = OriginalOf(function, parameters);
            if (original is null)
            {
                continue;
            }

            foreach (object[] call in FunctionSamples.Of(function, 2_000))
            {
                object expected;
                try
                {
                    expected = original.Invoke(null, [.. call.Zip(original.GetParameters(), (value, parameter) => Typed(value, parameter.ParameterType))])!;
                }
                catch (TargetInvocationException)
                {
                    // Generated code guards what makes .NET throw.
                    continue;
                }

                object actual = function.Invoke(null, call)!;
                Assert.True(
                    Closeness.Steps(Convert.ChangeType(expected, actual.GetType(), CultureInfo.InvariantCulture), actual) == 0,
                    $"{FunctionKernels.NameOf(function)} of {string.Join(", ", call)}: {actual}, .NET gives {expected}");
            }
        }
    }

    private static MethodInfo? OriginalOf(MethodInfo function, Type[] parameters)
    {
        (string name, Type? owner) = function.Name switch
        {
            "NumberClamp" => ("Clamp", parameters[0]),
            "RoundDigits" or "RoundMode" => ("Round", null),
            "BitLog2" => ("Log2", typeof(System.Numerics.BitOperations)),
            _ => (function.Name, null),
        };
        if (function.GetParameters().Any(parameter => parameter.Name == "mode"))
        {
            parameters = [.. parameters[..^1], typeof(MidpointRounding)];
        }

        return new[] { typeof(Math), typeof(MathF), typeof(System.Numerics.BitOperations), parameters[0] }
            .Where(type => owner is null || type == owner)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .FirstOrDefault(method => method.Name == name
                && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters));
    }

    private static object Typed(object value, Type type) => type.IsEnum ? Enum.ToObject(type, value) : value;
}
