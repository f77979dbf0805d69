using System.Globalization;
using HmmGen.Planning;

namespace HmmGen.Tests.Planning;

/// <summary>An index expression of a made-up kernel, in <c>int</c>: it can be run as C# runs it, and planned as generated code does.</summary>
internal abstract record PlanNode
{
    /// <summary>The value for one work item and iteration, wrapped as C# wraps.</summary>
    internal abstract int Run(PlanEnvironment at);

    /// <summary>The value for all of them; not yet converted to <c>int</c>.</summary>
    internal abstract PlanValue Plan(PlanEnvironment over);

    /// <summary>Whether a loop is mentioned.</summary>
    internal abstract bool Mentions(int loop);

    internal sealed record Number(int Value) : PlanNode
    {
        internal override int Run(PlanEnvironment at) => Value;

        internal override PlanValue Plan(PlanEnvironment over) => Value;

        internal override bool Mentions(int loop) => false;

        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    internal sealed record Index(int Dimension) : PlanNode
    {
        internal override int Run(PlanEnvironment at) => (int)at.Item[Dimension];

        internal override PlanValue Plan(PlanEnvironment over) => over.Launch!.Index(Dimension);

        internal override bool Mentions(int loop) => false;

        public override string ToString() => $"i{Dimension}";
    }

    internal sealed record Loop(int Depth) : PlanNode
    {
        internal override int Run(PlanEnvironment at) => at.Loops[Depth];

        internal override PlanValue Plan(PlanEnvironment over) => over.LoopValues[Depth];

        internal override bool Mentions(int loop) => loop == Depth;

        public override string ToString() => $"j{Depth}";
    }

    internal sealed record Data(int Salt) : PlanNode
    {
        internal override int Run(PlanEnvironment at) => (int)(at.Hash(Salt) % 13) - 3;

        internal override PlanValue Plan(PlanEnvironment over) => PlanValue.Unknown;

        internal override bool Mentions(int loop) => false;

        public override string ToString() => $"data{Salt}";
    }

    internal sealed record Choice(PlanProgram.PlanTest Test, PlanNode WhenTrue, PlanNode WhenFalse) : PlanNode
    {
        internal override int Run(PlanEnvironment at) => Test.Run(at) ? WhenTrue.Run(at) : WhenFalse.Run(at);

        internal override PlanValue Plan(PlanEnvironment over)
            => PlanValue.Choose(Test.Plan(over), PlanValue.Int32(WhenTrue.Plan(over)), PlanValue.Int32(WhenFalse.Plan(over)));

        internal override bool Mentions(int loop) => WhenTrue.Mentions(loop) && WhenFalse.Mentions(loop);

        public override string ToString() => $"({Test} ? {WhenTrue} : {WhenFalse})";
    }

    internal sealed record Operation(string Sign, PlanNode Left, PlanNode Right) : PlanNode
    {
        private bool IsBinary => Sign is not ("abs" or "~" or "byte" or "sbyte" or "short" or "ushort" or "uint>>1");

        internal override int Run(PlanEnvironment at)
        {
            int a = Left.Run(at);
            int b = Right.Run(at);
            return unchecked(Sign switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                "%" => a % b,
                "&" => a & b,
                "|" => a | b,
                "^" => a ^ b,
                "<<" => a << b,
                ">>" => a >> b,
                "min" => Math.Min(a, b),
                "max" => Math.Max(a, b),
                "abs" => Math.Abs(a),
                "~" => ~a,
                "byte" => (byte)a,
                "sbyte" => (sbyte)a,
                "short" => (short)a,
                "ushort" => (ushort)a,
                "uint>>1" => (int)((uint)a >> 1),
                _ => throw new InvalidOperationException(Sign),
            });
        }

        internal override PlanValue Plan(PlanEnvironment over)
        {
            PlanValue a = Left.Plan(over);
            PlanValue b = Right.Plan(over);
            if (Sign == "+") return a + b;
            if (Sign == "-") return a - b;
            if (Sign == "*") return a * b;
            a = PlanValue.Int32(a);
            b = PlanValue.Int32(b);
            return Sign switch
            {
                "/" => a / b,
                "%" => a % b,
                "&" => a & b,
                "|" => a | b,
                "^" => a ^ b,
                "<<" => a << (b & 31),
                ">>" => a >> (b & 31),
                "min" => PlanValue.Min(a, b),
                "max" => PlanValue.Max(a, b),
                "abs" => PlanValue.Abs(a),
                "~" => ~a,
                "byte" => PlanValue.Byte(a),
                "sbyte" => PlanValue.SByte(a),
                "short" => PlanValue.Int16(a),
                "ushort" => PlanValue.UInt16(a),
                "uint>>1" => PlanValue.UInt32(a) >> 1,
                _ => throw new InvalidOperationException(Sign),
            };
        }

        internal override bool Mentions(int loop) => Left.Mentions(loop) || (IsBinary && Right.Mentions(loop));

        public override string ToString() => $"({Left} {Sign} {Right})";
    }
}
