using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>An array and a mapped file that two devices and the host use, beside plain arrays that say what they must hold.</summary>
internal sealed class MemoryModel : IDisposable
{
    /// <summary>The number of elements: twenty pages, the last one not whole.</summary>
    public const int Length = 20_001;

    /// <summary>The number of arrays; the last is a file.</summary>
    public const int Subjects = 2;

    /// <summary>Where the map begins in its file.</summary>
    public const int FileOffset = 12;

    /// <summary>The size of the file: something comes after the map.</summary>
    public const int FileBytes = FileOffset + Length * sizeof(int) + 100;

    private readonly HmmSpace _space;
    private readonly SimulatedOptions[] _options;
    private readonly HmmDevice[] _devices;
    private readonly ModelSubject[] _subjects;
    private readonly HmmArray<int> _constants;
    private readonly ModelFiles _files = new();

    /// <summary>Makes a model.</summary>
    /// <param name="space">Where the arrays come from.</param>
    /// <param name="first">The first device's options.</param>
    /// <param name="second">The second device's options.</param>
    public MemoryModel(HmmSpace space, SimulatedOptions first, SimulatedOptions second)
    {
        _space = space;
        _options = [first, second];
        _devices = [HmmDevice.Simulated(first), HmmDevice.Simulated(second)];
        _constants = space.MapFile<int>(_files.Constants, FileAccess.Read);
        _subjects = [new ModelSubject(space, null), new ModelSubject(space, _files.Mapped)];
    }

    /// <summary>Applies operations one after another.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="collecting">Whether there is a collection after each of them.</param>
    /// <param name="done">Is told of each before it begins.</param>
    public void Apply(ReadOnlySpan<ModelOperation> operations, bool collecting, Action<ModelOperation> done)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            ModelOperation operation = operations[i];
            done(operation);
            if (operation.Kind == ModelOperationKind.Outlive)
            {
                Outlive(operation, operations[(i + 1)..], collecting, done);
                return;
            }

            Apply(operation, _subjects[operation.Subject]);
            if (collecting)
            {
                Collect(operation.Value);
            }
        }
    }

    /// <summary>Compares everything.</summary>
    public void Check()
    {
        foreach (ModelSubject subject in _subjects)
        {
            subject.Compare(0, Length);
        }

        foreach (HmmDevice device in _devices)
        {
            Assert.InRange(device.Session.Memory.UsedFrames, 0, device.Session.Memory.Capacity);
        }
    }

    /// <summary>Ends a device and the arrays, and compares what is left of them.</summary>
    public void End()
    {
        _devices[0].Dispose();
        foreach (ModelSubject subject in _subjects)
        {
            subject.Dispose();
            subject.CompareFile();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _devices[0].Dispose();
        foreach (ModelSubject subject in _subjects)
        {
            subject.Dispose();
        }

        _constants.Dispose();
        _devices[1].Dispose();
        _files.Dispose();
    }

    private static void Collect(int value)
    {
        switch (value % 5)
        {
            case 0:
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                break;
            case 1:
                GC.Collect();
                GC.WaitForPendingFinalizers();
                break;
            case 2:
                GC.Collect(2, GCCollectionMode.Forced, blocking: false);
                break;
            default:
                GC.Collect(value % 2);
                break;
        }
    }

    /// <summary>A span lives on without its array, while other operations follow.</summary>
    private void Outlive(ModelOperation operation, ReadOnlySpan<ModelOperation> following, bool collecting, Action<ModelOperation> done)
    {
        int length = operation.End - operation.Start;
        Span<int> span = Orphan(_devices[operation.Device], length, operation.Value);
        Apply(following, collecting, done);
        Collect(operation.Value);
        Assert.Equal(-1, span.IndexOfAnyExcept(operation.Value + 1));
        span.Fill(3);
        Collect(operation.Value + 1);
        Assert.Equal(-1, span.IndexOfAnyExcept(3));
    }

    /// <summary>A span over an array that nobody refers to; where memory is transparent a device has its elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<int> Orphan(HmmDevice device, int length, int value)
    {
        HmmArray<int> array = value % 4 == 0 ? new HmmSpace(_space.HostMode) { LargestOnHeap = 0 }.Allocate<int>(length) : _space.Allocate<int>(length);
        array.AsSpan().Fill(value);
        if (_space.HostMode == HmmHostMode.Scopes)
        {
            TransparentKernels.Add(device, length, 1, array);
            return array.AsSpan();
        }

        Span<int> span = array.AsSpan();
        TransparentKernels.Add(device, length, 1, array);
        return span;
    }

    private void Apply(ModelOperation operation, ModelSubject subject)
    {
        (ModelOperationKind kind, int number, _, int start, int end, int value) = operation;
        HmmDevice device = _devices[operation.Device];
        HmmArray<int> array = subject.Array;
        HmmExtent extent = HmmExtent.Range(start, end);
        Span<int> model = subject.Model.AsSpan(start, end - start);
        switch (kind)
        {
            case ModelOperationKind.Add:
                Launch(subject, start, end, () => TransparentKernels.Add(device, extent, value, array), i => subject.Model[i] + value);
                break;
            case ModelOperationKind.Fill:
                Launch(subject, start, end, () => TransparentKernels.Fill(device, extent, value, array), _ => value);
                break;
            case ModelOperationKind.Copy:
                bool constant = value % 2 == 0;
                HmmArray<int> source = constant ? _constants : _subjects[1 - number].Array;
                int[] values = constant ? [] : _subjects[1 - number].Model;
                Launch(
                    subject, start, end, () => TransparentKernels.Copy(device, extent, source, array), i => constant ? 1000 + i : values[i]);
                break;
            case ModelOperationKind.AddOnHost:
                Launch(subject, start, end, () => TransparentKernels.Add(HmmDevice.Host, extent, value, array), i => subject.Model[i] + value);
                break;
            case ModelOperationKind.AddBesideWriter:
                AddBesideWriter(subject, device, start, end, value);
                break;
            case ModelOperationKind.Write:
                Change(subject, start, end, () => subject.Writing(start, end).Fill(value), _ => value);
                break;
            case ModelOperationKind.Read:
                subject.Compare(start, end);
                break;
            case ModelOperationKind.Sprinkle:
                Sprinkle(subject, start, end, value);
                break;
            case ModelOperationKind.Prefetch:
                array.Prefetch(value % 4 == 0 ? HmmDevice.Host : device, (start, end));
                break;
            case ModelOperationKind.Advise:
                array.Advise(value % 2 == 0 ? HmmAdvice.Normal : HmmAdvice.Streaming);
                break;
            case ModelOperationKind.Evict:
                using (DeviceMemory.LaunchResidency residency = device.Session.Memory.Begin([], _ => false))
                {
                    residency.EvictUnpromised();
                    residency.Finish();
                }

                break;
            case ModelOperationKind.Trim:
                device.Trim();
                break;
            case ModelOperationKind.ReplaceDevice:
                ReplaceDevice(operation.Device, disposing: value % 2 == 0);
                break;
            case ModelOperationKind.Protect:
                subject.Protect(start, end, value % 3 == 0);
                break;
            case ModelOperationKind.Discard:
                Change(subject, start, end, () => array.Discard((start, end)), _ => 0);
                break;
            case ModelOperationKind.FillByArray:
                Change(subject, start, end, () => array.Slice(start, end - start).Fill(value), _ => value);
                break;
            case ModelOperationKind.Overwrite:
                Change(subject, start, end, () => array.AsSpanForOverwrite(start, end - start).Fill(value), _ => value);
                break;
            case ModelOperationKind.CopyOut:
                Assert.True(array.Slice(start, end - start).ToArray().AsSpan().SequenceEqual(model));
                break;
            case ModelOperationKind.CopyIn:
                CopyIn(subject, _subjects[1 - number], start, end, value);
                break;
            case ModelOperationKind.Pin:
                subject.Pin(start, end);
                break;
            case ModelOperationKind.PinMemory:
                subject.PinMemory();
                break;
            case ModelOperationKind.WriteThroughPin:
                subject.WriteThroughPin(value);
                break;
            case ModelOperationKind.Unpin:
                subject.Unpin();
                break;
            case ModelOperationKind.WriteFile:
                WriteFile(subject, start, end);
                break;
            case ModelOperationKind.ReadFile:
                ReadFile(subject, start, end, value);
                break;
            case ModelOperationKind.Flush:
                subject.Flush();
                break;
            case ModelOperationKind.Replace:
                subject.Replace();
                break;
            default:
                Collect(value);
                break;
        }
    }

    /// <summary>A device ends, or is only dropped, and another takes its place: what it had stays.</summary>
    private void ReplaceDevice(int number, bool disposing)
    {
        if (disposing)
        {
            _devices[number].Dispose();
        }

        _devices[number] = HmmDevice.Simulated(_options[number]);
    }

    private static void Launch(ModelSubject subject, int start, int end, Action launch, Func<int, int> result)
    {
        if (!subject.IsForbidden(start, end))
        {
            launch();
            Set(subject, start, end, result);
            return;
        }

        // A launch that fails has written an unknown part of what it may.
        Assert.Throws<HmmAccessException>(launch);
        subject.Accept(start, end, result);
    }

    private static void Change(ModelSubject subject, int start, int end, Action change, Func<int, int> result)
    {
        if (subject.IsForbidden(start, end))
        {
            Assert.Throws<HmmAccessException>(() => subject.Array.AsSpan(start, end - start).Length);
            return;
        }

        change();
        Set(subject, start, end, result);
    }

    private static void Set(ModelSubject subject, int start, int end, Func<int, int> result)
    {
        for (int i = start; i < end; i++)
        {
            subject.Model[i] = result(i);
        }
    }

    private static void AddBesideWriter(ModelSubject subject, HmmDevice device, int start, int end, int value)
    {
        int first = start / 2;
        int last = (end + 1) / 2;
        if (subject.IsForbidden(2 * first, 2 * last - 1))
        {
            return;
        }

        int step = value % 700 * 2 + 2;
        Task writer = subject.IsTransparent ? Task.Run(() => WriteOdd(subject, step, value)) : Task.CompletedTask;
        TransparentKernels.AddToEven(device, HmmExtent.Range(first, last), value, subject.Array);
        writer.GetAwaiter().GetResult();
        for (int i = first; i < last; i++)
        {
            subject.Model[2 * i] += value;
        }

        for (int i = 1; subject.IsTransparent && i < Length; i += step)
        {
            subject.Model[i] = subject.Locked[i] ? subject.Model[i] : value - i;
        }
    }

    private static void WriteOdd(ModelSubject subject, int step, int value)
    {
        for (int i = 1; i < Length; i += step)
        {
            if (!subject.Locked[i])
            {
                subject.Writing(i, i + 1)[0] = value - i;
            }

            Assert.Equal(subject.Locked[i] ? subject.Model[i] : value - i, subject.Reading(i, i + 1)[0]);
        }
    }

    private static void Sprinkle(ModelSubject subject, int start, int end, int value)
    {
        for (int i = start; i < end; i += 900 + value % 300)
        {
            if (!subject.Locked[i])
            {
                subject.Writing(i, i + 1)[0] += value;
                subject.Model[i] += value;
            }

            Assert.Equal(subject.Model[i], subject.Reading(i, i + 1)[0]);
        }
    }

    private static void CopyIn(ModelSubject subject, ModelSubject other, int start, int end, int value)
    {
        HmmArray<int> target = subject.Array.Slice(start, end - start);
        if (value % 2 == 0)
        {
            Change(subject, start, end, () => other.Array.Slice(start, end - start).CopyTo(target), i => other.Model[i]);
        }
        else
        {
            int[] values = [.. Enumerable.Range(value, end - start)];
            Change(subject, start, end, () => target.CopyFrom(values), i => values[i - start]);
        }
    }

    private void WriteFile(ModelSubject subject, int start, int end)
    {
        using HmmPin<int>? pin = subject.ServesSystemCalls ? null : subject.Array.Pin((start, end));
        using (FileStream stream = new(_files.Scratch, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            stream.Write(MemoryMarshal.AsBytes(subject.Array.AsReadOnlySpan(start, end - start)));
        }

        byte[] bytes = File.ReadAllBytes(_files.Scratch);
        Assert.True(MemoryMarshal.Cast<byte, int>(bytes).SequenceEqual(subject.Model.AsSpan(start, end - start)));
    }

    private void ReadFile(ModelSubject subject, int start, int end, int value)
    {
        File.WriteAllBytes(_files.Scratch, MemoryMarshal.AsBytes<int>(Enumerable.Range(value, end - start).ToArray()));
        Change(subject, start, end, Read, i => value + i - start);

        void Read()
        {
            using HmmPin<int>? pin = subject.ServesSystemCalls ? null : subject.Array.Pin((start, end));
            using FileStream stream = new(_files.Scratch, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            stream.ReadExactly(MemoryMarshal.AsBytes(subject.Array.AsSpan(start, end - start)));
        }
    }
}
