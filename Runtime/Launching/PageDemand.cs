namespace HmmGen.Launching;

/// <summary>A page that parked work items wait for.</summary>
/// <param name="Mirror">The region's number in the launch.</param>
/// <param name="Page">The page.</param>
/// <param name="Writable">Whether one of the items will write it.</param>
/// <param name="Slot">One of the items.</param>
/// <param name="Site">The access site where it waits.</param>
/// <param name="Element">The element it waits for.</param>
/// <param name="IsUpgrade">Whether the page is on the device to read, and is to become writable.</param>
internal readonly record struct PageDemand(int Mirror, long Page, bool Writable, int Slot, int Site, long Element, bool IsUpgrade = false);
