namespace HmmGen.Paging.Eviction;

/// <summary>Arranges numbers so that the smallest stand first, in any order. It takes time for each number once or twice; sorting would take more.</summary>
internal static class SmallestFirst
{
    /// <summary>Arranges numbers.</summary>
    /// <param name="numbers">The numbers; no two are equal.</param>
    /// <param name="count">How many of the smallest ones come to stand first.</param>
    public static void Arrange(Span<ulong> numbers, int count)
    {
        // Between the borders it is not decided yet: what stands before them is smaller, and what stands behind them is larger.
        int low = 0;
        int high = numbers.Length;
        while (low < count && count < high)
        {
            ulong pivot = Middle(numbers[low], numbers[low + (high - low) / 2], numbers[high - 1]);
            int left = low;
            int right = high - 1;
            while (left <= right)
            {
                while (numbers[left] < pivot)
                {
                    left++;
                }

                while (numbers[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (numbers[left], numbers[right]) = (numbers[right], numbers[left]);
                    left++;
                    right--;
                }
            }

            // Up to right they are at most the pivot, from left on at least. A number between the two is the pivot.
            if (count <= right + 1)
            {
                high = right + 1;
            }
            else if (count >= left)
            {
                low = left;
            }
            else
            {
                return;
            }
        }
    }

    private static ulong Middle(ulong a, ulong b, ulong c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
