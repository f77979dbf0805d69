namespace HmmGen.Launching;

/// <summary>A page that parked work items wait for.</summary>
/// <param name="Mirror">The region's number in the launch.</param>
/// <param name="Page">The page.</param>
/// <param name="Writable">Whether one of the items will write the page.</param>
/// <param name="Slot">The lowest of the items.</param>
/// <param name="Site">The access site where this item waits.</param>
/// <param name="Element">The element that this item waits for.</param>
/// <param name="IsUpgrade">Whether the page is resident already. If so, it only has to become writable.</param>
internal readonly record struct PageDemand(int Mirror, long Page, bool Writable, int Slot, int Site, long Element, bool IsUpgrade = false);
