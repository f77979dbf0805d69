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
}
