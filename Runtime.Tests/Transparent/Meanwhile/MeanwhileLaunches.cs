namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>Draws launches over the arrays of a case.</summary>
/// <typeparam name="T">The type of the elements that they change.</typeparam>
/// <param name="random">What draws.</param>
/// <param name="kernels">The kernels.</param>
/// <param name="arrays">The arrays.</param>
internal sealed class MeanwhileLaunches<T>(Random random, MeanwhileKernels<T> kernels, MeanwhileArrays<T> arrays) where T : unmanaged
{
    /// <summary>Draws a launch.</summary>
    /// <returns>The launch.</returns>
    public MeanwhileLaunch<T> Any()
    {
        int number = random.Next(1, 1 << 20);
        T value = kernels.Of(number);
        MeanwhileArray<T> target = arrays.Numbers[random.Next(2)];
        return random.Next(kernels.Count is null ? 12 : 13) switch
        {
            0 => Dense("Add", target, (device, extent, part) => kernels.Add(device, extent, value, part), (i, _) => kernels.Sum(target.Model[i], value), value),
            1 => Dense("Fill", target, (device, extent, part) => kernels.Fill(device, extent, value, part), (_, _) => value, null),
            2 => Strided(target, value),
            3 or 4 => AddAt(target, value),
            5 => AddWhere(target, value),
            6 => AddRow(target, value),
            7 => Map(target, value),
            8 or 9 => Gather(target),
            10 => Move(target),
            11 => Blur(target),
            _ => Count(target, number, value),
        };
    }

    private (int First, int End) Items(int most)
    {
        int first = random.Next(4) == 0 ? random.Next(most) : 0;
        return (first, random.Next(4) == 0 ? random.Next(first, most) + 1 : most);
    }

    private (int Start, int Length) Slice(int whole, int least)
    {
        int start = random.Next(2) == 0 ? random.Next(whole - least + 1) : 0;
        return (start, random.Next(4) switch { 0 => random.Next(least, whole - start + 1), 1 => whole - start, _ => least });
    }

    /// <summary>A part to read that is not a part to write: of the other array, or of the same array beside the other part.</summary>
    private (MeanwhileArray<T> Array, int Start, int Length) Source(MeanwhileArray<T> target, int start, int length, int least)
    {
        int behind = start + length;
        return random.Next(2) == 0 && target.Length - behind >= least ? (target, behind, target.Length - behind)
            : random.Next(2) == 0 && start >= least ? (target, 0, start)
            : (arrays.Numbers.First(array => array != target), 0, target.Length);
    }

    private MeanwhileLaunch<T> Dense(
        string name, MeanwhileArray<T> target, Action<HmmDevice, HmmExtent, HmmBuffer<T>> run, Func<int, MeanwhileChoices, T> result, T? added)
    {
        (int start, int length) = Slice(target.Length, target.Length / 8);
        (int first, int end) = Items(length);
        return new(
            $"{name} {target.Name}[{start}..{start + length}]",
            (device, extent) => run(device, extent, target.Part(start, length)),
            HmmExtent.Range(first, end),
            target,
            [.. Enumerable.Range(start + first, end - first)],
            (n, choices) => result(start + first + n, choices),
            Added: added);
    }

    private MeanwhileLaunch<T> Strided(MeanwhileArray<T> target, T value)
    {
        int stride = random.Next(2) == 0 ? random.Next(2, 5) : random.Next(2, 3000);
        int start = random.Next(stride);
        (int first, int end) = Items((target.Length - start + stride - 1) / stride);
        int[] changed = [.. Enumerable.Range(first, end - first).Select(i => start + stride * i)];
        return new(
            $"AddStrided {target.Name} {start} + {stride} i",
            (device, extent) => kernels.AddStrided(device, extent, start, stride, value, target.Part(0, target.Length)),
            HmmExtent.Range(first, end),
            target,
            changed,
            (n, _) => kernels.Sum(target.Model[changed[n]], value),
            Added: value);
    }

    private MeanwhileLaunch<T> AddAt(MeanwhileArray<T> target, T value)
    {
        (int start, int length) = Slice(target.Length, arrays.Limit);
        (int first, int end) = Items(arrays.Places.Length);
        int[] changed = [.. arrays.Places.Model[first..end].Select(place => start + place)];
        return new(
            $"AddAt {target.Name}[{start}..{start + length}]",
            (device, extent) => kernels.AddAt(device, extent, value, arrays.Places.Part(0, arrays.Places.Length), target.Part(start, length)),
            HmmExtent.Range(first, end),
            target,
            changed,
            (n, _) => kernels.Sum(target.Model[changed[n]], value),
            (arrays.Places, first, end),
            value);
    }

    /// <summary>The host may change flags meanwhile; or else elements without a flag.</summary>
    private MeanwhileLaunch<T> AddWhere(MeanwhileArray<T> target, T value)
    {
        bool relies = random.Next(3) != 0;
        (int start, int length) = Slice(target.Length, arrays.Flags.Length);
        (int first, int end) = Items(arrays.Flags.Length);
        int[] items = [.. Enumerable.Range(first, end - first).Where(i => !relies || arrays.Flags.Model[i] != 0)];
        return new(
            $"AddWhere {target.Name}[{start}..{start + length}], flags {(relies ? "stay" : "change")}",
            (device, extent) => kernels.AddWhere(device, extent, value, arrays.Flags.Part(0, arrays.Flags.Length), target.Part(start, length)),
            HmmExtent.Range(first, end),
            target,
            Array.ConvertAll(items, i => start + i),
            (n, choices) => choices.Read(arrays.Flags, items[n]) != 0 ? kernels.Sum(target.Model[start + items[n]], value) : target.Model[start + items[n]],
            relies ? (arrays.Flags, first, end) : null,
            value);
    }

    private MeanwhileLaunch<T> AddRow(MeanwhileArray<T> target, T value)
    {
        int width = random.Next(2) == 0 ? random.Next(2, 40) : random.Next(300, 3000);
        int columns = random.Next(1, width + 1);
        (int first, int end) = Items(target.Length / width);
        int[] changed = [.. Enumerable.Range(first, end - first).SelectMany(row => Enumerable.Range(row * width, columns))];
        return new(
            $"AddRow {target.Name}, {columns} of {width}",
            (device, extent) => kernels.AddRow(device, extent, width, columns, value, target.Part(0, target.Length)),
            HmmExtent.Range(first, end),
            target,
            changed,
            (n, _) => kernels.Sum(target.Model[changed[n]], value),
            Added: value);
    }

    private MeanwhileLaunch<T> Map(MeanwhileArray<T> target, T value)
    {
        (int start, int length) = Slice(target.Length, target.Length / 8);
        (MeanwhileArray<T> source, int from, int room) = Source(target, start, length, least: length / 2 + 1);
        (int first, int end) = Items(Math.Min(length, room));
        return new(
            $"Map {source.Name}[{from}..] to {target.Name}[{start}..{start + length}]",
            (device, extent) => kernels.Map(device, extent, value, source.Part(from, room), target.Part(start, length)),
            HmmExtent.Range(first, end),
            target,
            [.. Enumerable.Range(start + first, end - first)],
            (n, choices) => kernels.Sum(choices.Read(source, from + first + n), value));
    }

    private MeanwhileLaunch<T> Gather(MeanwhileArray<T> target)
    {
        MeanwhileArray<int> list = random.Next(2) == 0 ? arrays.Places : arrays.Keys;
        (int start, int length) = Slice(target.Length, list.Length);
        (MeanwhileArray<T> source, int from, int room) = Source(target, start, length, least: arrays.Limit);
        (int first, int end) = Items(list.Length);
        return new(
            $"Gather {source.Name}[{from}..] by {list.Name} to {target.Name}[{start}..{start + length}]",
            (device, extent) => kernels.Gather(device, extent, list.Part(0, list.Length), source.Part(from, room), target.Part(start, length)),
            HmmExtent.Range(first, end),
            target,
            [.. Enumerable.Range(start + first, end - first)],
            (n, choices) => choices.Read(source, from + choices.Read(list, first + n)));
    }

    private MeanwhileLaunch<T> Move(MeanwhileArray<T> target)
    {
        (int start, int length) = Slice(target.Length, arrays.Limit);
        MeanwhileArray<T> source = arrays.Numbers.First(array => array != target);
        (int first, int end) = Items(arrays.Places.Length);
        return new(
            $"Move {source.Name} to {target.Name}[{start}..{start + length}]",
            (device, extent) => kernels.Move(
                device,
                extent,
                arrays.Places.Part(0, arrays.Places.Length),
                arrays.Keys.Part(0, arrays.Keys.Length),
                source.Part(0, source.Length),
                target.Part(start, length)),
            HmmExtent.Range(first, end),
            target,
            [.. arrays.Places.Model[first..end].Select(place => start + place)],
            (n, choices) => choices.Read(source, choices.Read(arrays.Keys, first + n)),
            (arrays.Places, first, end));
    }

    private MeanwhileLaunch<T> Blur(MeanwhileArray<T> target)
    {
        MeanwhileArray<T> source = arrays.Numbers.First(array => array != target);
        int width = random.Next(2) == 0 ? random.Next(4, 40) : random.Next(100, 400);
        (int First, int End) rows = Items(target.Length / width - 2);
        (int First, int End) columns = Items(width - 2);
        int[] changed =
        [
            .. Enumerable.Range(rows.First + 1, rows.End - rows.First)
                .SelectMany(row => Enumerable.Range(row * width + columns.First + 1, columns.End - columns.First)),
        ];
        return new(
            $"Blur {source.Name} to {target.Name}, width {width}",
            (device, extent) => kernels.Blur(device, extent, width, source.Part(0, source.Length), target.Part(0, target.Length)),
            HmmExtent.Range(rows, columns),
            target,
            changed,
            Result);

        T Result(int n, MeanwhileChoices choices)
        {
            int at = changed[n];
            return kernels.Sum(
                kernels.Sum(kernels.Sum(choices.Read(source, at - width), choices.Read(source, at - 1)), choices.Read(source, at + 1)),
                choices.Read(source, at + width));
        }
    }

    private MeanwhileLaunch<T> Count(MeanwhileArray<T> target, int number, T value)
    {
        (int first, int end) = Items(arrays.Keys.Length);
        KeyValuePair<int, int>[] counts = [.. arrays.Keys.Model[first..end].CountBy(key => key)];
        return new(
            $"Count {target.Name}",
            (device, extent) => kernels.Count!(device, extent, value, arrays.Keys.Part(0, arrays.Keys.Length), target.Part(0, target.Length)),
            HmmExtent.Range(first, end),
            target,
            [.. counts.Select(count => count.Key)],
            (n, _) => kernels.Sum(target.Model[counts[n].Key], kernels.Of((long)number * counts[n].Value)),
            (arrays.Keys, first, end));
    }
}
