using HmmGen;
using HmmGen.Tests.Child;

Watchdog.Start(seconds: args[0] == "large-file" ? 55u : 20u);
HmmSpace space;
try
{
    space = new HmmSpace(Enum.Parse<HmmHostMode>(args[1]));
}
catch (PlatformNotSupportedException reason)
{
    Console.WriteLine(reason.Message);
    return ExitCodes.ModeMissing;
}

return args[0] switch
{
    "devices" => Devices.Run(space),
    "dispose" => Disposal.Run(space),
    "exit" => Exit.Run(space),
    "spans" => Lifetimes.Spans(space),
    "calls" => Lifetimes.Calls(space),
    "disposals" => Lifetimes.Disposals(space),
    "outlived" => Lifetimes.Outlived(space),
    "devices-dropped" => Lifetimes.DevicesDropped(space),
    "dropped" => Lifetimes.Dropped(space),
    "many" => ManyArrays.Run(space),
    "processes" => Processes.Run(space),
    "protection" => Protection.Run(space),
    "lost-touch" => Loss.Touch(space),
    "lost-api" => Loss.Use(space),
    "mode" => Modes.Run(),
    "locked-one" => LockedMemory.One(space),
    "locked-before" => LockedMemory.AllBefore(space),
    "locked-after" => LockedMemory.AllAfter(space),
    "refused-taking" => RefusedCalls.Taking(space),
    "refused-populating" => RefusedCalls.Populating(space),
    "refused-protecting" => RefusedCalls.Protecting(space),
    "refused-removing" => RefusedCalls.Removing(space),
    "short-reading" => ShortFiles.Reading(space),
    "short-writing" => ShortFiles.Writing(space),
    "short-touching" => ShortFiles.Touching(space),
    "full-disk" => FullDisk.Run(space, args[2]),
    "full-disk-holes" => FullDisk.Holes(space, args[2]),
    "growing-file" => ShortFiles.Growing(space),
    "large-file" => LargeFile.Run(space, args[2]),
    "no-descriptors" => ShortFiles.NoDescriptors(space),
    _ => throw new ArgumentException(args[0]),
};
