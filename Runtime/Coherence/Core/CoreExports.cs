// Safety: the boundary: pointers come from the runtime, which keeps the lifetimes that Lifetimes states.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// The core's functions as the runtime calls them: exports of the native library where there is one, else, in the runtime's own assembly, the same
/// functions by their addresses.
/// </summary>
internal static unsafe class CoreExports
{
    [UnmanagedCallersOnly(EntryPoint = "hmm_region_make")]
    public static CoreRegion* MakeRegion(byte* address, long bytes) => Lifetimes.MakeRegion(address, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_region_free")]
    public static void FreeRegion(CoreRegion* region) => Lifetimes.FreeRegion(region);

    [UnmanagedCallersOnly(EntryPoint = "hmm_device_make")]
    public static CoreDevice* MakeDevice(DeviceCopyKind kind, DeviceDriver* driver) => Lifetimes.MakeDevice(kind, driver);

    [UnmanagedCallersOnly(EntryPoint = "hmm_device_frames")]
    public static void SetFrames(CoreDevice* device, DeviceCopyKind kind, nint frames, long bytes) => Lifetimes.SetFrames(device, kind, frames, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_device_lose")]
    public static void LoseDevice(CoreDevice* device) => Lifetimes.LoseDevice(device);

    [UnmanagedCallersOnly(EntryPoint = "hmm_device_free")]
    public static void FreeDevice(CoreDevice* device) => Lifetimes.FreeDevice(device);

    [UnmanagedCallersOnly(EntryPoint = "hmm_mirror_make")]
    public static CoreMirror* MakeMirror(CoreRegion* region, CoreDevice* device, long pageBytes, long number)
        => Lifetimes.MakeMirror(region, device, pageBytes, number);

    [UnmanagedCallersOnly(EntryPoint = "hmm_mirror_free")]
    public static void FreeMirror(CoreMirror* mirror) => Lifetimes.FreeMirror(mirror);

    [UnmanagedCallersOnly(EntryPoint = "hmm_changes")]
    public static long TakeChanges(CoreDevice* device, MirrorPage* changes, long room) => PageTable.TakeChanges(device, changes, room);

    [UnmanagedCallersOnly(EntryPoint = "hmm_enter")]
    public static int Enter(CoreMirror* mirror, long page, long count, int* frames, EnterFlags flags)
        => PageEntering.Enter(mirror, page, count, frames, flags);

    [UnmanagedCallersOnly(EntryPoint = "hmm_leave")]
    public static int Leave(CoreMirror* mirror, long page, long count, LeaveMode mode) => PageLeaving.Leave(mirror, page, count, mode);

    [UnmanagedCallersOnly(EntryPoint = "hmm_launch_begin")]
    public static void Begin(CoreMirror** mirrors, int* activities, long count) => LaunchActivity.Begin(mirrors, activities, count);

    [UnmanagedCallersOnly(EntryPoint = "hmm_lent_settle")]
    public static void SettleLent(CoreDevice* device) => LentPages.Settle(device);

    [UnmanagedCallersOnly(EntryPoint = "hmm_wave_end")]
    public static int EndWave(CoreDevice* device) => LaunchActivity.EndWave(device);

    [UnmanagedCallersOnly(EntryPoint = "hmm_launch_end")]
    public static int End(CoreDevice* device, CoreMirror** mirrors, long count) => LaunchActivity.End(device, mirrors, count);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_settle")]
    public static int Settle(CoreRegion* region, long offset, long bytes, int write) => HostRanges.Settle(region, offset, bytes, write != 0);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_offer")]
    public static int Offer(CoreRegion* region, long offset, long bytes, int write) => HostRanges.Offer(region, offset, bytes, write != 0);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_pin")]
    public static int Pin(CoreRegion* region, long offset, long bytes) => HostRanges.Pin(region, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_unpin")]
    public static void Unpin(CoreRegion* region, long offset, long bytes) => HostRanges.Unpin(region, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_discard")]
    public static int Discard(CoreRegion* region, long offset, long bytes) => HostRanges.Discard(region, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_protect")]
    public static int Protect(CoreRegion* region, long offset, long bytes, int protection) => HostRanges.Protect(region, offset, bytes, protection);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_poisoned")]
    public static long FirstPoisoned(CoreRegion* region, long offset, long bytes) => HostRanges.FirstPoisoned(region, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_forgive")]
    public static void Forgive(CoreRegion* region, long offset, long bytes) => HostRanges.Forgive(region, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_host_existing")]
    public static long EndOfExisting(CoreRegion* region, long offset, long end, int* exists) => HostView.EndOfExisting(region, offset, end, exists);

    [UnmanagedCallersOnly(EntryPoint = "hmm_file_flush")]
    public static int Flush(CoreRegion* region) => FileBacking.Flush(region);
}
