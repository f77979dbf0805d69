using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Confirms that a device struct has its fields where the user's struct has them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceStructLayout
{
    /// <summary>Compares a struct with its device struct.</summary>
    /// <typeparam name="TSource">The user's struct.</typeparam>
    /// <typeparam name="TDevice">The generated device struct.</typeparam>
    /// <exception cref="NotSupportedException">Their sizes differ.</exception>
    public static void Confirm<TSource, TDevice>()
        where TSource : unmanaged
        where TDevice : unmanaged
    {
        if (Unsafe.SizeOf<TSource>() != Unsafe.SizeOf<TDevice>())
        {
            throw new NotSupportedException(
                $"{typeof(TSource)} has {Unsafe.SizeOf<TSource>()} bytes, but its fields in sequence have {Unsafe.SizeOf<TDevice>()}:"
                + " a kernel cannot use a struct whose layout is not sequential.");
        }
    }

    /// <summary>Compares the place of a field in a struct with its place in the device struct.</summary>
    /// <typeparam name="TSource">The user's struct.</typeparam>
    /// <typeparam name="TSourceField">The type of its field.</typeparam>
    /// <typeparam name="TDevice">The generated device struct.</typeparam>
    /// <typeparam name="TDeviceField">The type of its field.</typeparam>
    /// <param name="source">A value of the user's struct.</param>
    /// <param name="sourceField">The field in it.</param>
    /// <param name="device">A value of the device struct.</param>
    /// <param name="deviceField">The field in it.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="NotSupportedException">The places differ.</exception>
    public static void ConfirmField<TSource, TSourceField, TDevice, TDeviceField>(
        in TSource source, in TSourceField sourceField, in TDevice device, in TDeviceField deviceField, string name)
        where TSource : unmanaged
        where TSourceField : unmanaged
        where TDevice : unmanaged
        where TDeviceField : unmanaged
    {
        long here = Place(in source, in sourceField);
        long there = Place(in device, in deviceField);
        if (here != there || Unsafe.SizeOf<TSourceField>() != Unsafe.SizeOf<TDeviceField>())
        {
            throw Misplaced(typeof(TSource), name, (here, Unsafe.SizeOf<TSourceField>()), (there, Unsafe.SizeOf<TDeviceField>()));
        }
    }

    private static NotSupportedException Misplaced(Type type, string name, (long Place, int Bytes) now, (long Place, int Bytes) then) => new(
        $"{type} has '{name}' at byte {now.Place} with {now.Bytes} bytes, but the kernel was built for byte {then.Place} with {then.Bytes} bytes:"
        + " build it again with the assembly that it runs with. A kernel cannot use a struct whose layout is not sequential.");

    private static long Place<T, TField>(in T value, in TField field)
        where T : unmanaged
        where TField : unmanaged
        => Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value)), ref Unsafe.As<TField, byte>(ref Unsafe.AsRef(in field)));
}
