using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>How blocks begin and end: jumps where all lanes go the same way, masks that are handed on where they part.</content>
internal sealed partial class LaneTile
{
    private void Enter(int block)
    {
        bool isFollower = model.Regions.IsFollower(block);
        string live = string.Join(" | ", Each(group => isFollower ? names.Now(group) : names.Live(block, group)));
        writer.Line($"if (!{_types.Math}Any({live})) goto {names.After(model.Regions.Tail(block))};");
        for (int group = 0; group < groups && !isFollower; group++)
        {
            writer.Line($"{names.Now(group)} = {names.Live(block, group)};");
            writer.Line($"{names.Live(block, group)} = {_types.None};");
        }

        if (model.Regions.Order.Any(last => TurnOf(last) == block))
        {
            writer.Label(names.Turn(block));
        }
    }

    // A block in which lanes may rest ends by handing its live lanes on.
    private void Part(int block, int next)
    {
        switch (_body.Blocks[block].Terminator)
        {
            case JumpTerminator jump when TurnOf(block) == jump.Target:
                writer.Line($"goto {names.Turn(jump.Target)};");
                break;
            case JumpTerminator jump:
                Hand(jump.Target, static (now, _) => now);
                break;
            case BranchTerminator branch when model.Spreads.Of(branch.Condition).IsUniform:
                using (writer.Block($"if ({text.Scalar(branch.Condition, 0)})"))
                {
                    Hand(branch.WhenTrue, static (now, _) => now);
                }

                using (writer.Block("else"))
                {
                    Hand(branch.WhenFalse, static (now, _) => now);
                }

                break;
            case BranchTerminator branch when model.Regions.Follower(block) is { } follower:
                Condition(branch);
                bool isTaken = follower == branch.WhenTrue;
                Hand(isTaken ? branch.WhenFalse : branch.WhenTrue, (now, taken) => $"{now} & {(isTaken ? "~" : "")}{taken}");
                for (int group = 0; group < groups; group++)
                {
                    writer.Line($"{names.Now(group)} &= {(isTaken ? "" : "~")}{names.Taken(group)};");
                }

                return;
            case BranchTerminator branch:
                Condition(branch);
                Hand(branch.WhenTrue, static (now, taken) => $"{now} & {taken}");
                Hand(branch.WhenFalse, static (now, taken) => $"{now} & ~{taken}");
                break;
        }

        writer.Label(names.After(block));
        foreach (int header in model.Regions.EndedLoops(block).Where(header => header != TurnOf(block)))
        {
            writer.Line($"if ({_types.Math}Any({string.Join(" | ", Each(group => names.Live(header, group)))})) goto {names.Block(header)};");
        }

        Goto(model.Regions.After(block), next);
    }

    // The header to which the last block of a loop alone leads back, all of its lanes, of which one is live: nothing has to be asked again. No block for none.
    private int TurnOf(int block)
        => model.Regions.EndedLoops(block) is { Count: > 0 } ended && _body.Blocks[block].Terminator is JumpTerminator jump && jump.Target == ended[0]
            && model.Regions.TurnsAtEnd(ended[0])
            ? ended[0]
            : -1;

    private void Leave(Terminator terminator, int block, int next)
    {
        switch (terminator)
        {
            case ReturnTerminator:
                Goto(_body.Blocks.Count, next);
                break;
            case JumpTerminator jump:
                Wake(jump.Target);
                Goto(jump.Target, next);
                break;
            case BranchTerminator branch when model.Spreads.Parting.Contains(block):
                Condition(branch);
                Hand(branch.WhenTrue, static (_, taken) => taken);
                Hand(branch.WhenFalse, static (_, taken) => "~" + taken);
                Goto(model.Regions.Order.First(other => (other == branch.WhenTrue || other == branch.WhenFalse) && model.Regions.IsParted(other)), next);
                break;
            case BranchTerminator branch:
                using (writer.Block($"if ({text.Scalar(branch.Condition, 0)})"))
                {
                    Wake(branch.WhenTrue);
                    writer.Line($"goto {names.Block(branch.WhenTrue)};");
                }

                Wake(branch.WhenFalse);
                Goto(branch.WhenFalse, next);
                break;
        }
    }

    private void Condition(BranchTerminator branch)
    {
        for (int group = 0; group < groups; group++)
        {
            writer.Line($"{names.Taken(group)} = {text.Vector(branch.Condition, 0, group)};");
        }
    }

    private void Hand(int target, Func<string, string, string> lanes)
    {
        for (int group = 0; group < groups && model.Regions.IsParted(target); group++)
        {
            writer.Line($"{names.Live(target, group)} |= {lanes(names.Now(group), names.Taken(group))};");
        }
    }

    private void Wake(int target)
    {
        for (int group = 0; group < groups && model.Regions.IsParted(target); group++)
        {
            writer.Line($"{names.Live(target, group)} = {_types.All};");
        }
    }

    private void Goto(int target, int next)
    {
        if (target != next)
        {
            writer.Line($"goto {(target == _body.Blocks.Count ? names.Next : names.Block(target))};");
        }
    }
}
