using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching.InPlace;
using HmmGen.Launching.Scouting;
using HmmGen.Launching.Telemetry;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>The last launches of a kernel, whatever the device, for launches that are equal. Thread safe.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal static class KeptLaunches<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    /// <summary>The most parts of regions that a kept launch in place brings to the host.</summary>
    private const int MostRanges = 1024;

    private static readonly RecentItems<KeptLaunch<TKernel, TArguments>> Launches = new();

    /// <summary>Runs a launch on this thread, if an equal one was kept, nobody has to be waited for, and nobody wants a report.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="buffers">The buffers. They are not checked yet: only those of a launch that was kept are right.</param>
    /// <returns>False when the launch has to take all steps. Nothing has happened then.</returns>
    public static bool TryRun(DeviceSession device, HmmExtent extent, in TArguments arguments, ReadOnlySpan<LaunchBuffer> buffers)
    {
        KernelDescriptor descriptor = TKernel.Descriptor;
        if (extent is not { Progress: null, Measurement: null } || extent.Rank != descriptor.Rank || ForeignCode.IsRunning || LaunchReport.IsWanted)
        {
            return false;
        }

        return Find(device, descriptor, arguments, extent.Box, buffers) is { } kept && kept.TryRun(device, buffers);
    }

    /// <summary>Keeps a launch that has run on the host.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="bound">The place of each span parameter's elements.</param>
    public static void KeepOnHost(Launch launch, in TArguments given, DeviceSpan[] bound)
    {
        if (MayKeep(launch, plainArrays: true) && Find(launch, given) is null)
        {
            Launches.Add(new KeptHostLaunch<TKernel, TArguments>(launch, given, bound));
        }
    }

    /// <summary>Keeps a launch that has run on a device as one direct chunk in contiguous frames.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="bound">The same with the places of its spans.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="found">What is known last of the kernel's indices on the device; null when nothing is.</param>
    /// <param name="layout">Its control memory.</param>
    public static void KeepOnDevice(
        Launch launch, in TArguments given, in TArguments bound, LaunchPages pages, KeptScout? found, ControlLayout layout)
    {
        if (launch.Device.WorksInPlace || !MayKeep(launch, plainArrays: false))
        {
            return;
        }

        // What was found last may be of another launch, or the host may have written an index since.
        bool holds = found is not null && IndexProof.LeavesLoaded(launch.Descriptor, launch.Binding.Buffers) && found.HoldsFor(launch, pages.Mirrors);
        KeptScout? holding = holds ? found : null;
        KeptLaunch<TKernel, TArguments>? known = Find(launch, given);
        if (known is KeptDeviceLaunch<TKernel, TArguments> same && same.IsIn(pages.Memory, pages.Mirrors, isScouted: holding is { NamesPages: true }))
        {
            return;
        }

        Keep(known, new KeptDeviceLaunch<TKernel, TArguments>(launch, given, bound, pages, holding, layout));
    }

    /// <summary>Keeps a launch that has run in place as one chunk.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="ranges">What it brought to the host.</param>
    /// <param name="layout">Its control memory.</param>
    public static void KeepInPlace(Launch launch, in TArguments given, ReadOnlySpan<DeviceSpan> spans, HomeRange[] ranges, ControlLayout layout)
    {
        KeptLaunch<TKernel, TArguments>? known = Find(launch, given);
        bool isKept = known is KeptPlaceLaunch<TKernel, TArguments> same && same.IsIn(launch.Device.Memory);
        if (!isKept && ranges.Length <= MostRanges && MayKeep(launch, plainArrays: true))
        {
            Keep(known, new KeptPlaceLaunch<TKernel, TArguments>(launch, given, spans, ranges, layout));
        }
    }

    private static void Keep(KeptLaunch<TKernel, TArguments>? known, KeptLaunch<TKernel, TArguments> kept)
    {
        if (known is null)
        {
            Launches.Add(kept);
        }
        else
        {
            Launches.Replace(known, kept);
        }
    }

    private static KeptLaunch<TKernel, TArguments>? Find(Launch launch, in TArguments given)
        => Find(launch.Device, launch.Descriptor, given, launch.Box, launch.Binding.Buffers);

    private static KeptLaunch<TKernel, TArguments>? Find(
        DeviceSession device, KernelDescriptor descriptor, in TArguments arguments, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers)
    {
        foreach (KeptLaunch<TKernel, TArguments>? launch in Launches.All)
        {
            if (launch is not null && launch.IsOf(device, descriptor, arguments, box, buffers))
            {
                return launch;
            }
        }

        return null;
    }

    /// <summary>Whether a launch uses arrays only, of which none is protected, or plain arrays of the caller where these are allowed.</summary>
    private static bool MayKeep(Launch launch, bool plainArrays)
    {
        foreach (LaunchBuffer buffer in launch.Binding.Buffers)
        {
            if (buffer.IsTransient ? !plainArrays : buffer.Region is { HasProtection: true })
            {
                return false;
            }
        }

        return true;
    }
}
