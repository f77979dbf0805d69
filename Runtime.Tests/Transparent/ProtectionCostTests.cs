// Safety: an address is only printed and compared.
using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Tests.Lifetimes;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Protection that is taken back leaves everything as it was; too much of it is refused.</summary>
public sealed unsafe class ProtectionCostTests
{
    private const int Page = 1024;
    private const int Pages = 256;

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void Devices_use_their_large_pages_again_after_protection_is_taken_back(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 64 << 10 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages * Page);
        TransparentKernels.Fill(device, Pages * Page, 3, array);
        Assert.Equal(Pages / 16, Count(array, device));
        for (int page = 1; page < Pages; page += 5)
        {
            array.Protect((page * Page, page * Page + 1), page % 2 == 0 ? HmmProtection.None : HmmProtection.ReadOnly);
        }

        Assert.Equal(Pages, Count(array, device));
        TransparentKernels.Add(device, Page, 1, array);
        for (int page = 1; page < Pages; page += 5)
        {
            array.Protect((page * Page, page * Page + 1), HmmProtection.ReadWrite);
        }

        Assert.Equal(Pages / 16, Count(array, device));
        TransparentKernels.Add(device, Pages * Page, 1, array);
        Assert.Equal(5, array[Page - 1]);
        Assert.Equal(-1, array.AsReadOnlySpan(Page, (Pages - 1) * Page).IndexOfAnyExcept(4));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void The_host_has_no_more_mappings_after_protection_is_taken_back(HmmHostMode mode)
    {
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages * Page);
        ulong start = (ulong)Unsafe.AsPointer(ref array.AsSpan()[0]);
        Assert.Equal(1, Mappings(array, start));
        for (int page = 1; page < Pages; page += 2)
        {
            array.Protect((page * Page, page * Page + 1), HmmProtection.ReadOnly);
        }

        Assert.Equal(Pages, Mappings(array, start));
        array.Protect((0, Pages / 2 * Page), HmmProtection.ReadWrite);
        Assert.Equal(Pages / 2, Mappings(array, start));
        array.Protect(HmmRange.All, HmmProtection.ReadWrite);
        Assert.Equal(1, Mappings(array, start));
        array.AsSpan().Fill(1);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.ModesInTurn), MemberType = typeof(LifetimeTests))]
    public void More_protection_than_the_system_has_mappings_for_is_refused_and_ends_nothing(HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run("many-protections", mode);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);

        Assert.True(child.ExitCode == 0, $"{child.ExitCode}: {child.Output} {child.Error}");
        Assert.Contains(mode == HmmHostMode.Scopes ? "80000 protections, then none" : "then advice", child.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.ModesInTurn), MemberType = typeof(LifetimeTests))]
    public void More_small_arrays_with_protection_than_the_system_has_mappings_for_are_refused_and_end_nothing(HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run("many-protected-arrays", mode);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);

        Assert.True(child.ExitCode == 0, $"{child.ExitCode}: {child.Output} {child.Error}");
        Assert.Contains(mode == HmmHostMode.Scopes ? "40000 arrays, then none" : "then advice", child.Output, StringComparison.Ordinal);
    }

    private static long Count(HmmArray<int> array, HmmDevice device) => array.Snapshot(device, HmmRange.All).Sum(run => run.Pages);

    private static int Mappings(HmmArray<int> array, ulong start)
    {
        ulong end = start + (ulong)array.Length * sizeof(int);
        return File.ReadLines("/proc/self/maps").Count(line =>
        {
            string[] range = line.Split(' ')[0].Split('-');
            return ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) < end
                && ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) > start;
        });
    }
}
