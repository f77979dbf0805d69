using System.Reflection;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>
/// Methods that run lanes stay methods of their own. In a warm process .NET wrote them into their caller, which then was too long for it to write the methods of
/// vectors into: kernels became three to eleven times slower.
/// </summary>
public sealed class LaneMethodTests
{
    [Fact]
    public void Methods_of_lanes_are_not_written_into_their_callers()
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        MethodImplAttributes[] methods =
        [
            .. typeof(LaneMethodTests).Assembly.GetTypes().Where(static type => type.IsNested && type.Name.EndsWith("Kernel", StringComparison.Ordinal))
                .SelectMany(static type => type.GetMethods(All)).Select(static method => method.GetMethodImplementationFlags())
                .Where(static flags => flags.HasFlag(MethodImplAttributes.AggressiveOptimization)),
        ];
        Assert.InRange(methods.Length, 20, int.MaxValue);
        Assert.All(methods, static flags => Assert.True(flags.HasFlag(MethodImplAttributes.NoInlining)));
    }
}
