using System.Collections.Concurrent;
using System.Text;
using HmmGen.Tool.Output;
using Spectre.Console;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>Progress is for people at a terminal.</summary>
public sealed class ProgressTests
{
    [Fact]
    public void A_terminal_shows_a_bar_for_each_part_and_is_clean_in_the_end()
    {
        using StringWriter written = new();
        int result = new ToolProgress(Terminal(written, isTerminal: true)).Of(["sm_[75]", "opencl"], 2, advance =>
        {
            advance(0);
            advance(0);
            advance(1);
            return 7;
        });

        Assert.Equal(7, result);
        Assert.Contains("sm_[75]", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("opencl", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("%", written.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A thread that shows something by the clock may do so after the end, between results.</summary>
    [Fact]
    public void Only_the_thread_that_works_shows_something()
    {
        using ThreadWriter written = new();
        new ToolProgress(Terminal(written, isTerminal: true)).Of(["opencl"], 1, static advance =>
        {
            Thread.Sleep(400);
            advance(0);
            return 0;
        });

        Assert.Equal([Environment.CurrentManagedThreadId], written.Threads.Distinct());
    }

    [Fact]
    public void What_is_no_terminal_gets_nothing()
    {
        using StringWriter written = new();
        Assert.Equal(7, new ToolProgress(Terminal(written, isTerminal: false)).Of(["opencl"], 1, Work));
        Assert.Equal(7, new ToolProgress(null).Of(["opencl"], 1, Work));
        Assert.Equal("", written.ToString());

        static int Work(Action<int> advance)
        {
            advance(0);
            return 7;
        }
    }

    [Fact]
    public void An_error_in_the_work_comes_out()
    {
        using StringWriter written = new();
        Assert.Throws<InvalidDataException>(() => new ToolProgress(Terminal(written, isTerminal: true)).Of<int>(["opencl"], 1, _ => throw new InvalidDataException()));
    }

    private static IAnsiConsole Terminal(TextWriter writer, bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        Out = new Screen(writer, isTerminal),
    });

    /// <summary>Knows which threads have written.</summary>
    private sealed class ThreadWriter : StringWriter
    {
        public ConcurrentQueue<int> Threads { get; } = [];

        public override void Write(string? value)
        {
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            base.Write(value);
        }
    }

    /// <summary>What a console is written to.</summary>
    private sealed class Screen(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 80;

        public int Height => 24;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
