using System.Reflection;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Values that an enum has not are refused by all that users call, with the value and the name of the parameter.</summary>
public sealed class EnumArgumentTests
{
    [Fact]
    public void Values_that_an_enum_has_not_are_refused()
    {
        ParameterInfo[] parameters = [.. Parameters()];
        Assert.Equal(
            [
                "Advise(HmmAdvice advice)", "Allocate(HmmPages pages)", "HmmSpace(HmmHostMode mode)", "MapFile(FileAccess access)",
                "Prefetch(HmmPrefetch use)", "Protect(HmmProtection protection)",
            ],
            parameters.Select(NameOf).Order());

        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        foreach (ParameterInfo parameter in parameters)
        {
            object wrong = Enum.ToObject(parameter.ParameterType, 77);
            object?[] arguments = [.. Of(parameter).GetParameters().Select(other => other == parameter ? wrong : Argument(other, device))];
            object subject = parameter.Member.DeclaringType == typeof(HmmSpace) ? HmmSpace.Shared : array;

            Exception? error = Assert.Throws<TargetInvocationException>(() => Call(Of(parameter), subject, arguments)).InnerException;

            ArgumentOutOfRangeException refusal = Assert.IsType<ArgumentOutOfRangeException>(error);
            Assert.Equal((parameter.Name, wrong), (refusal.ParamName, refusal.ActualValue));
        }
    }

    // The attribute is read by the compiler alone. A run of pages and the options of a device only hold what they are given; OptionTests has the latter. Reflection cannot pass the spans of Access;
    // AccessErrorTests has its values.
    private static IEnumerable<ParameterInfo> Parameters() => typeof(HmmSpace).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == "HmmGen" && type != typeof(HmmPageRun) && type != typeof(SimulatedOptions) && type != typeof(HmmKernelAttribute))
        .Select(type => type == typeof(HmmArray<>) ? typeof(HmmArray<int>) : type)
        .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .OfType<MethodBase>()
        .Where(method => method.Name != nameof(HmmDevice.Access))
        .SelectMany(method => method.GetParameters())
        .Where(parameter => parameter.ParameterType.IsEnum);

    private static MethodBase Of(ParameterInfo parameter) => (MethodBase)parameter.Member;

    private static string NameOf(ParameterInfo parameter)
        => $"{(Of(parameter).IsConstructor ? parameter.Member.DeclaringType!.Name : parameter.Member.Name)}({parameter.ParameterType.Name} {parameter.Name})";

    private static object? Call(MethodBase method, object subject, object?[] arguments) => method switch
    {
        ConstructorInfo constructor => constructor.Invoke(arguments),
        MethodInfo { IsGenericMethodDefinition: true } generic => generic.MakeGenericMethod(typeof(int)).Invoke(subject, arguments),
        _ => method.Invoke(subject, arguments),
    };

    private static object? Argument(ParameterInfo parameter, HmmDevice device)
        => parameter.ParameterType == typeof(HmmDevice) ? device
            : parameter.ParameterType == typeof(HmmRange) ? HmmRange.All
            : parameter.ParameterType == typeof(string) ? "nothing"
            : parameter.ParameterType == typeof(long) ? 1L
            : null;
}
