using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels;

/// <summary>A kernel's descriptor says what its text says.</summary>
public sealed class DescriptorReaderTests
{
    private const string Text =
        """
        kernel Ops.Sum rank 2 line 12 column 24
        in My files/Ops.cs
        in Other.cs
        reads x of 4
        changes p of {1}
        writes y of {0}
        ignores z of 8
        scratch 64
        can fail
        sites Read x 14, Guard 15, ReadWrite p 16/1,
        sites Guard z 17
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Text_IsRead(string newLine)
    {
        Func<Exception>[] exceptions = [static () => new ArgumentException("bad")];
        KernelDescriptor read = KernelDescriptor.Read<(int, byte)>(Text.ReplaceLineEndings(newLine), exceptions, 24, 48);
        Assert.Equal(("Ops.Sum", 2, "My files/Ops.cs", 12, 24), (read.Name, read.Rank, read.File, read.Line, read.Column));
        Assert.Equal((8, 64, true), (read.StateSize, read.ScratchSize, read.HasGuards));
        Assert.Same(exceptions, read.Exceptions);
        Assert.Equal(
            [new KernelParameter("x", 4, true, false), new("p", 48, true, true), new("y", 24, false, true), new("z", 8, false, false)],
            read.Parameters);
        Assert.Equal(
            [
                new AccessSite(0, AccessKind.Read, "My files/Ops.cs", 14), new(-1, AccessKind.Guard, "My files/Ops.cs", 15),
                new(1, AccessKind.ReadWrite, "Other.cs", 16), new(3, AccessKind.Guard, "My files/Ops.cs", 17),
            ],
            read.Sites);
    }

    [Fact]
    public void What_IsNotSaid_IsNot()
    {
        KernelDescriptor read = KernelDescriptor.Read<long>("kernel K rank 1 line 1 column 5\nin K.cs");
        Assert.Equal((0, false), (read.ScratchSize, read.HasGuards));
        Assert.Empty(read.Sites);
        Assert.Empty(read.Exceptions);
    }

    [Fact]
    public void LanesAlongRows_AreNamed()
    {
        const string Rest = "\nown turns\nguarded Exp\nsites Read x 3";
        KernelDescriptor both = KernelDescriptor.Read<long>("kernel K rank 1 line 1 column 5\nin K.cs\nreads x of 4\nlanes 8 rows 1 planned\nrows 16 rows 4 panels wide" + Rest);
        KernelDescriptor one = KernelDescriptor.Read<long>("kernel K rank 1 line 1 column 5\nin K.cs\nreads x of 4\nrows 16 rows 4 panels wide" + Rest);
        KernelLanes rows = new(16, 4, LaneIndexing.Panels, IsWide: true) { HasOwnTurns = true, Guarded = GuardedFunctions.Exp };
        Assert.Equal((rows.ToString(), rows.ToString()), (both.Rows!.ToString(), one.Rows!.ToString()));
        Assert.Equal((8, true, GuardedFunctions.Exp), (both.Lanes!.Items, both.Lanes.HasOwnTurns, both.Lanes.Guarded));
        Assert.Null(one.Lanes);
    }

    [Fact]
    public void Accesses_ThatLanesCheckEarly_AreNamed()
    {
        KernelDescriptor read = KernelDescriptor.Read<long>(
            "kernel K rank 1 line 1 column 5\nin K.cs\nreads x of 4\nwrites y of 4\nlanes 8 rows 1 early wide\nearly 2\nunplanned 2\nsites Read x 3, Write y 3, Read x 4");
        Assert.Equal(LaneIndexing.Early, read.Lanes?.Indexing);
        Assert.Equal([(true, false), (true, false), (false, true)], read.Sites.Select(static site => (site.IsPlanned, site.IsEarly)));
    }

    [Theory]
    [InlineData("kernel K rank 1 line 1 column 5\nin K.cs\nreads x of 4\nearly 1\nsites Read x 3")]
    [InlineData("kernel K rank one line 1 column 5\nin K.cs")]
    [InlineData("kernel K rank 1 line 1 column 5\nin K.cs\nreads x")]
    [InlineData("kernel K rank 1 line 1 column 5\nin K.cs\nsites Reads x 3")]
    [InlineData("kernel K rank 1 line 1 column 5\nin K.cs\nsites Read x 3")]
    [InlineData("kernel K rank 1 line 1 column 5\nin K.cs\nreads x of {0}")]
    [InlineData("kernel K rank 1 line 1 column 5")]
    [InlineData("in K.cs")]
    [InlineData("")]
    public void What_IsNoDescriptor_IsRefused(string text) => Assert.Throws<FormatException>(() => KernelDescriptor.Read<long>(text));
}
