namespace HmmGen.Tests.Child.Injection;

/// <summary>An operation's name and how it is made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Make">Makes it, for one step.</param>
/// <param name="IsRaw">Whether it touches memory as any code may: not in scopes, and where a page fails it may end the process.</param>
internal sealed record NamedOperation(string Name, Func<HmmSpace, InjectedOperation> Make, bool IsRaw = false);
