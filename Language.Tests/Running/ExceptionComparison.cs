using System.Text.RegularExpressions;
using HmmGen.Language.Tests.Cases;

namespace HmmGen.Language.Tests.Running;

/// <summary>Compares the exception of a launch with that of the plain method.</summary>
internal static class ExceptionComparison
{
    /// <summary>The difference between two ends of a case.</summary>
    /// <param name="case">The case.</param>
    /// <param name="expected">What the plain method threw.</param>
    /// <param name="actual">What the launch threw.</param>
    /// <returns>The difference in words; null when there is none.</returns>
    public static string? Difference(LanguageCase @case, Exception? expected, Exception? actual)
    {
        if (expected is null || actual is null)
        {
            return (expected, actual) is (null, null) ? null : $"threw {Words(actual)}, right is {Words(expected)}";
        }

        if (!IsUsersOwn(@case, expected))
        {
            // What the library throws for an index or a number of digits is no access.
            bool isAccess = expected is IndexOutOfRangeException or ArgumentOutOfRangeException { ParamName: not ("value" or "digits") };
            Type right = isAccess ? typeof(HmmAccessException) : expected.GetType();
            return actual.GetType() == right ? null : $"threw {Words(actual)}, right is {right.Name} for {Words(expected)}";
        }

        return actual.GetType() == expected.GetType() && actual.Message == expected.Message
            ? null
            : $"threw {Words(actual)}, right is {Words(expected)}";
    }

    /// <summary>Whether the case throws the exception itself: then its message counts too.</summary>
    private static bool IsUsersOwn(LanguageCase @case, Exception expected)
        => Regex.IsMatch($"{@case.Types} {@case.Helpers} {@case.Body}", $@"\b{expected.GetType().Name}\s*(\(|\.\s*Throw)");

    private static string Words(Exception? exception)
        => exception is null ? "nothing" : $"{exception.GetType().Name} '{exception.Message}'";
}
