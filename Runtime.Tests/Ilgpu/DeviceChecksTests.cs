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
    public static TheoryData<string> Checks { get; } = [.. FunctionKernels.All
        .Where(pair => pair.Value.Function.DeclaringType == typeof(DeviceChecks)).Select(pair => pair.Key)];

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

            Assert.True((bool)check.Invoke(null, call)! == throws, $"{name} of {string.Join(", ", call)}");
        }
    }

    private static Delegate Operation(MethodInfo check)
    {
        ParameterExpression[] parameters = [.. check.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        Expression body = check.Name switch
        {
            "AddOverflows" => Expression.AddChecked(parameters[0], parameters[1]),
            "SubtractOverflows" => Expression.SubtractChecked(parameters[0], parameters[1]),
            _ => Expression.MultiplyChecked(parameters[0], parameters[1]),
        };
        return Expression.Lambda(body, parameters).Compile();
    }
}
