// Safety: reads addresses of an array that may have ended: that is what is tested.
namespace HmmGen.Tests.Child;

/// <summary>Threads that go on reading elements of an array at random, and end the process when one is not what it must be.</summary>
internal static unsafe class Readers
{
    /// <summary>Starts threads; they never end.</summary>
    /// <param name="count">How many.</param>
    /// <param name="array">The array.</param>
    /// <param name="isRight">Whether a value may be read; null for any.</param>
    public static void Start(int count, HmmArray<int> array, Func<int, bool>? isRight)
    {
        nint address = Address(array);
        int length = (int)array.Length;
        for (int thread = 0; thread < count; thread++)
        {
            Random random = new(thread);
            new Thread(() => Read((int*)address, length, random, isRight)) { IsBackground = true }.Start();
        }
    }

    /// <summary>Where an array is.</summary>
    /// <param name="array">The array.</param>
    /// <returns>Its first element's address.</returns>
    public static nint Address(HmmArray<int> array)
    {
        fixed (int* first = array.AsSpan())
        {
            return (nint)first;
        }
    }

    private static void Read(int* values, int length, Random random, Func<int, bool>? isRight)
    {
        while (true)
        {
            int place = random.Next(length);
            int value = Volatile.Read(ref values[place]);
            if (isRight is not null && !isRight(value))
            {
                Console.Error.WriteLine($"element {place} was read as {value}");
                Environment.Exit(ExitCodes.WrongValue);
            }
        }
    }
}
