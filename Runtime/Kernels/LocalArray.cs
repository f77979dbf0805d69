using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>Small local arrays of work items, in control memory. Generated code calls it on the device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LocalArray
{
    /// <summary>Sets all elements to zero.</summary>
    /// <typeparam name="TMemory">How the device's memory is reached.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memory">The device's memory.</param>
    /// <param name="array">The array's offset in control memory.</param>
    /// <param name="size">The size of an element in bytes.</param>
    /// <param name="length">The number of elements.</param>
    public static void Clear<TMemory, T>(TMemory memory, long array, int size, int length)
        where TMemory : struct, IDeviceMemory<TMemory>
        where T : unmanaged
    {
        for (int i = 0; i < length; i++)
        {
            TMemory.Control<T>(memory, array + (long)i * size) = default;
        }
    }
}
