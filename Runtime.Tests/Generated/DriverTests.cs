using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>
/// Tests that run on devices with a driver in this process; nothing runs beside them. LLVM, of which PoCL's compiler is made, takes
/// every hardware exception for its own end and deletes the files that it is about to read: a division by zero in another test, which
/// .NET turns into an exception, makes an OpenCL kernel's compilation fail.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DriverTests
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Drivers";
}
