namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A variable of a generated program, or a field of one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanBeAssigned">Whether it may be: what bounds a loop may not.</param>
internal sealed record Place(string Name, string Type, bool CanBeAssigned = true);
