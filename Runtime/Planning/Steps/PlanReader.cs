using HmmGen.Kernels;

namespace HmmGen.Planning.Steps;

/// <summary>Reads a kernel's access plan, line by line; docs/compiler.md has the grammar.</summary>
internal sealed class PlanReader
{
    private const int MostNumbers = 1 << 16;

    private readonly KernelDescriptor _descriptor;
    private readonly PlanLexer _lexer;
    private readonly PlanNames _names = new();
    private readonly PlanStepList _steps = new();
    private readonly PlanExpressionReader _expressions;
    private readonly List<int> _conditions = [];

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
    /// <exception cref="InvalidOperationException">The text is not a plan of the kernel.</exception>
    internal static PlanSteps Read(string text, KernelDescriptor descriptor)
    {
        try
        {
            PlanReader reader = new(text, descriptor);
            reader.Lines();
            return reader._steps.Complete(text);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"The access plan of {descriptor.Name} cannot be read: build the kernel's project again, with the version of HmmGen that runs. {e.Message}", e);
        }
    }

    private void Lines()
    {
        while (_lexer.Current.Kind != PlanTokenKind.End)
        {
            if (_lexer.Current.Kind == PlanTokenKind.Number) Access();
            else if (_lexer.Current.Kind == PlanTokenKind.Word) Declaration();
            if (_lexer.Current.Kind == PlanTokenKind.LineEnd) _lexer.Move();
            else if (_lexer.Current.Kind != PlanTokenKind.End) throw _lexer.Error("the line should end here");
        }
    }

    private void Declaration()
    {
        ReadOnlySpan<char> name = _lexer.Word;
        _lexer.Move();
        (PlanNameKind kind, int number) = _lexer.Skip("=") ? Definition() : Source();
        if (!_names.TryAdd(name, kind, number)) throw _lexer.Error($"\"{name}\" stands for something else already");
    }

    private (PlanNameKind Kind, int Number) Source()
    {
        _lexer.Expect(":");
        if (_lexer.Skip("index")) return (PlanNameKind.Value, _steps.Value(PlanOperation.Index, _lexer.Below(_descriptor.Rank)));
        if (_lexer.Skip("length")) return (PlanNameKind.Value, _steps.Value(PlanOperation.Length, _lexer.Below(_descriptor.Parameters.Count)));
        if (_lexer.Skip("number")) return (PlanNameKind.Value, _steps.Number(PlanOperation.Number, _lexer.Below(MostNumbers)));
        if (_lexer.Skip("unsigned")) return (PlanNameKind.Value, _steps.Number(PlanOperation.Unsigned, _lexer.Below(MostNumbers)));
        if (!_lexer.Skip("from")) throw _lexer.Error("\"index\", \"length\", \"number\", \"unsigned\" or \"from\" is missing");
        int from = _expressions.Read();
        _lexer.Expect("until");
        int until = _expressions.Read();
        _lexer.Expect("by");
        return (PlanNameKind.Loop, _steps.Loop(from, until, _expressions.Read()));
    }

    private (PlanNameKind Kind, int Number) Definition()
    {
        if (TryRuns() is { } runs) return (PlanNameKind.Condition, runs);
        int value = _expressions.Read();
        return TryComparison(value) is { } comparison ? (PlanNameKind.Condition, comparison) : (PlanNameKind.Value, value);
    }

    private void Access()
    {
        int site = _lexer.Below(_descriptor.Sites.Count);
        if (_lexer.Skip("after"))
        {
            _lexer.Expect("effects");
            _steps.AfterEffects(site);
        }
        _lexer.Expect(":");
        if (_descriptor.Sites[site].Kind == AccessKind.Guard)
        {
            _lexer.Expect("fails");
            Conditions();
            _steps.Access(PlanOperation.Fails, site, index: 0, _conditions);
            return;
        }
        bool isMay = _lexer.Skip("may");
        string verb = _descriptor.Sites[site].Kind switch
        {
            AccessKind.Read => "read",
            AccessKind.Write => "write",
            _ => "change",
        };
        _lexer.Expect(isMay ? verb : verb + "s");
        if (_lexer.Current.Kind != PlanTokenKind.Word) throw _lexer.Error("the parameter is missing");
        _lexer.Move();
        _lexer.Expect("[");
        int index = _expressions.Read();
        _lexer.Expect("]");
        Conditions();
        _steps.Access(isMay ? PlanOperation.MayAccess : PlanOperation.MustAccess, site, index, _conditions);
    }

    private void Conditions()
    {
        _conditions.Clear();
        if (_lexer.Skip("where"))
        {
            do _conditions.Add(Condition());
            while (_lexer.Skip("and"));
        }
    }

    private int Condition()
    {
        bool isOneWord = _lexer.Next.Kind is PlanTokenKind.End or PlanTokenKind.LineEnd || _lexer.IsNext("and");
        if (isOneWord && _lexer.Skip("?")) return _steps.UnknownCondition();
        if (isOneWord)
        {
            if (!_names.TryFind(_lexer.Word, PlanNameKind.Condition, out int number)) throw _lexer.Error("no condition has this name");
            _lexer.Move();
            return number;
        }
        return TryRuns() ?? TryComparison(_expressions.Read()) ?? throw _lexer.Error("a comparison is missing");
    }

    private int? TryRuns()
    {
        if (_lexer.Current.Kind != PlanTokenKind.Word || !_lexer.IsNext("runs")) return null;
        if (!_names.TryFind(_lexer.Word, PlanNameKind.Loop, out int loop)) throw _lexer.Error("no loop has this name");
        _lexer.Move();
        _lexer.Move();
        return _steps.Condition(PlanOperation.Runs, loop);
    }

    private int? TryComparison(int left)
    {
        if (PlanOperators.Comparing(_lexer.Word) is not { } comparison) return null;
        _lexer.Move();
        return _steps.Condition(comparison, left, _expressions.Read());
    }
}
