// Safety: a pin's pointer is used for one element, which is inside the array, and while the pin is held.
using System.Runtime.CompilerServices;
using HmmGen.Tests.Transparent;

namespace HmmGen.Tests.Lifetimes;

/// <summary>Owns an array, and uses it in its finalizer: one touch after each of some collections.</summary>
internal sealed unsafe class ArrayOwner
{
    /// <summary>What finalizers write. No array that is in use has such an element.</summary>
    public const int Written = -1;

    private readonly Queue<FinalTouch> _touches;
    private readonly HmmDevice _device;
    private readonly FinalWitness _witness;
    private HmmArray<int>? _array;

    private ArrayOwner(IEnumerable<FinalTouch> touches, HmmDevice device, FinalWitness witness)
    {
        _touches = new Queue<FinalTouch>(touches);
        _device = device;
        _witness = witness;
    }

    /// <summary>Touches the array, and again after the next collection if there is another touch.</summary>
    ~ArrayOwner()
    {
        if (_touches.TryDequeue(out FinalTouch touch))
        {
            Touch(_array!, touch, _device, _witness);
            GC.ReRegisterForFinalize(this);
        }
    }

    /// <summary>Makes an owner that nothing refers to.</summary>
    /// <param name="space">The space of its array.</param>
    /// <param name="length">The array's length.</param>
    /// <param name="isFirst">Whether the owner is made before the array, and so its finalizer may run after that of the memory.</param>
    /// <param name="isShared">Whether there is a span before the array is dropped.</param>
    /// <param name="touches">What its finalizer does, one after each collection.</param>
    /// <param name="device">The device that it uses.</param>
    /// <param name="witness">What it leaves.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Drop(
        HmmSpace space, int length, bool isFirst, bool isShared, IEnumerable<FinalTouch> touches, HmmDevice device, FinalWitness witness)
    {
        HmmArray<int>? array = isFirst ? null : space.Allocate<int>(length);
        ArrayOwner owner = new(touches, device, witness);
        owner._array = array ?? space.Allocate<int>(length);
        if (isShared)
        {
            owner._array.AsSpan().Fill(Written);
        }

        GC.KeepAlive(owner);
    }

    /// <summary>Collects until finalizers have nothing more to do.</summary>
    public static void Collect()
    {
        for (int i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>Touches an array, which may have ended.</summary>
    public static void Touch(HmmArray<int> array, FinalTouch touch, HmmDevice device, FinalWitness witness)
    {
        try
        {
            Use(array, touch, device, witness);
        }
        catch (ObjectDisposedException)
        {
            // The array has ended before.
        }
        catch (HmmAccessException) when (touch != FinalTouch.Protect)
        {
            // Another touch has protected it.
        }
        catch (Exception failure)
        {
            witness.Failures.Enqueue(new InvalidOperationException($"{touch}: {failure.Message}", failure));
        }
    }

    private static void Use(HmmArray<int> array, FinalTouch touch, HmmDevice device, FinalWitness witness)
    {
        switch (touch)
        {
            case FinalTouch.Element:
                _ = array[array.Length - 1];
                break;
            case FinalTouch.Span:
                array.AsSpan().Fill(Written);
                break;
            case FinalTouch.ReadOnlySpan:
                _ = array.AsReadOnlySpan().IndexOf(5);
                break;
            case FinalTouch.Overwriting:
                array.AsSpanForOverwrite().Fill(Written);
                break;
            case FinalTouch.Memory:
                array.Memory.Span.Fill(Written);
                break;
            case FinalTouch.Pin:
                HmmPin<int> pin = array.Pin();
                pin.Pointer[array.Length - 1] = Written;
                witness.Pins.Enqueue(pin);
                break;
            case FinalTouch.MemoryPin:
                witness.Handles.Enqueue(array.Memory.Pin());
                break;
            case FinalTouch.Enumerate:
                foreach (int element in array)
                {
                    _ = element;
                }

                break;
            case FinalTouch.ToArray:
                _ = array.ToArray();
                break;
            case FinalTouch.Fill:
                array.Fill(Written);
                break;
            case FinalTouch.Save:
                string path = Path.GetTempFileName();
                array.SaveAsync(path).GetAwaiter().GetResult();
                File.Delete(path);
                break;
            case FinalTouch.Launch:
                TransparentKernels.Add(device, (int)array.Length, 1, array);
                break;
            case FinalTouch.LaunchOnHost:
                TransparentKernels.Add(HmmDevice.Host, (int)array.Length, 1, array);
                break;
            case FinalTouch.Prefetch:
                array.Prefetch(device, HmmRange.All);
                break;
            case FinalTouch.Protect:
                array.Protect(HmmRange.All, HmmProtection.ReadOnly);
                break;
            case FinalTouch.Dispose:
                array.Dispose();
                break;
            case FinalTouch.Resurrect:
                witness.Arrays.Enqueue(array);
                break;
            case FinalTouch.ResurrectAndDispose:
                witness.Arrays.Enqueue(array);
                Thread.Yield();
                array.Dispose();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(touch));
        }
    }
}
