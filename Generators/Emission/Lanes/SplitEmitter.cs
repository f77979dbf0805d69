using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints the method that finds a row's inner items, runs these without the tests of the ends, and the others with them.</summary>
internal sealed class SplitEmitter
{
    private readonly SourceWriter _writer;
    private readonly LaneModel _model;
    private readonly LaneSplit _split;
    private readonly ExpressionText _text;
    private readonly string _shape;
    private readonly string _first;
    private readonly string _count;
    private readonly string[] _given;
    private readonly string _inner;
    private readonly string _done;
    private readonly string _wanted;
    private readonly string _now;
    private readonly string _row;
    private readonly string _blocks;

    private SplitEmitter(SourceWriter writer, LaneModel model, LaneSplit split)
    {
        (_writer, _model, _split) = (writer, model, split);
        _text = new ExpressionText(model.Kernel);
        FreeNames names = new([.. GeneratedNames.Reserved, .. model.Kernel.Indices]);
        _shape = names.Take("shape");
        _given = [names.Take("index0"), names.Take("index1")];
        _first = names.Take("first");
        _count = names.Take("count");
        _inner = names.Take("inner");
        _done = names.Take("done");
        _wanted = names.Take("wanted");
        _now = names.Take("now");
        _row = names.Take("next");
        _blocks = names.Take("blocks");
    }

    /// <summary>The name of the method for the items at the ends of a row.</summary>
    public const string Ends = "Ends";

    private int Items => _model.Groups * LaneModel.Width;

    /// <summary>Prints the method.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The inner kernel.</param>
    /// <param name="split">The parts of a row.</param>
    public static void Emit(SourceWriter writer, LaneModel model, LaneSplit split) => new SplitEmitter(writer, model, split).Emit();

    private void Emit()
    {
        EquatableArray<string> indices = _model.Kernel.Indices;
        string given = $"{GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, {LaneTypes.Lanes}LaneShape {_shape}, int {_given[0]}, int {_given[1]}, int {_first}, int {_count}";
        _writer.Line(LaneEmitter.Optimized);
        using (_writer.Block($"public static int Lanes({given}, int {_blocks})"))
        {
            string rows = $"({_shape} is {LaneTypes.Lanes}LaneShape.Tile or {LaneTypes.Lanes}LaneShape.WideTile ? {Number(_model.Rows)} : 1)";
            _writer.Line($"int {_row} = 0, {_done} = {_count};");
            using (_writer.Block($"for (; {_row} < {_blocks} && {_done} == {_count}; {_row}++)"))
            {
                _writer.Line(
                    $"{_done} = LanesSplit(memory, arguments, {_shape}, {_given[0]}, {_given[1]} + {(_model.Rows > 1 ? rows + " * " : "")}{_row}, {_first}, {_count});");
            }

            _writer.Line($"return ({_row} - 1) * {_count} + {_done};");
        }

        _writer.Line();
        _writer.Line(LaneEmitter.Optimized);
        using (_writer.Block($"private static int LanesSplit({given})"))
        using (_writer.Block("unchecked"))
        {
            LaneHead.Places(_writer, _model);
            for (int dimension = 0; dimension < indices.Count; dimension++)
            {
                _writer.Line($"int {indices[dimension]} = {(dimension == indices.Count - 1 ? _first : _given[dimension + 3 - indices.Count])};");
            }

            _writer.Line($"{LaneTypes.Lanes}LaneRange {_inner} = {LaneTypes.Lanes}LaneRange.Of({_count});");
            Conditions();
            if (_model.Rows > 1)
            {
                Tile(indices[indices.Count - 2]);
            }

            _writer.Line($"int {_done} = 0, {_wanted}, {_now};");
            Before();
            if (_model is { IsWide: true, Rows: 1 })
            {
                string narrow = string.Concat(_model.Lengths.Select(length => $" && !{LaneTypes.Wide.Math}IsNarrow({_text.Of(length)})"));
                using (_writer.Block($"if ({Is("WideRow")}{narrow})"))
                {
                    Inner("WideRow", 2 * Items);
                }
            }

            if (_model.Groups > 1)
            {
                using (_writer.Block($"if ({Is("Row")}{(_model is { IsWide: true, Rows: 1 } ? " || " + Is("WideRow") : "")})"))
                {
                    Inner("Row", Items);
                }
            }

            Inner("Group", LaneModel.Width);
            After();
        }
    }

    private void Conditions()
    {
        HashSet<Expression> steady = [];
        foreach (LaneCondition condition in _split.Conditions)
        {
            if (condition.IsIndex)
            {
                _writer.Line($"{_inner} = {_inner}.Inside({_text.Of(condition.Left)}, {Number(condition.LeftStep)}, {_text.Of(condition.Right)});");
                continue;
            }

            Steady(condition.Left, condition.LeftStep, steady);
            Steady(condition.Right, condition.RightStep, steady);
            _writer.Line(
                $"{_inner} = {_inner}.{condition.Operator}({_text.Of(condition.Left)}, {Number(condition.LeftStep)}, {_text.Of(condition.Right)}, {Number(condition.RightStep)});");
        }
    }

    // The index itself never leaves its type.
    private void Steady(Expression number, int step, HashSet<Expression> steady)
    {
        if (step != 0 && number is not IndexExpression && steady.Add(number))
        {
            _writer.Line($"{_inner} = {_inner}.Steady({_text.Of(number)}, {Number(step)});");
        }
    }

    // Rows side by side run up to where the first of them ends; the rest of each row runs alone.
    private void Tile(string row)
    {
        using (_writer.Block($"if ({Is("Tile")}{(_model.IsWide ? " || " + Is("WideTile") : "")})"))
        {
            using (_writer.Block($"for (int {_row} = 1; {_row} < {Number(_model.Rows)}; {_row}++)"))
            {
                _writer.Line($"{row}++;");
                Conditions();
            }

            string ordinary = Call("Tile", _first, $"{_inner}.End");
            string tiles = _model.IsWide ? $"{Is("WideTile")} ? {Call("WideTile", _first, $"{_inner}.End")} : {ordinary}" : ordinary;
            _writer.Line($"return {_inner}.First > 0 ? 0 : {tiles};");
        }
    }

    private void Before()
    {
        using (_writer.Block($"if ({_inner}.First > 0)"))
        {
            if (_split.Ends is null)
            {
                _writer.Line("return 0;");
                return;
            }

            // What follows begins at a whole vector: where rows do too, none of its accesses lies in two lines of the cache.
            string first = _model is { IsWide: true, Rows: 1 } ? $"{Is("WideRow")} ? {Whole(2 * LaneModel.Width)} : {Whole(LaneModel.Width)}" : Whole(LaneModel.Width);
            _writer.Line($"{_wanted} = global::System.Math.Min({_count}, {first});");
            _writer.Line($"{_done} = {Call(Ends, _first, _wanted)};");
            _writer.Line($"if ({_done} < {_wanted}) return {_done};");
        }
    }

    // Where items may run again, the last group ends with the row. If it fails, some of its items have run already, and run once more through the user's method.
    private void After()
    {
        if (_split.Ends is null)
        {
            _writer.Line($"return {_done};");
        }
        else if (!_model.CanRepeat)
        {
            _writer.Line($"return {_done} < {_count} ? {_done} + {Call(Ends, $"{_first} + {_done}", $"{_count} - {_done}")} : {_done};");
        }
        else
        {
            _writer.Line($"if ({_done} == {_count}) return {_done};");
            _writer.Line($"{_wanted} = global::System.Math.Max({_count} - {_done}, {Number(LaneModel.Width)});");
            _writer.Line($"return {Call(Ends, $"{_first} + {_count} - {_wanted}", _wanted)} == {_wanted} ? {_count} : {_done};");
        }
    }

    private string Whole(int width) => $"({_inner}.First + {Number(width - 1)}) & ~{Number(width - 1)}";

    private void Inner(string shape, int items)
    {
        _writer.Line($"{_wanted} = ({_inner}.End - {_done}) / {Number(items)} * {Number(items)};");
        using (_writer.Block($"if ({_wanted} > 0)"))
        {
            _writer.Line($"{_now} = {Call(shape, $"{_first} + {_done}", _wanted)};");
            _writer.Line($"{_done} += {_now};");
            _writer.Line($"if ({_now} < {_wanted}) return {_done};");
        }
    }

    private string Is(string shape) => $"{_shape} == {LaneTypes.Lanes}LaneShape.{shape}";

    private string Call(string shape, string first, string count) => $"Lanes{shape}(memory, arguments, {_given[0]}, {_given[1]}, {first}, {count}, 1)";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
