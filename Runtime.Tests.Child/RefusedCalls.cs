// Safety: a filter of system calls lives on the stack until the kernel has copied it.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child;

/// <summary>Linux refuses a call: afterwards every value is right, or an exception has said that it is not to be had.</summary>
internal static unsafe partial class RefusedCalls
{
    private const int Length = 20_000;
    private const int Advise = 28;
    private const int Control = 16;
    private const int Allocate = 285;

    /// <summary>Pages cannot be taken from the user's view.</summary>
    public static int Taking(HmmSpace space) => Run(space, Advise, 2, 24);

    /// <summary>Pages cannot be given memory.</summary>
    public static int Populating(HmmSpace space) => Run(space, Advise, 2, 23);

    /// <summary>Pages cannot be protected.</summary>
    public static int Protecting(HmmSpace space) => Run(space, Control, 1, 0xC018AA06);

    /// <summary>Memory cannot be given back.</summary>
    public static int Removing(HmmSpace space) => Run(space, Allocate, 1, 3);

    private static int Run(HmmSpace space, uint call, int argument, uint value)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> source = space.Allocate<int>(Length);
        using HmmArray<int> target = space.Allocate<int>(Length);
        Span<int> span = source.AsSpan();
        Span<int> result = target.AsSpan();
        int[] expected = new int[Length];
        span.Clear();
        if (!Refuse(call, argument, value))
        {
            return ExitCodes.ModeMissing;
        }

        int done = 0;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < Length; i++)
            {
                span[i] = expected[i] = i + round;
            }

            if (Works(() => Kernels.Copy(device, Length, source, target)))
            {
                done++;
                if (!result.SequenceEqual(expected))
                {
                    return ExitCodes.WrongValue;
                }
            }

            if (Works(() => Kernels.Add(device, Length, 100, source)))
            {
                done++;
                for (int i = 0; i < Length; i++)
                {
                    expected[i] += 100;
                }
            }

            if (!span.SequenceEqual(expected))
            {
                return ExitCodes.WrongValue;
            }
        }

        target.Discard(HmmRange.All);
        Console.WriteLine(done);
        return result.ContainsAnyExcept(0) ? ExitCodes.WrongValue : ExitCodes.Right;
    }

    private static bool Works(Action launch)
    {
        try
        {
            launch();
            return true;
        }
        catch (HmmDeviceException)
        {
            return false;
        }
    }

    /// <summary>From now on a call with an argument of some value fails for lack of memory, in every thread.</summary>
    private static bool Refuse(uint call, int argument, uint value)
    {
        const int NoNewPrivileges = 38;
        const int Filter = 317;
        const int AllThreads = 1;
        const uint RefuseForMemory = 0x0005_000C;
        const uint Allow = 0x7FFF_0000;
        Instruction* program = stackalloc Instruction[6];
        program[0] = new Instruction(0x20, 0, 0, 0);
        program[1] = new Instruction(0x15, 0, 3, call);
        program[2] = new Instruction(0x20, 0, 0, (uint)(16 + 8 * argument));
        program[3] = new Instruction(0x15, 0, 1, value);
        program[4] = new Instruction(0x06, 0, 0, RefuseForMemory);
        program[5] = new Instruction(0x06, 0, 0, Allow);
        FilterProgram filter = new() { Length = 6, Instructions = program };
        return SetProcess(NoNewPrivileges, 1, 0, 0, 0) == 0 && SystemCall(Filter, 1, AllThreads, &filter) == 0;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int SetProcess(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint operation, nint flags, FilterProgram* filter);

    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
