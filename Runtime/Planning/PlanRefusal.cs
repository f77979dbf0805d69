namespace HmmGen.Planning;

/// <summary>An access that must go out of bounds, found before any work item ran.</summary>
/// <param name="Site">The access, numbered as in the kernel's descriptor.</param>
/// <param name="Element">The index of the access.</param>
/// <param name="Item">The indices of the first work item, in row-major order, that does so; one for each dimension of the kernel.</param>
internal sealed record PlanRefusal(int Site, long Element, long[] Item);
