using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Child.Injection;

/// <summary>The errors that the system or a driver may give for a call.</summary>
internal static class InjectedErrors
{
    private const int NoEntry = 2;
    private const int Interrupted = 4;
    private const int Input = 5;
    private const int BadDescriptor = 9;
    private const int Again = 11;
    private const int NoMemory = 12;
    private const int BadAddress = 14;
    private const int Busy = 16;
    private const int Exists = 17;
    private const int Invalid = 22;
    private const int NoDescriptors = 24;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int Quota = 122;
    private const int BrokenMemory = 133;

    /// <summary>The errors of a call, the likeliest first; none for one that cannot fail.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The numbers.</returns>
    public static int[] Of(CoreCall call) => call switch
    {
        CoreCall.Open or CoreCall.MakeFault or CoreCall.Duplicate => [NoDescriptors],
        CoreCall.MakeMemoryFile => [NoDescriptors, NoMemory],
        CoreCall.ChooseFeatures or CoreCall.SetLength => [Invalid],
        CoreCall.Close => [Input],
        CoreCall.Map => [NoMemory, Again],
        CoreCall.Unmap or CoreCall.Protect => [NoMemory],
        CoreCall.KeepPrivate => [NoMemory, Invalid],
        CoreCall.TakePages => [NoMemory, Interrupted, Invalid],
        CoreCall.Populate => [NoMemory, Interrupted, BadAddress, BrokenMemory],
        CoreCall.Punch => [NoSpace, Interrupted, Input],
        CoreCall.CountPages => [Invalid],
        CoreCall.Register => [NoMemory, Busy],
        CoreCall.Unregister => [NoMemory],
        CoreCall.WriteProtect => [NoMemory, Again, NoEntry],
        CoreCall.Continue => [NoMemory, Again, Exists, BadAddress],
        CoreCall.Poison => [NoMemory, Again, Exists],
        CoreCall.ReadFaults => [Again, Interrupted, Input],
        CoreCall.WaitForFaults => [Interrupted, NoMemory],
        CoreCall.ReadFile => [Input, Interrupted, NoMemory],
        CoreCall.WriteFile => [NoSpace, Interrupted, Input, Quota, TooLarge],
        CoreCall.Synchronize => [Input, NoSpace],
        CoreCall.FileLength => [BadDescriptor],
        CoreCall.WaitForLock => [Interrupted],
        CoreCall.Wake or CoreCall.Identify => [],
        _ => [Input],
    };

    /// <summary>Whether the system gives an error only now and then, so that a call is made again.</summary>
    /// <param name="error">The number.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsTriedAgain(int error) => error is Interrupted or Again;

    /// <summary>An error's name as C has it.</summary>
    /// <param name="error">The number.</param>
    /// <returns>The name.</returns>
    public static string NameOf(int error) => error switch
    {
        NoEntry => "ENOENT",
        Interrupted => "EINTR",
        Input => "EIO",
        BadDescriptor => "EBADF",
        Again => "EAGAIN",
        NoMemory => "ENOMEM",
        BadAddress => "EFAULT",
        Busy => "EBUSY",
        Exists => "EEXIST",
        Invalid => "EINVAL",
        NoDescriptors => "EMFILE",
        TooLarge => "EFBIG",
        NoSpace => "ENOSPC",
        Quota => "EDQUOT",
        BrokenMemory => "EHWPOISON",
        _ => $"error {error}",
    };
}
