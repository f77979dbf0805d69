namespace HmmGen.Launching.Kept;

/// <summary>The items that were added last. A new item takes the place of the oldest. Thread safe; items must not change.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
internal sealed class RecentItems<T> where T : class
{
    private const int Most = 16;

    private readonly T?[] _items = new T?[Most];
    private int _added;

    /// <summary>The places of the items. Other threads may fill them meanwhile.</summary>
    public ReadOnlySpan<T?> All => _items;

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    public void Add(T item) => Volatile.Write(ref _items[(Interlocked.Increment(ref _added) - 1) & (Most - 1)], item);

    /// <summary>Puts an item in the place of another. If the other has gone, nothing happens.</summary>
    /// <param name="old">The other.</param>
    /// <param name="item">The item.</param>
    public void Replace(T old, T item)
    {
        for (int i = 0; i < _items.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _items[i], item, old) == old)
            {
                return;
            }
        }
    }
}
