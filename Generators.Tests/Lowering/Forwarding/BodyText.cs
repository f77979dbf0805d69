using HmmGen.Generators.Model;
using Op = HmmGen.Generators.Model.BinaryOperator;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Writes a body in short lines, so that a test can say what it should be.</summary>
internal static class BodyText
{
    private static readonly Dictionary<Op, string> Signs = new()
    {
        [Op.Add] = "+",
        [Op.Subtract] = "-",
        [Op.Multiply] = "*",
        [Op.And] = "&",
        [Op.Less] = "<",
        [Op.Equal] = "==",
    };

    /// <summary>The lines of a body, block after block.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The lines.</returns>
    internal static string[] Of(KernelBody body) =>
    [
        .. body.Blocks.SelectMany((block, at) => (string[])
        [
            .. at == 0 ? (string[])[] : [$"{at}:"],
            .. block.Instructions.Select(instruction => Of(body, instruction)),
            .. block.Terminator switch
            {
                JumpTerminator jump => [$"goto {jump.Target}"],
                BranchTerminator branch => [$"if {Of(body, branch.Condition)} goto {branch.WhenTrue} else {branch.WhenFalse}"],
                _ => (string[])[],
            },
        ]),
    ];

    private static string Of(KernelBody body, Instruction instruction) => instruction switch
    {
        AssignInstruction assign => $"{string.Join('.', assign.Path.Prepend(body.Locals[assign.Local].Name))} = {Of(body, assign.Value)}",
        LoadInstruction load => $"{body.Locals[load.Local].Name} = {Of(body, load.Access)}",
        StoreInstruction store => $"{Of(body, store.Access)} = {Of(body, store.Value)}",
        AtomicInstruction { Local: < 0 } atomic => $"_ = add {Of(body, atomic.Access)}, {Of(body, atomic.Arguments[0])}",
        AtomicInstruction atomic => $"{body.Locals[atomic.Local].Name} = add {Of(body, atomic.Access)}, {Of(body, atomic.Arguments[0])}",
        GuardInstruction guard => $"guard {Of(body, guard.Condition)}",
        BoundsInstruction bounds => $"bounds {Span(bounds.Parameter)}[{Of(body, bounds.Index)}]",
        ArrayLoadInstruction load => $"{body.Locals[load.Local].Name} = {body.Arrays[load.Array].Name}[{Of(body, load.Index)}]",
        ArrayStoreInstruction store => $"{body.Arrays[store.Array].Name}[{Of(body, store.Index)}] = {Of(body, store.Value)}",
        _ => throw new NotSupportedException(),
    };

    private static string Of(KernelBody body, Access access) => $"{Span(access.Parameter)}[{Of(body, access.Index)}]";

    private static string Span(int parameter) => parameter switch
    {
        BodyMaker.First => "a",
        BodyMaker.Second => "b",
        _ => "s",
    };

    private static string Of(KernelBody body, Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Text,
        LocalExpression local => body.Locals[local.Local].Name,
        ArgumentExpression argument => $"n{argument.Parameter}",
        IndexExpression index => index.Dimension == 0 ? "i" : "j",
        LengthExpression length => Span(length.Parameter) + ".Length",
        FieldExpression field => $"{Of(body, field.Receiver)}.{field.Name}",
        UnaryExpression unary => $"{unary.Operator}({Of(body, unary.Operand)})",
        ConvertExpression convert => $"({convert.Type.Kind}){Of(body, convert.Operand)}",
        BinaryExpression binary => $"({Of(body, binary.Left)} {Signs[binary.Operator]} {Of(body, binary.Right)})",
        SelectExpression select => $"({Of(body, select.Condition)} ? {Of(body, select.WhenTrue)} : {Of(body, select.WhenFalse)})",
        _ => throw new NotSupportedException(),
    };
}
