// Safety: host addresses come from the binding, which pins or owns the memory until the access ends.
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching.InPlace;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Accesses;

/// <summary>Lends ranges of memory on a device to another library. It goes the way of a launch, with a callback in place of the waves.</summary>
internal sealed class NativeAccess
{
    /// <summary>The name of an access in messages, where a launch has the kernel's.</summary>
    private const string Name = "HmmDevice.Access";

    private readonly DeviceSession _device;
    private readonly AccessRange[] _ranges;
    private readonly string[] _names;
    private readonly Action<HmmDeviceAddresses, nint> _use;
    private readonly CancellationToken _cancellationToken;

    private NativeAccess(DeviceSession device, AccessRange[] ranges, string[] names, Action<HmmDeviceAddresses, nint> use, CancellationToken cancellationToken)
    {
        _device = device;
        _ranges = ranges;
        _names = names;
        _use = use;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Waits for the device and the ranges, brings the ranges to the device, calls a callback, and waits for the device's queue.</summary>
    /// <param name="device">The device.</param>
    /// <param name="ranges">The ranges.</param>
    /// <param name="names">The name of each range where the caller gave it, for exceptions.</param>
    /// <param name="use">The callback.</param>
    /// <param name="cancellationToken">Ends the access before it calls the callback.</param>
    public static void Run(
        DeviceSession device, AccessRange[] ranges, string[] names, Action<HmmDeviceAddresses, nint> use, CancellationToken cancellationToken)
    {
        ForeignCode.Refuse("an access");
        cancellationToken.ThrowIfCancellationRequested();
        device.ThrowIfDisposed();
        Check(ranges, names);
        using SharedLock.Holder? turn = device.IsHost ? null : device.LaunchLock.Enter(shared: false, cancellationToken);
        using SharedLock.Holder? hardware = device.EnterHardware(cancellationToken);
        KernelParameter[] parameters = [.. ranges.Select((range, i) => new KernelParameter(names[i], range.Buffer.ElementSize, Reads: true, range.Writes))];
        using LaunchBinding binding = new(
            new KernelDescriptor { Name = Name, Parameters = parameters }, Array.ConvertAll(ranges, range => range.Buffer), device);
        binding.EnterAsync(here: true, cancellationToken).GetAwaiter().GetResult();
        device.ThrowIfDisposed();
        AccessRange[] bound = [.. binding.Buffers.ToArray().Select((buffer, i) => new AccessRange(buffer, ranges[i].Access))];
        NativeAccess access = new(device, bound, names, use, cancellationToken);
        access.CheckProtection();
        cancellationToken.ThrowIfCancellationRequested();
        if (device.IsHost)
        {
            access.RunOnHost();
        }
        else
        {
            binding.RefuseAddressesOfArrays();
            using PageVisit? visit = device.Place is null ? null : new PageVisit(device.Memory, binding.Regions);
            access.RunOnDevice(binding);
        }
    }

    private static void Check(AccessRange[] ranges, string[] names)
    {
        for (int i = 0; i < ranges.Length; i++)
        {
            (LaunchBuffer buffer, HmmAccess access) = ranges[i];
            if (buffer.ElementSize == 0)
            {
                throw new ArgumentNullException(names[i]);
            }

            if (!Enum.IsDefined(access))
            {
                throw new ArgumentOutOfRangeException(nameof(access), access, null);
            }

            if (buffer.IsDisposed || buffer.Region is { IsDisposed: true })
            {
                throw new ObjectDisposedException("HmmGen.HmmArray", $"{Name}: the array of '{names[i]}' is disposed.");
            }
        }
    }

    private void CheckProtection()
    {
        for (int i = 0; i < _ranges.Length; i++)
        {
            LaunchBuffer buffer = _ranges[i].Buffer;
            HmmProtection needed = _ranges[i].Writes ? HmmProtection.ReadWrite : HmmProtection.ReadOnly;
            if (buffer.Region is { } region && region.FirstForbidden(buffer.FirstUnit, buffer.UnitCount, needed) is >= 0 and long unit)
            {
                long element = buffer.ElementAt(unit);
                throw HmmAccessException.Forbidden(
                    $"element {element} of '{_names[i]}'", region.ProtectionOf(unit), new ErrorPlace(Name, null, element, [], string.Empty, 0));
            }
        }
    }

    private unsafe void RunOnHost()
    {
        NativePlace[] places = new NativePlace[_ranges.Length];
        for (int i = 0; i < places.Length; i++)
        {
            LaunchBuffer buffer = _ranges[i].Buffer;
            nint address = 0;
            if (buffer.Region is { } region)
            {
                region.Settle(buffer.FirstUnit, buffer.UnitCount, _ranges[i].Writes);
                region.Offer(buffer.FirstUnit, buffer.UnitCount, _ranges[i].Writes);
                if (_ranges[i].Writes)
                {
                    region.Written?.Add(buffer.FirstUnit, buffer.UnitCount);
                }

                address = (nint)(region.Address + buffer.Start * buffer.ElementSize);
            }

            places[i] = new NativePlace(NativeMemoryKind.Process, address, Offset: 0, BytesOf(buffer), _ranges[i].Access);
        }

        Call(places, stream: 0);
    }

    private void RunOnDevice(LaunchBinding binding)
    {
        DeviceMemory memory = _device.Memory;
        RegionMirror[] mirrors = [.. binding.Regions.Select(region => memory.MirrorOf(region))];
        using DeviceMemory.LaunchResidency residency = memory.Begin(mirrors, mirror => binding.IsWritten(mirror.Region));
        Disturb(residency);
        AccessPages pages = new(_ranges, mirrors);
        if (!pages.TryBring(residency))
        {
            throw new HmmOutOfMemoryException(
                $"{Name}: the pages under '{string.Join("', '", _names)}' have {pages.Bytes} bytes and must be on the device at the same time, but it has " +
                $"{(long)memory.Capacity << PageEntry.FrameBits} bytes for pages: access fewer elements at a time, or give the device a larger MemoryBudget");
        }

        pages.ClearUncopied(memory);
        _cancellationToken.ThrowIfCancellationRequested();
        residency.Lend(frames => Call(
            Array.ConvertAll(
                _ranges,
                range => range.Buffer.Region is null
                    ? new NativePlace(frames.Kind, Memory: 0, Offset: 0, Bytes: 0, range.Access)
                    : new NativePlace(frames.Kind, frames.Memory, pages.OffsetOf(range), BytesOf(range.Buffer), range.Access)),
            frames.Stream));
        residency.Finish();
    }

    /// <summary>Evicts pages as the options for tests ask, so that ranges come in every state.</summary>
    private void Disturb(DeviceMemory.LaunchResidency residency)
    {
        PagingTestOptions options = _device.Options.Testing;
        if (options.FaultAtEveryAccess)
        {
            residency.EvictUnpromised();
        }
        else if (options.RandomEvictions is { } seed)
        {
            residency.EvictRandom(new Random(seed));
        }
    }

    private static long BytesOf(LaunchBuffer buffer) => buffer.Length * buffer.ElementSize;

    private void Call(NativePlace[] places, nint stream)
    {
        using ForeignCode callback = ForeignCode.Begin();
        _use(new HmmDeviceAddresses(places), stream);
    }
}
