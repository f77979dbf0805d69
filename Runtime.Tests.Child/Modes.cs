namespace HmmGen.Tests.Child;

/// <summary>The environment asks for a mode.</summary>
internal static class Modes
{
    /// <summary>Looks at the space, and asks it for memory.</summary>
    public static int Run()
    {
        HmmSpace space = new();
        Console.WriteLine(space.HostMode);
        try
        {
            space.Allocate<int>(10).Dispose();
            Console.WriteLine($"It gives memory: {space.HostModeReason}");
            return ExitCodes.Right;
        }
        catch (PlatformNotSupportedException refusal)
        {
            Console.WriteLine(refusal.Message);
            return refusal.Message == space.HostModeReason ? ExitCodes.Right : ExitCodes.WrongValue;
        }
    }
}
