// Safety: pointers are those of pins that live until the end of each test.
using System.Buffers;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A pin is a touch: what is written through its pointer reaches devices, in every mode.</summary>
public sealed unsafe class PinTouchTests
{
    private const int Length = 1 << 18;

    /// <summary>All modes.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_is_written_through_a_pin_reaches_devices(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        using (HmmPin<int> pin = array.Pin())
        {
            pin.Pointer[5] = 205;
        }

        TransparentKernels.Add(device, Length, 205, array);

        Assert.Equal((410, 205), (array[5], array[Length - 1]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_is_written_through_several_pins_reaches_devices(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        using HmmPin<int> first = array.Pin((0, 10));
        using HmmPin<int> second = array.Pin((Length / 2, Length));
        first.Pointer[5] = 1;
        second.Pointer[0] = 2;
        TransparentKernels.Add(device, Length, 10, array);
        first.Pointer[6] = 3;
        second.Pointer[Length / 2 - 1] = 4;
        TransparentKernels.Add(device, Length, 10, array);

        Assert.Equal([21, 13, 20, 22, 14], [array[5], array[6], array[7], array[Length / 2], array[Length - 1]]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_is_written_through_a_pinned_memory_reaches_devices(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        using (MemoryHandle handle = array.Memory[100..].Pin())
        using (MemoryHandle other = array.Memory.Pin())
        {
            ((int*)handle.Pointer)[0] = 7;
            ((int*)other.Pointer)[Length - 1] = 8;
            TransparentKernels.Add(device, Length, 1, array);
            ((int*)handle.Pointer)[1] += 9;
        }

        TransparentKernels.Add(device, Length, 1, array);
        Assert.Equal([9, 11, 10, 2], [array[100], array[101], array[Length - 1], array[0]]);
    }
}
