using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Locals and sites that nothing uses go; the others keep their meaning under new numbers.</summary>
public sealed class BodyCompactionTests
{
    [Fact]
    public void UsedLocalsAndSites_KeepTheirMeaning()
    {
        BodyMaker body = new();
        body.Variable("unused");
        int x = body.Variable("x");
        body.Value("alsoUnused");
        int y = body.Variable("y");
        body.Block(new BranchTerminator(Binary(Local(y), Op.Less, Local(x)), 0, 1));
        body.Site(SiteKind.Guard, -1);
        body.Load(x, BodyMaker.First, Index());
        body.Site(SiteKind.Guard, -1);
        body.Atomic(y, BodyMaker.Second, Local(x), Local(y));
        body.Guard(Binary(Local(y), Op.Equal, Number(0)));
        body.Bounds(BodyMaker.Second, Local(x));
        body.Block();
        KernelBody before = body.Build();

        KernelBody after = BodyCompaction.Run(before);

        Assert.Equal(BodyText.Of(before), BodyText.Of(after));
        Assert.Equal(["x", "y"], after.Locals.Select(local => local.Name));
        Assert.Equal(4, after.Sites.Count);
        Assert.Equal(
            [(SiteKind.Read, BodyMaker.First), (SiteKind.ReadWrite, BodyMaker.Second), (SiteKind.Guard, -1), (SiteKind.Guard, BodyMaker.Second)],
            after.Sites.Select(site => (site.Kind, site.Parameter)));
        Assert.Equal([0, 1, 2, 3], after.Blocks[0].Instructions.Select(SiteOf));
    }

    private static int SiteOf(Instruction instruction) => instruction switch
    {
        GuardInstruction guard => guard.Site,
        BoundsInstruction bounds => bounds.Site,
        _ => instruction.SpanAccess()!.Site,
    };
}
