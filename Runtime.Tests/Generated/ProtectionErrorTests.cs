using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Generated kernels keep to the protection of memory, on every device; whoever does not is named.</summary>
[Collection(DriverTests.Name)]
public sealed class ProtectionErrorTests
{
    private const int Length = 8192;

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_write_to_a_file_mapped_for_reading(string form)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[Length * sizeof(int)]);
            using HmmDevice device = ErrorDevices.Open(form);
            using HmmArray<int> map = HmmSpace.Shared.MapFile<int>(path, FileAccess.Read);
            int[] y = new int[Length];
            Array.Fill(y, 9);

            HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Fill(device, HmmExtent.Range(100, 5000), 1, map));

            CheckWrite(error, 100, 4999);
            CheckNothingOwned(map, device);
            FailingKernels.Copy(device, Length, map, y);
            Assert.All(y, value => Assert.Equal(0, value));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.False(File.Exists(path));
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_write_to_protected_memory(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        using HmmArray<int> x = HmmSpace.Shared.Allocate<int>(Length);
        x.AsSpan().Fill(5);
        x.Protect((3072, 4096), HmmProtection.ReadOnly);

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Fill(device, HmmExtent.Range(2048, 6000), 1, x));

        CheckWrite(error, 3072, 4095);
        CheckNothingOwned(x, device);
        ReadOnlySpan<int> found = x.AsReadOnlySpan();
        for (int i = 0; i < Length; i++)
            Assert.True(found[i] == 5 || (found[i] == 1 && i is (>= 2048 and < 3072) or (>= 4096 and < 6000)), $"element {i} is {found[i]}");

        // What may be written can be; so can everything once it may be.
        FailingKernels.Fill(device, HmmExtent.Range(4096, Length), 2, x);
        Assert.Equal(2, x[4096]);
        x.Protect(HmmRange.All, HmmProtection.ReadWrite);
        FailingKernels.Fill(device, Length, 3, x);
        Assert.All(x.AsReadOnlySpan().ToArray(), value => Assert.Equal(3, value));
    }

    [Theory]
    [MemberData(nameof(ErrorDevices.All), MemberType = typeof(ErrorDevices))]
    public void A_read_of_memory_that_must_not_be_touched(string form)
    {
        using HmmDevice device = ErrorDevices.Open(form);
        using HmmArray<int> x = HmmSpace.Shared.Allocate<int>(Length);
        x.AsSpan().Fill(5);
        x.Protect((1024, 2048), HmmProtection.None);
        int[] y = new int[Length];

        HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.Copy(device, Length, x, y));

        Assert.Equal(HmmAccessViolation.NoAccess, error.Violation);
        Assert.Equal("FailingKernels.Copy", error.Kernel);
        Assert.Equal("x", error.Parameter);
        Assert.InRange(error.ElementIndex, 1024, 2047);
        Assert.Equal([error.ElementIndex], error.WorkItem);
        Assert.Equal(FailingKernels.CopyPlace, new SourcePlace(error.File, error.Line));
        for (int i = 0; i < Length; i++)
            Assert.True(y[i] == 0 || (y[i] == 5 && i is < 1024 or >= 2048), $"element {i} is {y[i]}");
        FailingKernels.Copy(device, 1024, x, y);
        Assert.Equal(5, y[1023]);
        x.Protect(HmmRange.All, HmmProtection.ReadOnly);
        FailingKernels.Copy(device, Length, x, y);
        Assert.All(y, value => Assert.Equal(5, value));
    }

    private static void CheckWrite(HmmAccessException error, long lowest, long highest)
    {
        Assert.Equal(HmmAccessViolation.ReadOnly, error.Violation);
        Assert.Equal("FailingKernels.Fill", error.Kernel);
        Assert.Equal("x", error.Parameter);
        Assert.InRange(error.ElementIndex, lowest, highest);
        Assert.Equal([error.ElementIndex], error.WorkItem);
        Assert.Equal(FailingKernels.FillPlace, new SourcePlace(error.File, error.Line));
    }

    private static void CheckNothingOwned(HmmArray<int> array, HmmDevice device)
        => Assert.DoesNotContain(array.Snapshot(device, HmmRange.All), page => page.Residency == HmmResidency.Owned);
}
