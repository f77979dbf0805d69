using System.Linq.Expressions;
using System.Reflection;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The checks of <c>checked</c> code say exactly when .NET throws.</summary>
public sealed class DeviceChecksTests
{
    /// <summary>The checks.</summary>
    public static TheoryData<string> Checks { get; } = [.. typeof(DeviceChecks)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(FunctionKernels.NameOf)];

    /// <summary>A check answers as the checked operation does.</summary>
    [Theory]
    [MemberData(nameof(Checks))]
    public void Answers_as_the_operation(string name)
    {
        MethodInfo check = FunctionKernels.All[name].Function;
        Delegate operation = Operation(check);
        foreach (object[] call in FunctionSamples.Of(check, TestScale.Iterations(quick: 2_000, full: 20_000)))
        {
            bool throws = false;
            try
            {
                _ = operation.DynamicInvoke(call);
            }
            catch (TargetInvocationException failure) when (failure.InnerException is OverflowException)
            {
                throws = true;
            }

            bool fits = check.Name.StartsWith("Fits", StringComparison.Ordinal);
            Assert.True((bool)check.Invoke(null, call)! == (fits ? !throws : throws), $"{name} of {string.Join(", ", call)}");
        }
    }

    private static Delegate Operation(MethodInfo check)
    {
        ParameterExpression[] parameters = [.. check.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        Expression body = check.Name switch
        {
            "AddOverflows" => Expression.AddChecked(parameters[0], parameters[1]),
            "SubtractOverflows" => Expression.SubtractChecked(parameters[0], parameters[1]),
            "MultiplyOverflows" => Expression.MultiplyChecked(parameters[0], parameters[1]),
            _ => Expression.ConvertChecked(parameters[0], Type.GetType("System." + check.Name["Fits".Length..], throwOnError: true)!),
        };
        return Expression.Lambda(body, parameters).Compile();
    }
}
