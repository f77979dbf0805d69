// Safety: pointers are used while the pin is there.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A type as which memory is used, with a kernel that reads and writes it and one that overwrites it.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="flip">Launches the kernel that changes elements.</param>
/// <param name="set">Launches the kernel that overwrites them.</param>
/// <param name="flipped">What the first makes of an element.</param>
/// <param name="made">What the second makes of an item and its value.</param>
internal sealed unsafe class CastType<T>(
    Action<HmmDevice, HmmExtent, int, HmmBuffer<T>> flip,
    Action<HmmDevice, HmmExtent, int, HmmBuffer<T>> set,
    Func<T, int, T> flipped,
    Func<int, int, T> made) : CastType
    where T : unmanaged
{
    /// <inheritdoc/>
    public override int Size => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public override CastRoot Make(HmmSpace space, long length) => new CastRoot<T>(space.Allocate<T>(length));

    /// <inheritdoc/>
    public override void Step(CastSubject subject)
    {
        Random random = subject.Random;
        int room = subject.Model.Length / Size;
        int start = random.Next(room);
        int count = 1 + random.Next(random.Next(3) == 0 ? Math.Min(room - start, 60) : room - start);
        HmmArray<T> view = subject.Root.View<T>(start, count);
        Span<T> model = MemoryMarshal.Cast<byte, T>(subject.Model.AsSpan()).Slice(start, count);
        int first = random.Next(count);
        int end = first + 1 + random.Next(count - first);
        Span<T> part = model[first..end];
        int value = random.Next(1, 1000);
        HmmDevice device = subject.AnyDevice();
        switch (random.Next(13))
        {
            case 0:
                random.NextBytes(MemoryMarshal.AsBytes(part));
                part.CopyTo(view.AsSpan(first, part.Length));
                break;
            case 1:
                AssertSame(model[first..(first + 1)], [view[first]]);
                view[first] = model[first] = made(first, value);
                break;
            case 2 or 3:
                flip(device, HmmExtent.Range(first, end), value, view);
                for (int i = first; i < end; i++)
                {
                    model[i] = flipped(model[i], value);
                }

                break;
            case 4:
                set(device, HmmExtent.Range(first, end), value, view);
                Set(model, first, end, value);
                break;
            case 5:
                set(device, count, value, view.Memory);
                Set(model, 0, count, value);
                break;
            case 6:
                view.Prefetch(device, (first, end), random.Next(2) == 0 ? HmmPrefetch.ForReading : HmmPrefetch.ForWriting);
                break;
            case 7:
                view.Discard((first, end));
                part.Clear();
                break;
            case 8:
                view[first..end].Fill(made(1, value));
                part.Fill(made(1, value));
                break;
            case 9:
                Pin(view, model, first, end, value, device);
                break;
            case 10:
                CheckSnapshot(view, first, end, device);
                break;
            case 11:
                Protect(view, model, start, first, value, device);
                break;
            default:
                view.Prefetch(HmmDevice.Host, (first, end));
                view.Flush();
                break;
        }

        AssertSame(part, view.AsReadOnlySpan(first, part.Length));
        if (random.Next(4) == 0)
        {
            AssertSame(model, view.ToArray());
        }
    }

    private static void AssertSame(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
    {
        ReadOnlySpan<byte> right = MemoryMarshal.AsBytes(expected);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(actual);
        int same = right.CommonPrefixLength(bytes);
        Assert.True(same == right.Length && bytes.Length == right.Length, $"As {typeof(T).Name} byte {same} of {right.Length} is wrong.");
    }

    private static void CheckSnapshot(HmmArray<T> view, int first, int end, HmmDevice device)
    {
        long next = first;
        foreach (HmmPageRun run in view.Snapshot(device, (first, end)))
        {
            Assert.Equal(next, run.Start);
            Assert.True(run.End > run.Start && run.Pages > 0, $"{run}");
            next = run.End;
        }

        Assert.Equal(end, next);
    }

    private void Set(Span<T> model, int first, int end, int value)
    {
        for (int i = first; i < end; i++)
        {
            model[i] = made(i, value);
        }
    }

    private void Pin(HmmArray<T> view, Span<T> model, int first, int end, int value, HmmDevice device)
    {
        using HmmPin<T> pin = view.Pin((first, end));
        model[first] = *pin.Pointer = made(first, value);
        flip(device, HmmExtent.Range(first, end), value, view);
        for (int i = first; i < end; i++)
        {
            model[i] = flipped(model[i], value);
        }

        AssertSame(model[first..end], new ReadOnlySpan<T>(pin.Pointer, end - first));
    }

    /// <summary>Protects the page of an element: errors name the first element of the view that lies on it.</summary>
    private void Protect(HmmArray<T> view, Span<T> model, int start, int element, int value, HmmDevice device)
    {
        int perPage = (Size % 3 == 0 ? 3 : 1) * 4096 / Size;
        int first = Math.Max(0, (start + element) / perPage * perPage - start);
        view.Protect((element, element + 1), HmmProtection.ReadOnly);
        try
        {
            Assert.Equal(first, Assert.Throws<HmmAccessException>(() => view.AsSpan(0, element + 1)).ElementIndex);
            HmmAccessException refusal = Assert.Throws<HmmAccessException>(() => set(device, HmmExtent.Range(first, first + 1), value, view));
            Assert.Equal((first, "target", HmmAccessViolation.ReadOnly), (refusal.ElementIndex, refusal.Parameter, refusal.Violation));
            set(device, first, value, view);
            Set(model, 0, first, value);
        }
        finally
        {
            view.Protect((element, element + 1), HmmProtection.ReadWrite);
        }
    }
}
