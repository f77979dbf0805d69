using System.Globalization;
using HmmGen;
using HmmGen.Tests.Child;
using HmmGen.Tests.Child.Injection;
using CoreCall = HmmGen.Coherence.Core.CoreCall;

if (args[0] == "inject")
{
    InjectedCalls.Use();
    return InjectionWalk.Run(
        Enum.Parse<HmmHostMode>(args[1]),
        sample: args[2] == "sample",
        int.Parse(args[3], CultureInfo.InvariantCulture),
        int.Parse(args[4], CultureInfo.InvariantCulture));
}

// For a hang, on a machine that may be busy with much else.
Watchdog.Start(seconds: 110);
if (args[0] == "open")
{
    return args.Length < 4
        ? OpeningStep.Run(Enum.Parse<HmmHostMode>(args[1]), null, 0)
        : OpeningStep.Run(Enum.Parse<HmmHostMode>(args[1]), Enum.Parse<CoreCall>(args[2]), int.Parse(args[3], CultureInfo.InvariantCulture));
}

if (args[0] is "thread-ends" or "reading-fails")
{
    return ServiceEnd.Run(Enum.Parse<HmmHostMode>(args[1]), args[0] == "thread-ends" ? ServiceEnd.OfThread : ServiceEnd.OfReading);
}

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
    "small" => SmallArrays.Run(space),
    "small-ends" => SmallArrays.Ends(space),
    "small-lost" => SmallArrays.Lost(space),
    "many" => ManyArrays.Run(space),
    "file-size-limit" => FileSizeLimits.Run(space),
    "pool" => ThreadPools.Run(space),
    "many-protections" => ManyProtections.Run(space),
    "many-protected-arrays" => ManyProtectedArrays.Run(space),
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
    "no-huge-pages" => HugePages.Disabled(space),
    "full-disk" => FullDisk.Run(space, args[2]),
    "full-disk-evictions" => FullDisk.Evictions(space, args[2]),
    "full-disk-holes" => FullDisk.Holes(space, args[2]),
    "growing-file" => ShortFiles.Growing(space),
    "large-file" => LargeFile.Run(space, args[2]),
    "no-descriptors" => ShortFiles.NoDescriptors(space),
    "close-one" => Descriptors.CloseOne(space),
    "all-descriptors" => Exhaustion.Descriptors(space),
    "all-memory" => Exhaustion.Memory(space),
    "all-mappings" => Exhaustion.Mappings(space),
    "close-all" => Descriptors.CloseAll(space),
    _ => throw new ArgumentException(args[0]),
};
