using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Programs make and drop arrays all day; the system allows a process some 65,000 mappings.</summary>
public sealed class ManyArraysTests
{
    [Fact]
    public void Arrays_that_come_and_go_leave_no_mappings_behind()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.Transparent);
        for (int round = 0; round < 35; round++)
        {
            List<HmmArray<int>> arrays = [];
            for (int i = 0; i < 1000; i++)
            {
                HmmArray<int> array = space.Allocate<int>(1 + 1024 * (i % 3));
                array[0] = i;
                arrays.Add(array);
            }

            Assert.All(arrays, (array, i) => Assert.Equal(i, array[0]));
            arrays.ForEach(array => array.Dispose());
        }

        // Other tests have arrays too, but not thousands.
        Assert.InRange(File.ReadLines("/proc/self/maps").Count(), 1, 10_000);
    }
}
