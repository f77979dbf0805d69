// Safety: rooms are pinned for as long as they exist, and each copy in them is as long as its table; the tables themselves are those that the launch has pinned.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// The tables of a launch, of which each thread has copies of its own while it runs items. At the end of the launch the copies change the tables, also when an
/// item has failed: the items before it have had their effects.
/// </summary>
/// <param name="descriptor">The kernel.</param>
/// <param name="device">The device.</param>
internal sealed unsafe class LaneTables(KernelDescriptor descriptor, DeviceSession device)
{
    // Copies of longer tables leave the cache, and joining them takes as long as many items.
    private const long MostBytes = 64 << 10;
    private const int ItemsPerElement = 8;
    private const int Line = 64;

    private readonly Lock _gate = new();
    private readonly Stack<TableCopy> _filled = new();
    private readonly Stack<TableCopy> _spare = new();
    private readonly nint[] _apart = new nint[descriptor.Parameters.Count];
    private DeviceSpan[] _bound = [];
    private bool _isCopied;

    /// <summary>The tables of a kernel.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="device">The device.</param>
    /// <returns>Null when it has none.</returns>
    public static LaneTables? Of(KernelDescriptor descriptor, DeviceSession device)
        => descriptor.Lanes is { Tables.Count: > 0 } ? new LaneTables(descriptor, device) : null;

    /// <summary>Begins a launch, and decides of which tables threads have copies.</summary>
    /// <param name="lanes">How items run side by side; null for one by one.</param>
    /// <param name="bound">The place of each span parameter's elements.</param>
    /// <param name="items">The items of the launch.</param>
    public void Begin(KernelLanes? lanes, DeviceSpan[] bound, long items)
    {
        _bound = bound;
        long left = TableRooms.Size - Line;
        foreach (KernelTable table in descriptor.Lanes!.Tables)
        {
            long length = bound[table.Parameter].Length;
            long bytes = length * descriptor.Parameters[table.Parameter].ElementSize;

            // A line more, so that the copies of one element lie in different sets of the cache.
            long apart = (bytes + Line - 1) / Line * Line + Line;
            bool pays = items / ItemsPerElement >= length || device.Options.Testing.HasLanesAlways;
            bool isCopied = lanes is not null && pays && bytes is > 0 and <= MostBytes && LaneTable.Copies * apart <= left;
            _apart[table.Parameter] = isCopied ? (nint)apart : 0;
            left -= isCopied ? LaneTable.Copies * apart : 0;
        }

        _isCopied = left < TableRooms.Size - Line;
    }

    /// <summary>Gives a thread copies, for items that it runs.</summary>
    /// <returns>The copies, which the thread gives back; null when threads share the tables.</returns>
    public TableCopy? Take()
    {
        if (!_isCopied)
        {
            return null;
        }

        TableCopy? copy;
        lock (_gate)
        {
            if (_filled.TryPop(out copy))
            {
                return copy;
            }

            _ = _spare.TryPop(out copy);
        }

        copy ??= new TableCopy(_bound.Length);
        Fill(copy);
        return copy;
    }

    /// <summary>Takes copies back. Another thread of the launch may get them.</summary>
    /// <param name="copy">The copies.</param>
    public void Return(TableCopy? copy)
    {
        if (copy is not null)
        {
            lock (_gate)
            {
                _filled.Push(copy);
            }
        }
    }

    /// <summary>Ends a launch: all copies change the tables.</summary>
    public void End()
    {
        _isCopied = false;
        while (_filled.TryPop(out TableCopy? copy))
        {
            foreach (KernelTable table in descriptor.Lanes!.Tables)
            {
                if (_apart[table.Parameter] != 0)
                {
                    Join(table, copy);
                }
            }

            device.TableRooms.Return(copy.Room);
            copy.Room = [];
            _spare.Push(copy);
        }
    }

    private void Fill(TableCopy copy)
    {
        copy.Room = device.TableRooms.Take();
        _bound.CopyTo(copy.Bound, 0);
        _apart.CopyTo(copy.Apart, 0);
        byte* next = (byte*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(copy.Room)) + Line - 1) & -Line);
        foreach (KernelTable table in descriptor.Lanes!.Tables)
        {
            nint apart = _apart[table.Parameter];
            if (apart != 0)
            {
                new Span<byte>(next, (int)(LaneTable.Copies * apart)).Fill(table.Change == TableChange.And ? byte.MaxValue : byte.MinValue);
                copy.Bound[table.Parameter].Origin = (nint)next;
                next += LaneTable.Copies * apart;
            }
        }
    }

    private void Join(KernelTable table, TableCopy copy)
    {
        bool isLong = descriptor.Parameters[table.Parameter].ElementSize == sizeof(long);
        switch (table.Change)
        {
            case TableChange.Add when isLong:
                Join<long, Addition<long>>(table.Parameter, copy);
                break;
            case TableChange.Add:
                Join<int, Addition<int>>(table.Parameter, copy);
                break;
            case TableChange.And when isLong:
                Join<long, Intersection<long>>(table.Parameter, copy);
                break;
            case TableChange.And:
                Join<int, Intersection<int>>(table.Parameter, copy);
                break;
            case TableChange.Or when isLong:
                Join<long, Union<long>>(table.Parameter, copy);
                break;
            case TableChange.Or:
                Join<int, Union<int>>(table.Parameter, copy);
                break;
        }
    }

    private void Join<T, TChange>(int parameter, TableCopy copy)
        where T : unmanaged, IBinaryInteger<T>
        where TChange : ITableChange<T>
    {
        ref T shared = ref *(T*)_bound[parameter].Origin;
        ref T own = ref *(T*)copy.Bound[parameter].Origin;
        for (int i = 0; i < _bound[parameter].Length; i++)
        {
            T value = Unsafe.Add(ref own, i);
            for (int other = 1; other < LaneTable.Copies; other++)
            {
                value = TChange.Of(value, Unsafe.Add(ref Unsafe.AddByteOffset(ref own, other * copy.Apart[parameter]), i));
            }

            if (value != TChange.Identity)
            {
                TChange.Atomically(ref Unsafe.Add(ref shared, i), value);
            }
        }
    }
}
