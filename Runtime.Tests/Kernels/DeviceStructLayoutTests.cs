using System.Runtime.InteropServices;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Kernels;

/// <summary>A struct that does not lie as its device struct does is refused, by its size or by one of its fields.</summary>
public sealed class DeviceStructLayoutTests
{
    [Fact]
    public void Equal_layouts_are_confirmed()
    {
        Source source = default;
        Device device = default;

        DeviceStructLayout.Confirm<Source, Device>();
        DeviceStructLayout.ConfirmField(in source, in source.Flag, in device, in device.Flag, nameof(Source.Flag));
        DeviceStructLayout.ConfirmField(in source, in source.Number, in device, in device.Number, nameof(Source.Number));
    }

    [Fact]
    public void Another_size_is_refused() =>
        Assert.Contains("has 12 bytes", Assert.Throws<NotSupportedException>(DeviceStructLayout.Confirm<Longer, Device>).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_place_is_refused()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(static () =>
        {
            Swapped source = default;
            Device device = default;
            DeviceStructLayout.Confirm<Swapped, Device>();
            DeviceStructLayout.ConfirmField(in source, in source.Number, in device, in device.Number, "Number");
        });

        Assert.Contains("has 'Number' at byte 0 with 4 bytes, but the kernel was built for byte 4 with 4 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_size_of_a_field_is_refused()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(static () =>
        {
            Wider source = default;
            Device device = default;
            DeviceStructLayout.Confirm<Wider, Device>();
            DeviceStructLayout.ConfirmField(in source, in source.Flag, in device, in device.Flag, "Flag");
        });

        Assert.Contains("has 'Flag' at byte 0 with 2 bytes, but the kernel was built for byte 0 with 1 bytes", error.Message, StringComparison.Ordinal);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Source
    {
        public bool Flag;
        public readonly int Number;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Device
    {
        public byte Flag;
        public int Number;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Swapped
    {
        [FieldOffset(4)]
        public bool Flag;

        [FieldOffset(0)]
        public int Number;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Longer
    {
        public bool Flag;
        public int Number;
        public int More;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Wider
    {
        public short Flag;
        public int Number;
    }
}
