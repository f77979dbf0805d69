namespace HmmGen.Launching.Lanes;

/// <summary>Pinned memory for the threads' copies of tables, which all launches of a device share.</summary>
internal sealed class TableRooms
{
    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _free = new();

    /// <summary>The bytes of a room.</summary>
    public const int Size = 288 << 10;

    /// <summary>Takes a room. No launch has more of them than threads.</summary>
    /// <returns>The room, with anything in it.</returns>
    public byte[] Take()
    {
        lock (_gate)
        {
            return _free.TryPop(out byte[]? room) ? room : GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        }
    }

    /// <summary>Gives a room back.</summary>
    /// <param name="room">The room.</param>
    public void Return(byte[] room)
    {
        lock (_gate)
        {
            _free.Push(room);
        }
    }
}
