namespace HmmGen.Corpus;

/// <summary>Statements that jump.</summary>
public static partial class ControlFlow
{
    /// <summary>Steps until 1 is reached, or -1 when that takes too long.</summary>
    [HmmKernel]
    public static void Collatz(int i, int limit, ReadOnlySpan<uint> start, Span<int> steps)
    {
        ulong n = start[i];
        int count = 0;
        while (n != 1)
        {
            if (count == limit)
            {
                steps[i] = -1;
                return;
            }

            n = (n & 1) == 0 ? n / 2 : 3 * n + 1;
            count++;
        }

        steps[i] = count;
    }

    /// <summary>A state machine over text: how many words and how many numbers a segment holds.</summary>
    [HmmKernel]
    public static void Tokens(int i, int width, ReadOnlySpan<byte> text, Span<int> words, Span<int> numbers)
    {
        Phase phase = Phase.Blank;
        int wordCount = 0;
        int numberCount = 0;
        for (int j = i * width; j < (i + 1) * width; j++)
        {
            byte letter = text[j];
            switch (phase)
            {
                case Phase.Blank:
                    if (letter >= '0' && letter <= '9')
                    {
                        phase = Phase.Number;
                        numberCount++;
                    }
                    else if (letter != ' ')
                    {
                        phase = Phase.Word;
                        wordCount++;
                    }

                    break;
                case Phase.Number when letter is >= (byte)'0' and <= (byte)'9':
                    break;
                case Phase.Number:
                case Phase.Word:
                    if (letter == ' ')
                        phase = Phase.Blank;
                    break;
                default:
                    wordCount = -1;
                    break;
            }
        }

        words[i] = wordCount;
        numbers[i] = numberCount;
    }

    /// <summary>A switch expression with relational, logical and constant patterns and a guard.</summary>
    [HmmKernel]
    public static void Classify(int i, ReadOnlySpan<int> values, Span<sbyte> classes)
        => classes[i] = values[i] switch
        {
            < -100 => -3,
            >= -100 and < 0 => -2,
            0 => 0,
            1 or 2 or 3 => 1,
            var value when value % 7 == 0 => 7,
            > 50 and not 77 => 2,
            _ => 5,
        };

    /// <summary>A switch statement whose sections jump to each other.</summary>
    [HmmKernel]
    public static void Cascade(int i, ReadOnlySpan<int> kind, Span<int> score)
    {
        int total = 0;
        switch (kind[i] & 3)
        {
            case 0:
                total += 1;
                goto case 2;
            case 1:
                total += 10;
                goto default;
            case 2:
                total += 100;
                break;
            default:
                total += 1000;
                break;
        }

        score[i] = total;
    }

    /// <summary>Sums digits until one is left.</summary>
    [HmmKernel]
    public static void DigitalRoot(int i, ReadOnlySpan<ulong> numbers, Span<byte> roots)
    {
        ulong number = numbers[i];
        do
        {
            ulong sum = 0;
            do
            {
                sum += number % 10;
                number /= 10;
            }
            while (number != 0);
            number = sum;
        }
        while (number >= 10);
        roots[i] = (byte)number;
    }

    /// <summary>The first row and column of a block where an element passes; loops left by break.</summary>
    [HmmKernel]
    public static void FirstHit(int i, int rows, int columns, int threshold, ReadOnlySpan<short> blocks, Span<int> hits)
    {
        int hit = -1;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                short value = blocks[(i * rows + row) * columns + column];
                if (value < 0)
                    break;
                if (value > threshold)
                {
                    hit = row * columns + column;
                    break;
                }
            }

            if (hit >= 0)
                break;
        }

        hits[i] = hit;
    }

    /// <summary>Leaves two loops at once by goto.</summary>
    [HmmKernel]
    public static void FirstPair(int i, int width, int sum, ReadOnlySpan<int> x, Span<int> first, Span<int> second)
    {
        int a;
        int b = 0;
        for (a = 0; a < width; a++)
        {
            for (b = a + 1; b < width; b++)
            {
                if (x[i * width + a] + x[i * width + b] == sum)
                    goto found;
            }
        }

        first[i] = -1;
        second[i] = -1;
        return;

    found:
        first[i] = a;
        second[i] = b;
    }

    /// <summary>Continue, with effects before and after it.</summary>
    [HmmKernel]
    public static void Compact(int i, int width, ReadOnlySpan<int> x, Span<int> y, Span<int> counts)
    {
        int count = 0;
        for (int j = i * width; j < (i + 1) * width; j++)
        {
            y[j] = 0;
            if (x[j] % 3 != 0)
                continue;
            y[i * width + count] = x[j];
            count++;
        }

        counts[i] = count;
    }

    /// <summary>An endless loop left from its middle; effects in every round.</summary>
    [HmmKernel]
    public static void Bounce(int i, int width, Span<int> cells, Span<int> visits)
    {
        int place = 0;
        int count = 0;
        while (true)
        {
            int jump = cells[i * width + place];
            cells[i * width + place] = -jump;
            if (++count == 20)
                break;
            place += jump;
            if (place < 0 || place >= width)
                break;
        }

        visits[i] = count;
    }

    /// <summary>Two variables that run towards each other.</summary>
    [HmmKernel]
    public static void Reverse(int i, int width, Span<double> x)
    {
        for (int low = i * width, high = low + width - 1; low < high; low++, high--)
        {
            double held = x[low];
            x[low] = x[high];
            x[high] = held;
        }
    }
}
