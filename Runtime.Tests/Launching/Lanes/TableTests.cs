using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Threads that change copies of tables leave what one thread leaves that changes the tables, also when items fail and when the launch is cancelled.</summary>
public sealed class TableTests(ITestOutputHelper output)
{
    [Fact]
    public void Tables_AreSpansThatItemsOnlyChange()
    {
        Assert.Equal([new KernelTable(1, TableChange.Add)], TableKernels.CountKernel.Descriptor.Lanes!.Tables);
        Assert.Equal([new KernelTable(2, TableChange.Add)], TableKernels.WeighKernel.Descriptor.Lanes!.Tables);
        Assert.Equal([new KernelTable(2, TableChange.Or)], TableKernels.NoteKernel.Descriptor.Lanes!.Tables);
        Assert.Equal([new KernelTable(2, TableChange.And)], TableKernels.KeepKernel.Descriptor.Lanes!.Tables);
        Assert.Equal([new KernelTable(1, TableChange.Add)], TableKernels.CountRowsKernel.Descriptor.Lanes!.Tables);
        Assert.Null(TableKernels.ReadKernel.Descriptor.Lanes);
    }

    [Fact]
    public void TablesOfAnySize_AreChangedAlike()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using HmmDevice alone = Device(1);
        using HmmDevice several = Device(4);
        for (int run = 0; run < TestScale.Iterations(15, 40, 1000); run++)
        {
            HmmDevice device = run % 2 == 0 ? alone : several;
            int table = random.Next(4) == 0 ? random.Next(8_000, 18_000) : random.Next(1, 300);
            int items = random.Next(1, 40_000);
            Count(device, random, table, items);
            Weigh(device, random, table, items);
            CountRows(device, random, random.Next(1, 50), random.Next(1, 300));
        }
    }

    /// <summary>A plan has no table of twelve in bounds for bytes, so lanes check them.</summary>
    [Fact]
    public void ATableOfFewGroups_IsCheckedForBytes()
    {
        Assert.Equal(LaneIndexing.Early, TableKernels.CountBytesKernel.Descriptor.Lanes!.Indexing);
        using HmmDevice device = Device(1);
        byte[] data = [.. Enumerable.Range(0, 3000).Select(static n => (byte)(n * 7 % 12))];
        foreach (int groups in new[] { 12, 11 })
        {
            int[] counts = new int[groups], expected = new int[groups];
            foreach (byte one in data.TakeWhile(one => one < groups))
            {
                expected[one]++;
            }

            Exception? error = Record.Exception(() => TableKernels.CountBytes(device, data.Length, data, counts));
            Assert.Equal((groups == 12, groups == 11), (error is null, error is HmmAccessException));
            Assert.Equal(expected, counts);
        }
    }

    [Fact]
    public void AFailure_LeavesTheEffectsOfTheItemsBefore()
    {
        using HmmDevice device = Device(1);
        int[] data = [.. Enumerable.Range(1, 3000)];
        data[2011] = 0;
        int[] counts = new int[16], expected = new int[16];
        for (int i = 0; i < 2011; i++)
        {
            TableKernels.CountUntil(i, data, expected);
        }

        for (int run = 0; run < 2; run++)
        {
            Array.Clear(counts);
            Assert.Throws<DivideByZeroException>(() => TableKernels.CountUntil(device, data.Length, data, counts));
            Assert.Equal(expected, counts);
        }
    }

    [Fact]
    public void AnIndexOutsideATable_Fails()
    {
        using HmmDevice device = Device(1);
        int[] data = [.. Enumerable.Range(0, 2000).Select(static i => i == 1501 ? 16 : i & 15)], counts = new int[17], whole = new int[16];
        TableKernels.Count(device, data.Length, data, counts);
        Assert.Equal(1, counts[16]);
        Assert.Throws<HmmAccessException>(() => TableKernels.Count(device, data.Length, data, whole));
        Assert.Equal(1501, whole.Sum());
    }

    [Fact]
    public async Task ACancelledLaunch_HasCountedWhatItHasRun()
    {
        const int Columns = 64, Rows = 100_000;
        using HmmDevice device = Device(1);
        byte[] data = new byte[Rows * Columns];
        int[] marks = new int[data.Length];
        uint[] counts = new uint[4];
        bool isCancelled = false;
        for (int run = 0; run < 50 && !isCancelled; run++)
        {
            Array.Clear(marks);
            Array.Clear(counts);
            using CancellationTokenSource source = new();
            Task launch = TableKernels.CountRowsAsync(device, (Rows, Columns), Columns, data, counts, marks, source.Token);
            while (Volatile.Read(ref marks[100 * Columns]) == 0)
            {
                Thread.Yield();
            }

            await source.CancelAsync();
            isCancelled = await Record.ExceptionAsync(() => launch) is OperationCanceledException;
            uint expected = 0;
            for (int at = 0; at < marks.Length; at++)
            {
                expected += marks[at] == 0 ? 0 : (uint)(at / Columns) + 1;
            }

            Assert.Equal(expected, counts[0]);
        }

        Assert.True(isCancelled);
        Assert.Equal(0, marks[^1]);
    }

    private static HmmDevice Device(int threads)
        => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = threads, Testing = new() { Lanes = LaneUse.Always } });

    private static void Count(HmmDevice device, Random random, int table, int items)
    {
        int[] data = [.. Enumerable.Range(0, items).Select(_ => random.Next(table))], counts = [.. Enumerable.Range(0, table)], expected = [.. counts];
        TableKernels.Count(device, items, data, counts);
        for (int i = 0; i < items; i++)
        {
            TableKernels.Count(i, data, expected);
        }

        Assert.Equal(expected, counts);
    }

    private static void Weigh(HmmDevice device, Random random, int table, int items)
    {
        int[] data = [.. Enumerable.Range(0, items).Select(_ => random.Next(table))];
        long[] weights = [.. Enumerable.Range(0, items).Select(_ => random.NextInt64() | random.NextInt64())], sums = new long[table], expectedSums = new long[table];
        ulong[] bits = new ulong[table], expectedBits = new ulong[table];
        uint[] all = [.. Enumerable.Repeat(uint.MaxValue, table)], expectedAll = [.. all];
        TableKernels.Weigh(device, items, data, weights, sums);
        TableKernels.Note(device, items, data, weights, bits);
        TableKernels.Keep(device, items, data, weights, all);
        for (int i = 0; i < items; i++)
        {
            TableKernels.Weigh(i, data, weights, expectedSums);
            TableKernels.Note(i, data, weights, expectedBits);
            TableKernels.Keep(i, data, weights, expectedAll);
        }

        Assert.Equal(expectedSums, sums);
        Assert.Equal(expectedBits, bits);
        Assert.Equal(expectedAll, all);
    }

    private static void CountRows(HmmDevice device, Random random, int rows, int columns)
    {
        byte[] data = new byte[rows * columns];
        random.NextBytes(data);
        int[] marks = new int[data.Length];
        uint[] counts = new uint[256], expected = new uint[256];
        TableKernels.CountRows(device, (rows, columns), columns, data, counts, marks);
        for (int at = 0; at < data.Length; at++)
        {
            expected[data[at]] += (uint)(at / columns) + 1;
        }

        Assert.Equal(expected, counts);
        Assert.Equal([.. data.Select(static one => one + 1)], marks);
    }
}
