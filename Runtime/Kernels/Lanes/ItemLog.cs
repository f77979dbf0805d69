// Safety: generated code gives references to elements that are there, as many as it says, in memory that the launch has pinned or owns; they are written back to
// within the same call.
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// What a work item found in elements that it has changed, so that they can be changed back and the item can run again from its start. A thread has memory for one
/// item.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct ItemLog
{
    /// <summary>The bytes that are kept at most. Items that change more are changed back before that, and run through the user's method.</summary>
    internal const int MostBytes = 1 << 20;

    /// <summary>The changes that are kept at most.</summary>
    internal const int MostChanges = 1 << 10;

    private const int FirstBytes = 1 << 12;

    // Loops that change a few spans change the same elements of each in turn.
    private const int Looked = 4;

    [ThreadStatic]
    private static Room? _kept;

    private readonly Room _room = _kept ??= new Room();
    private int _count;
    private int _bytes;
    private nint _first;
    private nint _end;

    /// <summary>Begins with no change.</summary>
    public ItemLog()
    {
    }

    /// <summary>Keeps elements before they are changed.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="first">The first one.</param>
    /// <param name="count">Their number, at least 1.</param>
    /// <returns>False when that is too much to be kept.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Keep<T>(ref T first, long count)
        where T : unmanaged
    {
        // Turns of a loop mostly change the same elements again.
        nint origin = (nint)Unsafe.AsPointer(ref first);
        return (origin >= _first && origin + (nint)count * sizeof(T) <= _end) || Keep(origin, count * sizeof(T));
    }

    /// <summary>Forgets all changes: the item is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear() => _count = _bytes = (int)(_first = _end = 0);

    /// <summary>Takes all changes back, the last one first.</summary>
    public void Undo()
    {
        while (_count > 0)
        {
            (nint origin, int bytes) = _room.Changes[--_count];
            _bytes -= bytes;
            _room.Bytes.AsSpan(_bytes, bytes).CopyTo(new Span<byte>((void*)origin, bytes));
        }

        Clear();
    }

    private bool Keep(nint origin, long bytes)
    {
        for (int change = _count - 2; change >= 0 && change >= _count - Looked; change--)
        {
            (nint known, int length) = _room.Changes[change];
            if (origin >= known && origin + bytes <= known + length)
            {
                (_first, _end) = (known, known + length);
                return true;
            }
        }

        if (_count == MostChanges || bytes > MostBytes - _bytes)
        {
            return false;
        }

        int end = _bytes + (int)bytes;
        if (end > _room.Bytes.Length)
        {
            Array.Resize(ref _room.Bytes, Math.Max(end, 2 * _room.Bytes.Length));
        }

        new Span<byte>((void*)origin, (int)bytes).CopyTo(_room.Bytes.AsSpan(_bytes));
        _room.Changes[_count++] = (origin, (int)bytes);
        (_first, _end) = (origin, origin + (nint)bytes);
        _bytes = end;
        return true;
    }

    private sealed class Room
    {
        public readonly (nint Origin, int Bytes)[] Changes = new (nint Origin, int Bytes)[MostChanges];

        public byte[] Bytes = new byte[FirstBytes];
    }
}
