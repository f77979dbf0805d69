using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>What is folded, and what keeps its name.</summary>
public sealed class ValueForwardingTests
{
    private readonly BodyMaker _body = new();

    [Fact]
    public void ValueOfOneUse_IsFolded()
    {
        int sum = _body.Value("sum");
        _body.Block();
        _body.Set(sum, Binary(Argument(0), Op.Add, Number(1)));
        _body.Store(BodyMaker.First, Index(), Local(sum));
        Expect("a[i] = (n0 + 1)");
    }

    [Fact]
    public void ValueOfTwoUses_IsComputedOnce()
    {
        int sum = _body.Value("sum");
        _body.Block();
        _body.Set(sum, Binary(Argument(0), Op.Add, Number(1)));
        _body.Store(BodyMaker.First, Index(), Binary(Local(sum), Op.Multiply, Local(sum)));
        Expect("sum = (n0 + 1)", "a[i] = (sum * sum)");
    }

    [Fact]
    public void ValuesOfValues_AreFoldedIntoOneExpression()
    {
        (int sum, int product) = (_body.Value("sum"), _body.Value("product"));
        _body.Block();
        _body.Set(sum, Binary(Argument(0), Op.Add, Number(1)));
        _body.Set(product, Binary(Local(sum), Op.Multiply, Number(3)));
        _body.Store(BodyMaker.First, Local(product), Number(0));
        Expect("a[((n0 + 1) * 3)] = 0");
    }

    [Fact]
    public void Value_IsNotFoldedAcrossAnAssignmentOfWhatItReads()
    {
        (int x, int old) = (_body.Variable("x"), _body.Value("old"));
        _body.Block();
        _body.Set(x, Argument(0));
        _body.Load(x, BodyMaker.Second, Index());
        _body.Set(old, Binary(Local(x), Op.Add, Number(1)));
        _body.Set(x, Number(5));
        _body.Store(BodyMaker.First, Local(x), Local(old));
        Expect("x = n0", "x = b[i]", "old = (x + 1)", "x = 5", "a[x] = old");
    }

    [Fact]
    public void Value_IsNotFoldedAcrossALoadIntoWhatItReads()
    {
        (int x, int old) = (_body.Variable("x"), _body.Value("old"));
        _body.Block();
        _body.Set(x, Argument(0));
        _body.Set(old, Binary(Local(x), Op.Add, Number(1)));
        _body.Load(x, BodyMaker.Second, Index());
        _body.Store(BodyMaker.First, Local(x), Local(old));
        Expect("x = n0", "old = (x + 1)", "x = b[i]", "a[x] = old");
    }

    [Fact]
    public void Value_IsFoldedAcrossAnAssignmentOfAnotherVariable()
    {
        (int x, int y, int sum) = (_body.Variable("x"), _body.Variable("y"), _body.Value("sum"));
        _body.Block(new JumpTerminator(1));
        _body.Load(x, BodyMaker.Second, Index());
        _body.Set(sum, Binary(Local(x), Op.Add, Number(1)));
        _body.Set(y, Number(5));
        _body.Store(BodyMaker.First, Local(x), Local(sum));
        _body.Block(new BranchTerminator(Binary(Local(y), Op.Less, Local(x)), 1, 2));
        _body.Set(y, Binary(Local(y), Op.Add, Number(1)));
        _body.Block();
        Expect("x = b[i]", "y = 5", "a[x] = (x + 1)", "goto 1", "1:", "y = (y + 1)", "if (y < x) goto 1 else 2", "2:");
    }

    [Fact]
    public void AssignmentOfAMember_ChangesTheWholeStruct()
    {
        (int pair, int old) = (_body.Variable("pair", BodyMaker.Pair), _body.Value("old"));
        Expression x = new FieldExpression(ValueType.Int32, new LocalExpression(BodyMaker.Pair, pair), "X");
        _body.Block();
        _body.Load(pair, BodyMaker.Structs, Index());
        _body.Set(old, x);
        _body.Set(pair, Number(7), "X");
        _body.Store(BodyMaker.First, Local(old), x);
        Expect("pair = s[i]", "old = pair.X", "pair.X = 7", "a[old] = pair.X");
    }

    [Fact]
    public void CopyOfAVariable_IsReplacedAtEachUseBeforeItChanges()
    {
        (int x, int copy) = (_body.Variable("x"), _body.Value("copy"));
        _body.Block();
        _body.Load(x, BodyMaker.Second, Index());
        _body.Set(copy, Local(x));
        _body.Store(BodyMaker.First, Local(copy), Local(copy));
        _body.Set(x, Binary(Local(x), Op.Add, Number(1)));
        _body.Store(BodyMaker.First, Local(x), Number(0));
        Expect("x = b[i]", "a[x] = x", "x = (x + 1)", "a[x] = 0");
    }

    [Fact]
    public void CopyOfAVariable_KeepsTheOldValueAfterItChanges()
    {
        (int x, int copy) = (_body.Variable("x"), _body.Value("copy"));
        _body.Block();
        _body.Load(x, BodyMaker.Second, Index());
        _body.Set(copy, Local(x));
        _body.Set(x, Binary(Local(copy), Op.Add, Number(1)));
        _body.Store(BodyMaker.First, Local(copy), Local(x));
        Expect("x = b[i]", "copy = x", "x = (x + 1)", "a[copy] = x");
    }

    [Fact]
    public void VariableSetOnce_IsReplacedWhereItsDefinitionDominates()
    {
        int x = _body.Variable("x");
        _body.Block(new BranchTerminator(Binary(Index(), Op.Less, Number(3)), 1, 2));
        _body.Set(x, Argument(0));
        _body.Block(new JumpTerminator(2));
        _body.Store(BodyMaker.First, Index(), Local(x));
        _body.Block();
        _body.Store(BodyMaker.Second, Index(), Local(x));
        Expect("if (i < 3) goto 1 else 2", "1:", "a[i] = n0", "goto 2", "2:", "b[i] = n0");
    }

    [Fact]
    public void VariableSetOnce_StaysWhereItsDefinitionDoesNotDominate()
    {
        int x = _body.Variable("x");
        _body.Block(new BranchTerminator(Binary(Index(), Op.Less, Number(3)), 1, 2));
        _body.Block(new JumpTerminator(2));
        _body.Set(x, Argument(0));
        _body.Block();
        _body.Store(BodyMaker.Second, Index(), Local(x));
        Expect("if (i < 3) goto 1 else 2", "1:", "x = n0", "goto 2", "2:", "b[i] = x");
    }

    [Fact]
    public void VariableSetOnceLateInALoop_StaysAsItIsReadBefore()
    {
        (int x, int loaded) = (_body.Variable("x"), _body.Value("loaded"));
        _body.Block(new JumpTerminator(1));
        _body.Block(new BranchTerminator(Binary(Index(), Op.Less, Number(3)), 1, 2));
        _body.Load(loaded, BodyMaker.Second, Index());
        _body.Store(BodyMaker.First, Local(loaded), Local(x));
        _body.Set(x, Local(loaded));
        _body.Block();
        Expect("goto 1", "1:", "loaded = b[i]", "a[loaded] = x", "x = loaded", "if (i < 3) goto 1 else 2", "2:");
    }

    [Fact]
    public void VariableSetTwice_IsNotReplaced()
    {
        int x = _body.Variable("x");
        _body.Block(new BranchTerminator(Binary(Index(), Op.Less, Number(3)), 1, 2));
        _body.Set(x, Argument(0));
        _body.Block(new JumpTerminator(2));
        _body.Set(x, Argument(1));
        _body.Block();
        _body.Store(BodyMaker.Second, Index(), Local(x));
        Expect("x = n0", "if (i < 3) goto 1 else 2", "1:", "x = n1", "goto 2", "2:", "b[i] = x");
    }

    [Fact]
    public void LongExpression_IsCutAtTheLimit()
    {
        int[] sums = [.. Enumerable.Range(0, 20).Select(n => _body.Value($"sum{n}"))];
        _body.Block();
        _body.Set(sums[0], Binary(Argument(0), Op.Add, Number(1)));
        for (int n = 1; n < sums.Length; n++) _body.Set(sums[n], Binary(Local(sums[n - 1]), Op.Add, Number(1)));
        _body.Store(BodyMaker.First, Index(), Local(sums[^1]));
        KernelBody lowered = ValueForwarding.Run(_body.Build());
        Assert.True(lowered.Blocks[0].Instructions.Count is > 1 and < 8, string.Join('\n', BodyText.Of(lowered)));
        Assert.All(lowered.Blocks[0].Instructions, instruction => Assert.True(
            Enumerable.Range(0, instruction.PartCount()).Sum(part => ExpressionSimplifier.Size(instruction.Part(part))) <= ForwardingRules.MostParts));
    }

    [Fact]
    public void UnreadValues_GoWithWhatOnlyTheyRead()
    {
        (int sum, int product, int loaded) = (_body.Value("sum"), _body.Value("product"), _body.Value("loaded"));
        _body.Block();
        _body.Load(loaded, BodyMaker.Second, Index());
        _body.Set(sum, Binary(Local(loaded), Op.Add, Number(1)));
        _body.Set(product, Binary(Local(sum), Op.Multiply, Number(3)));
        Expect("loaded = b[i]");
    }

    [Fact]
    public void Load_JoinsTheVariableThatItIsPutInto()
    {
        (int x, int loaded) = (_body.Variable("x"), _body.Value("loaded"));
        _body.Block(new BranchTerminator(Binary(Local(x), Op.Less, Number(3)), 0, 1));
        _body.Load(loaded, BodyMaker.First, Local(x));
        _body.Set(x, Local(loaded));
        _body.Block();
        Expect("x = a[x]", "if (x < 3) goto 0 else 1", "1:");
    }

    [Fact]
    public void Load_KeepsItsValueWhenThatIsReadElsewhereToo()
    {
        (int x, int loaded) = (_body.Variable("x"), _body.Value("loaded"));
        _body.Block(new BranchTerminator(Binary(Local(x), Op.Less, Number(3)), 0, 1));
        _body.Load(loaded, BodyMaker.First, Local(x));
        _body.Set(x, Local(loaded));
        _body.Set(x, Binary(Local(x), Op.Add, Local(loaded)));
        _body.Block();
        Assert.Contains("loaded = a[x]", Lowered());
    }

    [Fact]
    public void Load_JoinsNoVariableOfAnotherType()
    {
        (int x, int loaded) = (_body.Variable("x", ValueType.Int64), _body.Value("loaded"));
        _body.Block(new BranchTerminator(Binary(Local(x), Op.Less, Number(3)), 0, 1));
        _body.Load(loaded, BodyMaker.First, Index());
        _body.Set(x, Local(loaded));
        _body.Block();
        _body.Set(x, Number(5));
        _body.Store(BodyMaker.First, Local(x), Number(0));
        Expect("loaded = a[i]", "x = loaded", "if (x < 3) goto 0 else 1", "1:", "x = 5", "a[x] = 0");
    }

    [Fact]
    public void Load_IsNeverMoved()
    {
        int loaded = _body.Value("loaded");
        _body.Block();
        _body.Load(loaded, BodyMaker.First, Index());
        _body.Store(BodyMaker.First, Index(), Number(5));
        _body.Store(BodyMaker.Second, Index(), Local(loaded));
        Expect("loaded = a[i]", "a[i] = 5", "b[i] = loaded");
    }

    private string[] Lowered() => BodyText.Of(ValueForwarding.Run(_body.Build()));

    private void Expect(params string[] lines) => Assert.Equal(lines, Lowered());
}
