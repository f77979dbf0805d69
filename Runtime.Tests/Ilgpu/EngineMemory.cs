// Safety: every pointer is to a span that is fixed while the one copy that uses it runs.
using HmmGen.Devices;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Copies between spans and an engine.</summary>
internal static unsafe class EngineMemory
{
    /// <summary>Copies values to the device.</summary>
    public static void Put<T>(this DeviceEngine engine, DeviceStorage storage, long offset, ReadOnlySpan<T> values) where T : unmanaged
    {
        fixed (T* source = values)
        {
            engine.Upload(storage, offset, source, (long)values.Length * sizeof(T));
        }
    }

    /// <summary>Copies values from the device.</summary>
    public static T[] Get<T>(this DeviceEngine engine, DeviceStorage storage, long offset, int count) where T : unmanaged
    {
        T[] values = new T[count];
        fixed (T* target = values)
        {
            engine.Download(storage, offset, target, (long)count * sizeof(T));
        }

        return values;
    }
}
