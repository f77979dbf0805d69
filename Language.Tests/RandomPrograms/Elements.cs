namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A span or an array of a generated program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Start">What is added to an index, so that a work item stays in its own block; empty for none.</param>
/// <param name="Mask">What an index is masked with.</param>
/// <param name="CanBeAssigned">Whether elements may be.</param>
internal sealed record Elements(string Name, string Type, string Start, int Mask, bool CanBeAssigned = true);
