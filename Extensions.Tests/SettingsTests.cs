using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace HmmGen.Extensions.Tests;

/// <summary>What is wrong in the settings is refused by key and value.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Kind", "Gpu", "HmmGen:Kind is 'Gpu': set Host, Cuda, OpenCL, Simulated, or leave it out.")]
    [InlineData("Kind", "1", "HmmGen:Kind is '1': set Host, Cuda, OpenCL, Simulated, or leave it out.")]
    [InlineData("Number", "one", "HmmGen:Number is 'one': set a whole number.")]
    [InlineData("Number", "-1", "HmmGen:Number is '-1': set at least 0.")]
    [InlineData("Number", "1", "HmmGen:Number is '1': set Kind too, or leave it out.")]
    [InlineData("MayFallBack", "perhaps", "HmmGen:MayFallBack is 'perhaps': set true or false.")]
    [InlineData("MemoryBudget", "much", "HmmGen:MemoryBudget is 'much': set a number of bytes, such as 67108864 or 64MiB.")]
    [InlineData("MemoryBudget", "9999999999GiB", "HmmGen:MemoryBudget is '9999999999GiB': set a number of bytes, such as 67108864 or 64MiB.")]
    [InlineData("MemoryBudget", "-1", "HmmGen:MemoryBudget is '-1': set a number of bytes, such as 67108864 or 64MiB.")]
    [InlineData("PageSize", "5000", "HmmGen:PageSize is '5000': set a power of two of at least 4096 bytes, or leave it out.")]
    [InlineData("MaxDegreeOfParallelism", "0", "HmmGen:MaxDegreeOfParallelism is '0': set at least 1, or leave it out.")]
    [InlineData("HostMode", "Magic", "HmmGen:HostMode is 'Magic': set Transparent, TransparentUserMode, Scopes, or leave it out.")]
    [InlineData("Devices:small:Kind", "Host", "HmmGen:Devices:small is for no device: register one with AddHmmDevice(\"small\").")]
    [InlineData(
        "Budget",
        "1",
        "HmmGen:Budget is not known: HmmGen has the keys Kind, Number, MayFallBack, MemoryBudget, PageSize, MaxDegreeOfParallelism, HostMode, Devices.")]
    public void A_wrong_value_is_refused_by_key_and_value(string key, string value, string message)
    {
        using ServiceProvider container = Container.Of(new CollectingLog(), ($"HmmGen:{key}", value));

        Assert.Equal(message, Assert.Single(Assert.Throws<OptionsValidationException>(container.GetRequiredService<HmmDevice>).Failures));
    }

    [Fact]
    public void A_wrong_value_of_a_keyed_device_is_refused_by_its_own_key()
    {
        using ServiceProvider container = Container.Of(
            static services => services.AddHmmDevice("small"), new CollectingLog(), ("HmmGen:Devices:small:PageSize", "1"), ("HmmGen:Devices:small:HostMode", "Scopes"));
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => container.GetRequiredKeyedService<HmmDevice>("small"));

        Assert.StartsWith("HmmGen:Devices:small:HostMode is not known", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_takes_no_memory_settings()
    {
        using ServiceProvider container = Container.Of(new CollectingLog(), ("HmmGen:Kind", "Host"), ("HmmGen:MemoryBudget", "1MiB"), ("HmmGen:PageSize", "4096"));
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(container.GetRequiredService<HmmDevice>);

        Assert.Equal(
            [
                "HmmGen:MemoryBudget is '1048576': leave it out, since the host works in place.",
                "HmmGen:PageSize is '4096': leave it out, since the host works in place.",
            ],
            refusal.Failures);
    }

    [Theory]
    [InlineData("12345", 12345L)]
    [InlineData(" 4 KiB ", 4096L)]
    [InlineData("3MiB", 3L << 20)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("1.5 mib", 3L << 19)]
    [InlineData("", null)]
    public void A_budget_may_have_a_unit(string text, long? bytes)
    {
        using ServiceProvider container = Container.Of(new CollectingLog(), ("HmmGen:MemoryBudget", text));

        Assert.Equal(bytes, container.GetRequiredService<IOptions<HmmSettings>>().Value.MemoryBudget);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    public void A_key_that_names_no_section_is_refused(string key) => Assert.Throws<ArgumentException>(() => new ServiceCollection().AddHmmDevice(key));
}
