namespace HmmGen.Planning.Steps;

/// <summary>
/// Reads the values of a plan's text. Operators apply from left to right; parentheses stand wherever C# would read the text otherwise. Open
/// expressions are on a stack of the reader's own, so that no expression is too deep.
/// </summary>
/// <param name="lexer">The text.</param>
/// <param name="names">The names.</param>
/// <param name="steps">The list that gets the steps.</param>
internal sealed class PlanExpressionReader(PlanLexer lexer, PlanNames names, PlanStepList steps)
{
    private readonly Stack<Level> _open = new();
    private readonly Stack<int> _values = new();
    private Level _level;

    /// <summary>A choice takes two values after its condition.</summary>
    private const int ChooseMissing = 2;

    /// <summary>Reads an expression up to the first token that cannot belong to it.</summary>
    /// <returns>The number of the value.</returns>
    internal int Read()
    {
        _level = default;
        while (true)
        {
            if (!TryOpen())
            {
                Operand();
                while (TryClose())
                {
                }
                if (!TryContinue()) break;
            }
        }
        if (_open.Count > 0) throw lexer.Error("a parenthesis is not closed");
        return _values.Pop();
    }

    /// <summary>Enters a parenthesis, or passes a sign before an operand.</summary>
    private bool TryOpen()
    {
        if (lexer.Is("~") || (lexer.Is("-") && lexer.Next.Kind != PlanTokenKind.Number))
        {
            if (_level.Sign is not null) throw lexer.Error("two signs follow one another");
            _level.Sign = lexer.Is("~") ? PlanOperation.Complement : PlanOperation.Negate;
            lexer.Move();
            return true;
        }
        PlanOperation? function = null;
        if (lexer.Current.Kind == PlanTokenKind.Word && (lexer.IsNext("(") || lexer.IsNext("?")))
        {
            ReadOnlySpan<char> name = lexer.Word;
            function = (lexer.IsNext("(") ? PlanOperators.Function(name) : PlanOperators.Fitting(name)) ?? throw lexer.Error("there is no such function");
            lexer.Move();
            lexer.Skip("?");
        }
        else if (!lexer.Is("("))
        {
            return false;
        }
        lexer.Expect("(");
        _open.Push(_level);
        int missing = function switch
        {
            PlanOperation.Min or PlanOperation.Max => 1,
            PlanOperation.Choose => ChooseMissing,
            _ => 0,
        };
        _level = new Level { Function = function, Missing = missing };
        return true;
    }

    private void Operand()
    {
        if (lexer.Current.Kind == PlanTokenKind.Number || lexer.Is("-"))
        {
            _values.Push(steps.Constant(lexer.Number(isNegative: lexer.Is("-"))));
        }
        else if (lexer.Skip("?"))
        {
            _values.Push(steps.Unknown());
        }
        else
        {
            if (lexer.Current.Kind != PlanTokenKind.Word) throw lexer.Error("a value is missing");
            if (!names.TryFind(lexer.Word, PlanNameKind.Value, out int number)) throw lexer.Error("no value has this name");
            lexer.Move();
            _values.Push(number);
        }
        Complete();
    }

    /// <summary>Applies the operator and sign before a complete operand.</summary>
    private void Complete()
    {
        if (_level.Sign is { } sign) Apply(sign);
        if (_level.Operator is { } operation) Apply(operation);
        _level.Sign = null;
        _level.Operator = null;
    }

    private void Apply(PlanOperation operation)
    {
        int last = _values.Pop();
        _values.Push(operation < PlanOperation.Add ? steps.Value(operation, last) : steps.Value(operation, _values.Pop(), last));
    }

    private bool TryClose()
    {
        if (_open.Count == 0 || !lexer.Is(")")) return false;
        if (_level.Missing > 0) throw lexer.Error("the function takes more values");
        lexer.Move();
        Level closed = _level;
        _level = _open.Pop();
        if (closed.Function == PlanOperation.Choose) Choose(closed.Condition);
        else if (closed.Function is { } operation) Apply(operation);
        Complete();
        return true;
    }

    /// <summary>Passes an operator or a comma.</summary>
    private bool TryContinue()
    {
        if (_open.Count > 0 && lexer.Is(","))
        {
            if (_level.Missing == 0) throw lexer.Error("the function takes fewer values");
            int condition = IsCondition ? Condition() : _level.Condition;
            _level = new Level { Function = _level.Function, Missing = _level.Missing - 1, Condition = condition };
        }
        else if (IsCondition && _level.Comparison is null && PlanOperators.Comparing(lexer.Word) is { } comparison)
        {
            _level = new Level { Function = _level.Function, Missing = _level.Missing, Comparison = comparison };
        }
        else if (PlanOperators.Between(lexer.Word) is { } operation)
        {
            bool isSum = operation is PlanOperation.Add or PlanOperation.Subtract;
            if (_level.IsClosed || (_level.HasOperators && !isSum)) throw lexer.Error("parentheses are missing");
            _level.HasOperators = true;
            _level.IsClosed = !isSum && operation != PlanOperation.Multiply;
            _level.Operator = operation;
        }
        else
        {
            return false;
        }
        lexer.Move();
        return true;
    }

    /// <summary>Whether the condition of a choice is being read.</summary>
    private bool IsCondition => _level is { Function: PlanOperation.Choose, Missing: ChooseMissing };

    /// <summary>Ends the condition of a choice.</summary>
    private int Condition()
    {
        int last = _values.Pop();
        return _level.Comparison is { } comparison ? steps.Condition(comparison, _values.Pop(), last)
            : steps.IsUnknown(last) ? steps.UnknownCondition()
            : throw lexer.Error("a comparison is missing");
    }

    private void Choose(int condition)
    {
        int whenFalse = _values.Pop();
        _values.Push(steps.Choose(condition, _values.Pop(), whenFalse));
    }

    /// <summary>The state of one open pair of parentheses.</summary>
    private struct Level
    {
        /// <summary>The function whose arguments these are.</summary>
        internal PlanOperation? Function;

        /// <summary>The number of arguments still missing.</summary>
        internal int Missing;

        /// <summary>The comparison in the condition of a choice.</summary>
        internal PlanOperation? Comparison;

        /// <summary>The condition of a choice, once it is read.</summary>
        internal int Condition;

        /// <summary>The operator before the operand.</summary>
        internal PlanOperation? Operator;

        /// <summary>The sign before the operand.</summary>
        internal PlanOperation? Sign;

        /// <summary>Whether there was an operator.</summary>
        internal bool HasOperators;

        /// <summary>Whether no other operator may follow without parentheses.</summary>
        internal bool IsClosed;
    }
}
