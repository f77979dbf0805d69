using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Which checks of an index go, because its access makes them, and which must stay where C# makes them.</summary>
public sealed class BoundsRemovalTests
{
    private readonly BodyMaker _body = new();

    [Fact]
    public void Check_GoesBeforeItsOwnLoad()
    {
        int x = Begin();
        _body.Load(x, BodyMaker.First, Index());
        Expect("x = a[i]");
    }

    [Fact]
    public void Check_GoesBeforeItsOwnStore()
    {
        Begin();
        _body.Store(BodyMaker.First, Index(), Number(1));
        Expect("a[i] = 1");
    }

    [Fact]
    public void Check_GoesBeforeItsOwnAtomic()
    {
        Begin();
        _body.Atomic(-1, BodyMaker.First, Index(), Number(1));
        Expect("_ = add a[i], 1");
    }

    [Fact]
    public void Check_GoesWhereOnlyLoadsAndAssignmentsComeBetween()
    {
        int x = Begin();
        int array = _body.Array();
        _body.Load(x, BodyMaker.Second, Index());
        _body.ArrayStore(array, Number(1), Local(x));
        _body.Set(x, Binary(Local(x), Op.Add, Number(1)));
        _body.Store(BodyMaker.First, Index(), Local(x));
        Expect("x = b[i]", "local0[1] = x", "x = (x + 1)", "a[i] = x");
    }

    [Fact]
    public void Check_StaysBeforeAStoreElsewhere()
    {
        Begin();
        _body.Store(BodyMaker.Second, Index(), Number(1));
        _body.Store(BodyMaker.First, Index(), Number(2));
        Expect("bounds a[i]", "b[i] = 1", "a[i] = 2");
    }

    [Fact]
    public void Check_StaysBeforeAnAtomicElsewhere()
    {
        Begin();
        _body.Atomic(-1, BodyMaker.Second, Index(), Number(1));
        _body.Store(BodyMaker.First, Index(), Number(2));
        Expect("bounds a[i]", "_ = add b[i], 1", "a[i] = 2");
    }

    [Fact]
    public void Check_StaysBeforeAnotherError()
    {
        Begin();
        _body.Guard(Binary(Argument(0), Op.Equal, Number(0)));
        _body.Store(BodyMaker.First, Index(), Number(2));
        Expect("bounds a[i]", "guard (n0 == 0)", "a[i] = 2");
    }

    [Fact]
    public void Check_StaysWhenTheIndexChangesBeforeTheAccess()
    {
        int x = _body.Variable("x");
        _body.Block();
        _body.Bounds(BodyMaker.First, Local(x));
        _body.Set(x, Binary(Local(x), Op.Subtract, Number(1)));
        _body.Store(BodyMaker.First, Local(x), Number(2));
        Expect("bounds a[x]", "x = (x - 1)", "a[x] = 2");
    }

    [Fact]
    public void Check_StaysWhenALoadChangesTheIndexBeforeTheAccess()
    {
        int x = _body.Variable("x");
        _body.Block();
        _body.Bounds(BodyMaker.First, Local(x));
        _body.Load(x, BodyMaker.Second, Index());
        _body.Store(BodyMaker.First, Local(x), Number(2));
        Expect("bounds a[x]", "x = b[i]", "a[x] = 2");
    }

    [Fact]
    public void Check_StaysWithoutItsAccess()
    {
        Begin();
        Expect("bounds a[i]");
    }

    [Fact]
    public void Check_StaysWhenTheAccessIsInAnotherBlock()
    {
        _body.Block(new JumpTerminator(1));
        _body.Bounds(BodyMaker.First, Index());
        _body.Block();
        _body.Store(BodyMaker.First, Index(), Number(2));
        Expect("bounds a[i]", "goto 1", "1:", "a[i] = 2");
    }

    [Fact]
    public void Check_StaysBeforeAnotherElementOfTheSpan()
    {
        int x = Begin();
        _body.Load(x, BodyMaker.First, Index(1));
        Expect("bounds a[i]", "x = a[j]");
    }

    [Fact]
    public void CheckOfASlice_StaysSinceTheAccessChecksTheWholeSpan()
    {
        int x = _body.Value("x");
        Expression element = Binary(Argument(0), Op.Add, Index());
        _body.Block();
        _body.Add(line => new BoundsInstruction(
            line, _body.Site(SiteKind.Guard, BodyMaker.First), BodyMaker.First, Index(), Number(4), element));
        _body.Load(x, BodyMaker.First, element);
        Expect("bounds a[i]", "x = a[(n0 + i)]");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(-1, false)]
    public void ConstantIndexOfALocalArray_IsCheckedOnlyOutside(int index, bool goes)
    {
        _body.Block();
        _body.Add(line => new BoundsInstruction(
            line, _body.Site(SiteKind.Guard, -1), -1, Number(index), Number(BodyMaker.ArrayLength), Number(index)));
        Assert.Equal(goes ? 0 : 1, BoundsRemoval.Run(_body.Build()).Blocks[0].Instructions.Count);
    }

    private int Begin()
    {
        int x = _body.Variable("x");
        _body.Block();
        _body.Bounds(BodyMaker.First, Index());
        return x;
    }

    private void Expect(params string[] lines) => Assert.Equal(lines, BodyText.Of(BoundsRemoval.Run(_body.Build())));
}
