using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// What goes wrong in a generated kernel is an exception that names the place, the same on every device; what was not reached is
/// unchanged, nothing stays on the device, and it goes on working.
/// </summary>
[Collection(DriverTests.Name)]
public sealed class DeviceErrorTests
{
    private const int Items = 3000;
    private const int Failing = 1234;

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_read_out_of_range(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        foreach (int place in (ReadOnlySpan<int>)[Items, -1, int.MaxValue, int.MinValue])
        {
            int[] places = Numbers(0);
            long[] x = Numbers<long>(1);
            long[] y = Numbers<long>(-5);
            places[Failing] = place;

            HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Read(device, Items, places, x, y));

            CheckAccess(error, "FailingKernels.Read", "x", place, FailingKernels.ReadPlace, HmmAccessViolation.OutOfRange);
            CheckElements(y, i => x[i], i => -5 + i);
            CheckEmpty(device);
            places[Failing] = 0;
            FailingKernels.Read(device, Items, places, x, y);
            Assert.Equal(places.Select(i => x[i]), y);
        }
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_write_out_of_range(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        foreach (int place in (ReadOnlySpan<int>)[Items, -1, int.MaxValue, int.MinValue])
        {
            int[] places = Numbers(0);
            long[] x = Numbers<long>(1);
            long[] y = Numbers<long>(-5);
            places[Failing] = place;

            HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Write(device, Items, places, x, y));

            CheckAccess(error, "FailingKernels.Write", "y", place, FailingKernels.WritePlace, HmmAccessViolation.OutOfRange);
            CheckElements(y, i => x[i], i => -5 + i);
            CheckEmpty(device);
            places[Failing] = Failing;
            FailingKernels.Write(device, Items, places, x, y);
            Assert.Equal(x, y);
        }
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void What_is_certain_to_fail_is_refused(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        int[] x = Numbers(0);

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Shifted(device, (30, 100), 100, 5, x));

        CheckPlace(error, "FailingKernels.Shifted", "x", Items, [29, 95], FailingKernels.ShiftedPlace, HmmAccessViolation.OutOfRange);
        Assert.Equal(Numbers(0), x);
        if (device.Kind != HmmDeviceKind.Host)
            Assert.Equal(0, device.Statistics.Waves);
        error = Assert.Throws<HmmAccessException>(() => FailingKernels.Shifted(device, (30, 100), 100, -3, x));
        CheckPlace(error, "FailingKernels.Shifted", "x", -3, [0, 0], FailingKernels.ShiftedPlace, HmmAccessViolation.OutOfRange);
        FailingKernels.Shifted(device, (30, 100), 100, 0, x);
        Assert.All(x, value => Assert.Equal(7, value));
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_slice_out_of_range(string form)
    {
        const int Width = 4;
        using HmmDevice device = ErrorDevices.Open(form);
        foreach (int place in (ReadOnlySpan<int>)[Items - Width + 1, -1, int.MaxValue, int.MinValue])
        {
            int[] places = new int[Items];
            long[] x = Numbers<long>(1);
            long[] y = Numbers<long>(-5);
            places[Failing] = place;

            HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Slice(device, Items, Width, places, x, y));

            Assert.Equal(HmmAccessViolation.SliceOutOfRange, error.Violation);
            Assert.Equal("FailingKernels.Slice", error.Kernel);
            Assert.Equal("x", error.Parameter);
            Assert.Equal([(long)Failing], error.WorkItem);
            Assert.Equal(FailingKernels.SlicePlace, new SourcePlace(error.File, error.Line));

            // An item writes again and again, so an element can be on its way.
            for (int i = 0; i < Items; i++)
                Assert.True(y[i] == -5 + i || (i != Failing && x[..Width].Contains(y[i])), $"y[{i}] is {y[i]}");
            CheckEmpty(device);
            places[Failing] = Items - Width;
            FailingKernels.Slice(device, Items, Width, places, x, y);
            Assert.Equal(places.Select(i => x[i + Width - 1]), y);
        }
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void Division_of_ints(string form)
    {
        Launch<int> launch = FailingKernels.Divide;
        Check<DivideByZeroException, int>(form, "Divide", FailingKernels.DividePlace, launch, FailingKernels.Divide, 1, 0);
        Check<OverflowException, int>(form, "Divide", FailingKernels.DividePlace, launch, FailingKernels.Divide, int.MinValue, -1);
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void Division_of_longs(string form)
    {
        Launch<long> launch = FailingKernels.DivideLong;
        SourcePlace place = FailingKernels.DivideLongPlace;
        Check<DivideByZeroException, long>(form, "DivideLong", place, launch, FailingKernels.DivideLong, 1L << 40, 0);
        Check<OverflowException, long>(form, "DivideLong", place, launch, FailingKernels.DivideLong, long.MinValue, -1);
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void Remainders(string form)
    {
        Launch<int> launch = FailingKernels.Remainder;
        Launch<ulong> unsigned = FailingKernels.RemainderULong;
        Check<DivideByZeroException, int>(form, "Remainder", FailingKernels.RemainderPlace, launch, FailingKernels.Remainder, 7, 0);
        Check<OverflowException, int>(form, "Remainder", FailingKernels.RemainderPlace, launch, FailingKernels.Remainder, int.MinValue, -1);
        Check<DivideByZeroException, ulong>(
            form, "RemainderULong", FailingKernels.RemainderULongPlace, unsigned, FailingKernels.RemainderULong, ulong.MaxValue, 0);
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void Checked_sums(string form)
    {
        Launch<int> launch = FailingKernels.CheckedSum;
        Check<OverflowException, int>(form, "CheckedSum", FailingKernels.CheckedSumPlace, launch, FailingKernels.CheckedSum, int.MaxValue, 1);
        Check<OverflowException, int>(form, "CheckedSum", FailingKernels.CheckedSumPlace, launch, FailingKernels.CheckedSum, int.MinValue, -1);
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void Checked_conversions(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        foreach (double value in (ReadOnlySpan<double>)[256, -1, double.NaN, double.PositiveInfinity])
        {
            double[] a = new double[Items];
            byte[] y = new byte[Items];
            Array.Fill(a, 255.5);
            Array.Fill(y, (byte)3);
            a[Failing] = value;

            OverflowException error = Assert.Throws<OverflowException>(() => FailingKernels.CheckedCast(device, Items, a, y));

            CheckMessage(error, "FailingKernels.CheckedCast", FailingKernels.CheckedCastPlace);
            CheckElements<byte>(y, _ => 255, _ => 3);
            CheckEmpty(device);
            a[Failing] = 1;
            FailingKernels.CheckedCast(device, Items, a, y);
            Assert.Equal(1, y[Failing]);
        }
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_switch_without_an_arm(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        int[] a = new int[Items];
        int[] y = Numbers(-7);
        a[Failing] = 3;

        SwitchExpressionException error = Assert.Throws<SwitchExpressionException>(() => FailingKernels.Unmatched(device, Items, a, y));

        CheckMessage(error, "FailingKernels.Unmatched", FailingKernels.UnmatchedPlace);
        CheckElements(y, _ => 10, i => -7 + i);
        CheckEmpty(device);
        a[Failing] = 2;
        FailingKernels.Unmatched(device, Items, a, y);
        Assert.Equal(20, y[Failing]);
    }

    /// <summary>Runs a kernel of two operands, one pair of which fails.</summary>
    private static void Check<TException, T>(
        string form, string kernel, SourcePlace place, Launch<T> launch, Item<T> item, T badA, T badB)
        where TException : Exception
        where T : unmanaged, System.Numerics.INumber<T>
    {
        using HmmDevice device = ErrorDevices.Open(form);
        T[] a = Numbers(T.CreateChecked(1000));
        T[] b = Numbers(T.One);
        T[] y = Numbers(T.CreateChecked(5));
        T[] before = [.. y];
        T[] after = [.. y];
        for (int i = 0; i < Items; i++)
            item(i, a, b, after);
        (T goodA, T goodB) = (a[Failing], b[Failing]);
        (a[Failing], b[Failing]) = (badA, badB);
        Assert.Throws<TException>(() => item(Failing, a, b, new T[Items]));

        TException error = Assert.Throws<TException>(() => launch(device, Items, a, b, y));

        CheckMessage(error, "FailingKernels." + kernel, place);
        CheckElements(y, i => after[i], i => before[i]);
        CheckEmpty(device);
        (a[Failing], b[Failing]) = (goodA, goodB);
        before.CopyTo(y, 0);
        launch(device, Items, a, b, y);
        Assert.Equal(after, y);
    }

    private static void CheckAccess(
        HmmAccessException error, string kernel, string parameter, long element, SourcePlace place, HmmAccessViolation violation)
        => CheckPlace(error, kernel, parameter, element, [Failing], place, violation);

    private static void CheckPlace(
        HmmAccessException error, string kernel, string parameter, long element, long[] item, SourcePlace place, HmmAccessViolation violation)
    {
        Assert.Equal(violation, error.Violation);
        Assert.Equal(kernel, error.Kernel);
        Assert.Equal(parameter, error.Parameter);
        Assert.Equal(element, error.ElementIndex);
        Assert.Equal(item, error.WorkItem);
        Assert.Equal(place, new SourcePlace(error.File, error.Line));
    }

    private static void CheckMessage(Exception error, string kernel, SourcePlace place)
    {
        Assert.StartsWith(kernel + ": ", error.Message, StringComparison.Ordinal);
        string end = string.Create(CultureInfo.InvariantCulture, $", in work item ({Failing}), at {place.File}:{place.Line}.");
        Assert.EndsWith(end, error.Message, StringComparison.Ordinal);
        Assert.Equal(kernel, error.Data[HmmExceptionData.Kernel]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"({Failing})"), error.Data[HmmExceptionData.WorkItem]);
        Assert.Equal(place, new SourcePlace((string)error.Data[HmmExceptionData.File]!, (int)error.Data[HmmExceptionData.Line]!));
    }

    /// <summary>Every element is as before or as it should become; that of the failing item is as before.</summary>
    private static void CheckElements<T>(T[] found, Func<int, T> after, Func<int, T> before)
    {
        for (int i = 0; i < found.Length; i++)
        {
            if (!Equals(found[i], before(i)))
                Assert.True(i != Failing && Equals(found[i], after(i)), $"element {i} is {found[i]}");
        }
    }

    /// <summary>Nothing of plain arrays stays on a device.</summary>
    private static void CheckEmpty(HmmDevice device)
    {
        if (device.Kind != HmmDeviceKind.Host)
            Assert.Equal((0, 0), (device.Session.Memory.UsedFrames, device.Session.Memory.MirrorCount));
    }

    private static int[] Numbers(int first) => Numbers<int>(first);

    private static T[] Numbers<T>(T first) where T : System.Numerics.INumber<T>
        => [.. Enumerable.Range(0, Items).Select(i => first + T.CreateChecked(i))];

    private delegate void Launch<T>(HmmDevice device, HmmExtent extent, HmmReadOnlyBuffer<T> a, HmmReadOnlyBuffer<T> b, HmmBuffer<T> y)
        where T : unmanaged;

    private delegate void Item<T>(int i, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);
}
