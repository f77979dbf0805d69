using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The engine over ILGPU: memory, forms, faults and refusals.</summary>
public abstract class IlgpuEngineTests
{
    /// <summary>All forms whose pages can be there from the start.</summary>
    public static TheoryData<string> Forms { get; } = [.. Enum.GetNames<KernelVariant>().Where(name => name is not nameof(KernelVariant.Stepped) and not nameof(KernelVariant.Scout))];

    private protected abstract IlgpuHardware Hardware { get; }

    /// <summary>Growing frame memory keeps what is in it, again and again.</summary>
    [Fact]
    public void Frames_survive_growth()
    {
        using IlgpuEngine engine = new(Hardware);
        (DeviceCopyKind Kind, nint Frames, long Bytes) told = default;
        engine.FramesMoving = (kind, frames, bytes) => told = (kind, frames, bytes);
        engine.Reserve(DeviceStorage.Frames, 4096);
        int[] values = [.. Enumerable.Range(0, 1024)];
        engine.Put<int>(DeviceStorage.Frames, 0, values);
        for (int size = 8192; size <= 1 << 20; size *= 2)
        {
            engine.Reserve(DeviceStorage.Frames, size);

            // The core copies by itself where it can, and so has to know where frames are.
            Assert.Equal(size, told.Bytes);
            Assert.True(told.Kind != DeviceCopyKind.Memory || Marshal.ReadInt32(told.Frames, 1023 * sizeof(int)) == 1023);
        }

        engine.Reserve(DeviceStorage.Frames, 4096);
        Assert.Equal(values, engine.Get<int>(DeviceStorage.Frames, 0, 1024));
        engine.Put<int>(DeviceStorage.Frames, (1 << 20) - 4096, values);
        Assert.Equal(values, engine.Get<int>(DeviceStorage.Frames, (1 << 20) - 4096, 1024));
    }

    /// <summary>Copies and clears touch the bytes they name and no others.</summary>
    [Fact]
    public void Copies_are_to_the_byte()
    {
        using IlgpuEngine engine = new(Hardware);
        foreach (DeviceStorage storage in Enum.GetValues<DeviceStorage>())
        {
            engine.Reserve(storage, 10_000);
            byte[] bytes = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i % 251 + 1))];
            engine.Put<byte>(storage, 0, bytes);
            engine.Clear(storage, 333, 77);
            Array.Clear(bytes, 333, 77);
            engine.Put<byte>(storage, 5001, [1, 2, 3]);
            new byte[] { 1, 2, 3 }.CopyTo(bytes, 5001);
            engine.Put<byte>(storage, 10_000, []);
            engine.Clear(storage, 10_000, 0);
            Assert.Equal(bytes, engine.Get<byte>(storage, 0, 10_000));
            Assert.Equal(bytes[4999..5007], engine.Get<byte>(storage, 4999, 8));
            Assert.Throws<HmmDeviceException>(() => engine.Get<byte>(storage, 9_999, 2));
            Assert.Throws<HmmDeviceException>(() => engine.Clear(storage, -1, 2));
        }
    }

    /// <summary>Every form gives the host's bits when all is there.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_is_exact(string form)
    {
        using IlgpuEngine engine = new(Hardware);
        SaxpyOnEngine saxpy = new(engine);
        foreach (int page in new[] { 0, 1, 2, 4, 5, 6 })
        {
            saxpy.Map(page);
        }

        saxpy.Run(Enum.Parse<KernelVariant>(form), saxpy.X.Length);
        Assert.Equal(saxpy.Expected, saxpy.Result);
        Assert.Empty(saxpy.Faults);
    }

    /// <summary>Items park at missing pages and go on from there.</summary>
    [Fact]
    public void Parked_items_go_on_where_they_stopped()
    {
        using IlgpuEngine engine = new(Hardware);
        SaxpyOnEngine saxpy = new(engine);
        saxpy.Map(0);
        saxpy.Map(1);
        saxpy.Map(4);
        saxpy.Run(KernelVariant.Resumable, saxpy.X.Length);

        ItemRecord[] faults = saxpy.Faults;
        Assert.Equal(saxpy.X.Length - 1024, faults.Length);
        Assert.All(faults, fault =>
        {
            Assert.Equal(fault.Slot, fault.Element);
            Assert.Equal(fault.Slot < 2048 ? 1 : 0, fault.Site);
            Assert.Equal(fault.Slot < 2048 ? 1 : 2, ErrorCode.Page(fault.Code));
        });

        foreach (int page in new[] { 2, 5, 6 })
        {
            saxpy.Map(page);
        }

        int[] parked = [.. faults.Select(fault => fault.Slot).Order()];
        saxpy.Run(KernelVariant.Resumable, parked.Length, parked);
        Assert.Equal(saxpy.Expected, saxpy.Result);
        Assert.Empty(saxpy.Faults);
    }

    /// <summary>Single-stepped items make one access a wave, each effect once.</summary>
    [Fact]
    public void Stepped_items_make_one_access_a_wave()
    {
        using IlgpuEngine engine = new(Hardware);
        SaxpyOnEngine saxpy = new(engine);
        foreach (int page in new[] { 0, 1, 2, 4, 5, 6 })
        {
            saxpy.Map(page);
        }

        int[]? parked = null;
        for (int access = 0; access < SaxpyOnEngine.Accesses - 1; access++)
        {
            saxpy.Run(KernelVariant.Stepped, 2000, parked);
            parked = [.. saxpy.Faults.Select(fault => fault.Slot).Order()];
            Assert.Equal(Enumerable.Range(0, 2000), parked);
        }

        saxpy.Run(KernelVariant.Stepped, 2000, parked);
        Assert.Empty(saxpy.Faults);
        Assert.Equal([.. saxpy.Expected[..2000], .. saxpy.Y[2000..]], saxpy.Result);
    }

    /// <summary>An index outside its span is recorded, and nothing else is touched.</summary>
    [Fact]
    public void An_index_out_of_range_is_recorded()
    {
        using IlgpuEngine engine = new(Hardware);
        SaxpyOnEngine saxpy = new(engine);
        saxpy.Run(KernelVariant.Checked, 2500, length: 2490);
        ItemRecord[] faults = saxpy.Faults;
        Assert.Equal(10, faults.Length);
        Assert.All(faults, fault => Assert.Equal(ErrorCode.OutOfRange, fault.Code));
        Assert.Equal(Enumerable.Range(2490, 10).Select(i => (long)i), faults.Select(fault => fault.Element).Order());
        Assert.Equal([.. saxpy.Expected[..2490], .. saxpy.Y[2490..]], saxpy.Result);
    }

    /// <summary>A wave of nothing does nothing, and a wave that ILGPU cannot start is refused.</summary>
    [Fact]
    public void Waves_of_no_and_of_too_many_items()
    {
        using IlgpuEngine engine = new(Hardware);
        SaxpyOnEngine saxpy = new(engine);
        saxpy.Run(KernelVariant.Linear, 0);
        Assert.Equal(saxpy.Y, saxpy.Result);
        Assert.Throws<HmmDeviceException>(() => saxpy.Run(KernelVariant.Linear, 1L << 31));
    }

    /// <summary>Engines that share a device do not disturb each other, from several threads.</summary>
    [Fact]
    public void Engines_share_a_device()
    {
        IlgpuHardware hardware = Hardware;
        Parallel.For(0, 4, _ =>
        {
            using IlgpuEngine engine = new(hardware);
            for (int round = 0; round < 10; round++)
            {
                SaxpyOnEngine saxpy = new(engine);
                saxpy.Run(round % 2 == 0 ? KernelVariant.Linear : KernelVariant.Checked, saxpy.X.Length);
                Assert.Equal(saxpy.Expected, saxpy.Result);
            }
        });
    }

    /// <summary>More than the device has is refused as such, and what was there stays.</summary>
    [Fact]
    public void Too_much_memory_is_refused()
    {
        using IlgpuEngine engine = new(Hardware);
        engine.Reserve(DeviceStorage.Frames, 4096);
        engine.Put<int>(DeviceStorage.Frames, 0, [1, 2, 3]);
        Assert.Throws<HmmOutOfMemoryException>(() => engine.Reserve(DeviceStorage.Frames, 1L << 52));
        Assert.Equal([1, 2, 3], engine.Get<int>(DeviceStorage.Frames, 0, 3));
    }
}
