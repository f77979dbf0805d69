// Safety: this file makes spans for calls of the array. They have checked the bounds, hold the region, and keep no span when they return.
using System.Runtime.InteropServices;
using HmmGen.Base;

namespace HmmGen;

/// <content>Pieces of the elements that the array's own calls copy. No launch is between the touch of a piece and its copy.</content>
/// <remarks>
/// In scopes such a call holds the region's lock for each piece, until the piece is copied. Otherwise a launch could take a page while the host writes it, also
/// one that uses only other elements of the page. The page's values would be lost, or devices would keep old ones. A launch waits for one piece at most.
/// Transparent memory needs no lock for that: each access of the host is a touch. Only the end of the array has to be looked for afterwards.
/// </remarks>
public sealed partial class HmmArray<T>
{
    // Copies go in parts: an array may be longer than a span, and a part brings only its own pages to the host. A launch waits for one part at most.
    private const int PieceBytes = 1 << 24;

    /// <summary>The most elements of a piece: a power of two, so that pieces do not divide pages of devices.</summary>
    private static int PieceLength => 1 << int.Log2(Math.Max(1, PieceBytes / ElementBytes));

    /// <summary>Throws when the array has ended while elements were copied: the copy may have zeros, and what was written may be lost.</summary>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    internal void ThrowIfEnded()
    {
        // The end is noted before elements become zero.
        Volatile.ReadBarrier();
        ThrowIfDisposed();
    }

    /// <summary>Gives the length of the piece from an element on. Pieces end where they would if they were counted from the region's first element.</summary>
    private int Piece(long start, long end) => (int)Math.Min(PieceLength - ((_start + start) & (PieceLength - 1)), end - start);

    private void ReadPiece(long start, Span<T> destination)
    {
        using SharedLock.Holder? scope = Enter(start, destination.Length, HmmProtection.ReadOnly);
        Elements(start, destination.Length, HmmProtection.ReadOnly).CopyTo(destination);
        ThrowIfEnded();
    }

    private void WritePiece(long start, ReadOnlySpan<T> source)
    {
        using SharedLock.Holder? scope = Enter(start, source.Length, HmmProtection.ReadWrite);
        source.CopyTo(Elements(start, source.Length, HmmProtection.ReadWrite));
        ThrowIfEnded();
    }

    private void OverwritePiece(long start, ReadOnlySpan<T> source)
    {
        using SharedLock.Holder? scope = LockToOverwrite();
        source.CopyTo(ElementsToOverwrite(scope, start, source.Length));
        ThrowIfEnded();
    }

    private void FillPiece(long start, int length, T value)
    {
        using SharedLock.Holder? scope = LockToOverwrite();
        ElementsToOverwrite(scope, start, length).Fill(value);
        ThrowIfEnded();
    }

    /// <summary>Copies elements to the same places of another array.</summary>
    private void CopyPiece(HmmArray<T> destination, long start, int length)
    {
        // Launches take locks in the same order. In one region the writer's lock is enough.
        nuint from = _region!.Order;
        nuint to = destination._region!.Order;
        using SharedLock.Holder? before = from < to ? Lock(HmmProtection.ReadOnly) : null;
        using SharedLock.Holder? scope = destination.LockToOverwrite();
        using SharedLock.Holder? after = from > to ? Lock(HmmProtection.ReadOnly) : null;
        Prepare(start, length, HmmProtection.ReadOnly);
        ReadOnlySpan<T> source = Elements(start, length, HmmProtection.ReadOnly);
        // Of one region, devices keep the pages that are read.
        source.CopyTo(destination.ElementsToOverwrite(destination._region == _region ? null : scope, start, length));
        ThrowIfEnded();
        destination.ThrowIfEnded();
    }

    /// <summary>Takes the region's lock before some elements are overwritten: in scopes, and wherever devices have to drop them.</summary>
    private SharedLock.Holder? LockToOverwrite()
        => _region is { IsTransparent: true, Mirrors.Length: > 0 } ? _region.Lock.Enter(shared: false) : Lock(HmmProtection.ReadWrite);

    /// <summary>Drops elements from devices and prepares them for the host. Without the lock there is no device, or one that came later.</summary>
    private void PrepareToOverwrite(SharedLock.Holder? scope, long start, long length)
    {
        if (scope is not null && _region!.Mirrors.Length > 0)
        {
            ThrowIfDisposed();
            CheckProtection(start, length, HmmProtection.ReadWrite);
            (long first, long units) = UnitsOf(start, length);
            _region.CheckFile(first, units);
            _region.Overwrite(first, units);
        }

        Prepare(start, length, HmmProtection.ReadWrite);
    }

    private Span<T> ElementsToOverwrite(SharedLock.Holder? scope, long start, int length)
    {
        PrepareToOverwrite(scope, start, length);
        return Elements(start, length, HmmProtection.ReadWrite);
    }

    private Span<T> Elements(long start, int length, HmmProtection needed)
    {
        (long first, long units) = UnitsOf(start, length);
        _region!.Offer(first, units, write: needed == HmmProtection.ReadWrite);
        return MemoryMarshal.CreateSpan(ref _region.At<T>(_start + start), length);
    }
}
