using HmmGen.Kernels;

namespace HmmGen.Planning.Steps;

/// <summary>Reads a kernel's access plan, line by line; docs/architecture.md has the grammar.</summary>
internal sealed class PlanReader
{
    private const int MostNumbers = 1 << 16;

    private readonly KernelDescriptor _descriptor;
    private readonly PlanLexer _lexer;
    private readonly PlanNames _names = new();
    private readonly PlanStepList _steps = new();
    private readonly PlanExpressionReader _expressions;
    private int _numbers;

    private PlanReader(string text, KernelDescriptor descriptor)
    {
        _descriptor = descriptor;
        _lexer = new PlanLexer(text);
        _expressions = new PlanExpressionReader(_lexer, _names, _steps);
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="text">The text.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <returns>The plan's steps.</returns>
    /// <exception cref="InvalidOperationException">The text is no plan of the kernel.</exception>
    internal static PlanSteps Read(string text, KernelDescriptor descriptor)
    {
        try
        {
            PlanReader reader = new(text, descriptor);
            reader.Lines();
            return reader._steps.Complete(text, reader._numbers);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"The kernel {descriptor.Name} was generated wrongly; this is an error in HmmGen. {e.Message}", e);
        }
    }

    private void Lines()
    {
        while (_lexer.Current.Kind != PlanTokenKind.End)
        {
            if (_lexer.Current.Kind == PlanTokenKind.Number) Access();
            else if (_lexer.Current.Kind == PlanTokenKind.Word) Declaration();
            if (_lexer.Current.Kind == PlanTokenKind.LineEnd) _lexer.Move();
            else if (_lexer.Current.Kind != PlanTokenKind.End) throw _lexer.Error("the line does not go on like this");
        }
    }

    private void Declaration()
    {
        ReadOnlySpan<char> name = _lexer.Word;
        _lexer.Move();
        PlanStep step;
        bool isLoop = false;
        if (_lexer.Skip("="))
        {
            step = Definition();
        }
        else
        {
            _lexer.Expect(":");
            isLoop = _lexer.Is("from");
            step = isLoop ? Loop() : Source();
        }
        if (!_names.TryAdd(name, step, isLoop)) throw _lexer.Error($"\"{name}\" stands for something else already");
    }

    private PlanStep Source()
    {
        if (_lexer.Skip("index")) return new PlanStep(PlanOperation.Index, _lexer.Below(_descriptor.Rank));
        if (_lexer.Skip("length")) return new PlanStep(PlanOperation.Length, _lexer.Below(_descriptor.Parameters.Count));
        if (_lexer.Skip("number")) return new PlanStep(PlanOperation.Number, Number());
        if (_lexer.Skip("unsigned")) return new PlanStep(PlanOperation.Unsigned, Number());
        throw _lexer.Error("a name cannot stand for this");
    }

    private int Number()
    {
        int number = _lexer.Below(MostNumbers);
        _numbers = Math.Max(_numbers, number + 1);
        return number;
    }

    private PlanStep Loop()
    {
        _lexer.Expect("from");
        _expressions.Read();
        _lexer.Expect("until");
        _expressions.Read();
        _lexer.Expect("by");
        _expressions.Read();
        return Kept(PlanOperation.Loop, PlanOperation.Value, _steps.NewValue());
    }

    private PlanStep Definition()
    {
        if (TryRuns()) return Kept(PlanOperation.KeepCondition, PlanOperation.Condition, _steps.NewCondition());
        _expressions.Read();
        return TryComparison()
            ? Kept(PlanOperation.KeepCondition, PlanOperation.Condition, _steps.NewCondition())
            : Kept(PlanOperation.KeepValue, PlanOperation.Value, _steps.NewValue());
    }

    private PlanStep Kept(PlanOperation keep, PlanOperation give, int number)
    {
        _steps.Add(keep, number);
        return new PlanStep(give, number);
    }

    private void Access()
    {
        int site = _lexer.Below(_descriptor.Sites.Count);
        if (_lexer.Skip("after"))
        {
            _lexer.Expect("effects");
            _steps.Add(PlanOperation.AfterEffects, site);
        }
        _lexer.Expect(":");
        bool isPossible = _lexer.Skip("may");
        string verb = _descriptor.Sites[site].Kind switch
        {
            AccessKind.Read => "read",
            AccessKind.Write => "write",
            _ => "change",
        };
        _lexer.Expect(isPossible ? verb : verb + "s");
        if (_lexer.Current.Kind != PlanTokenKind.Word) throw _lexer.Error("the parameter is missing");
        _lexer.Move();
        _lexer.Expect("[");
        _expressions.Read();
        _lexer.Expect("]");
        if (_lexer.Skip("where"))
        {
            do Condition();
            while (_lexer.Skip("and"));
        }
        _steps.Add(isPossible ? PlanOperation.PossibleAccess : PlanOperation.Access, site);
    }

    private void Condition()
    {
        bool isOneWord = _lexer.Next.Kind is PlanTokenKind.End or PlanTokenKind.LineEnd || _lexer.IsNext("and");
        if (isOneWord && _lexer.Skip("?"))
        {
            _steps.Add(PlanOperation.UnknownCondition);
        }
        else if (isOneWord)
        {
            if (!_names.TryCondition(_lexer.Word, out PlanStep step)) throw _lexer.Error("no condition has this name");
            _lexer.Move();
            _steps.Add(step);
        }
        else if (!TryRuns())
        {
            _expressions.Read();
            if (!TryComparison()) throw _lexer.Error("a comparison is missing");
        }
    }

    private bool TryRuns()
    {
        if (_lexer.Current.Kind != PlanTokenKind.Word || !_lexer.IsNext("runs")) return false;
        if (!_names.TryLoop(_lexer.Word, out PlanStep step)) throw _lexer.Error("no loop has this name");
        _lexer.Move();
        _lexer.Move();
        _steps.Add(PlanOperation.Runs, step.Number);
        return true;
    }

    private bool TryComparison()
    {
        if (PlanOperators.Comparing(_lexer.Word) is not { } comparison) return false;
        _lexer.Move();
        _expressions.Read();
        _steps.Add(comparison);
        return true;
    }
}
