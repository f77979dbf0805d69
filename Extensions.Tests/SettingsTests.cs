using System.Globalization;
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
    [InlineData("MemoryBudget", "4095", "HmmGen:MemoryBudget is '4095': set at least the 4096 bytes of one page, or leave it out.")]
    [InlineData("MemoryBudget", "0", "HmmGen:MemoryBudget is '0': set at least the 4096 bytes of one page, or leave it out.")]
    [InlineData("MemoryBudget:x", "5", "HmmGen:MemoryBudget has a key 'x' in it: set a number of bytes, such as 67108864 or 64MiB.")]
    [InlineData("Kind:0", "Host", "HmmGen:Kind has a key '0' in it: set Host, Cuda, OpenCL, Simulated, or leave it out.")]
    [InlineData("Devices", "red", "HmmGen:Devices is 'red': set the keys of a section in place of a value.")]
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

    [Theory]
    [InlineData("HmmGen", "red", "HmmGen is 'red': set the keys of a section in place of a value.")]
    [InlineData("HmmGen:Devices", "red", "HmmGen:Devices is 'red': set the keys of a section in place of a value.")]
    [InlineData("HmmGen:Devices:small", "red", "HmmGen:Devices:small is 'red': set the keys of a section in place of a value.")]
    [InlineData("HmmGen:Devices:other:Kind", "Host", "HmmGen:Devices:other is for no device: register one with AddHmmDevice(\"other\").")]
    [InlineData(
        "HmmGen:Color",
        "red",
        "HmmGen:Color is not known: HmmGen has the keys Kind, Number, MayFallBack, MemoryBudget, PageSize, MaxDegreeOfParallelism, HostMode, Devices.")]
    public void A_keyed_device_alone_notices_what_is_wrong_around_it(string key, string value, string message)
    {
        using ServiceProvider container = Container.Of(static services => services.AddHmmDevice("small"), new CollectingLog(), (key, value));
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => container.GetRequiredKeyedService<HmmDevice>("small"));

        Assert.Equal(message, Assert.Single(refusal.Failures));
    }

    [Theory]
    [InlineData("Simulated", null, 4096)]
    [InlineData("Simulated", "8192", 8192)]
    [InlineData("Cuda", "8192", 8192)]
    [InlineData(null, null, 4096)]
    public void A_budget_has_room_for_a_page(string? kind, string? pageSize, int least)
    {
        Assert.Equal(least, Budget(least));
        Assert.Equal(
            $"HmmGen:MemoryBudget is '{least - 1}': set at least the {least} bytes of one page, or leave it out.",
            Assert.Single(Assert.Throws<OptionsValidationException>(() => Budget(least - 1)).Failures));

        long? Budget(int bytes)
        {
            using ServiceProvider container = Container.Of(
                new CollectingLog(), ("HmmGen:Kind", kind), ("HmmGen:PageSize", pageSize), ("HmmGen:MemoryBudget", $"{bytes}"));
            return container.GetRequiredService<IOptions<HmmSettings>>().Value.MemoryBudget;
        }
    }

    [Fact]
    public void A_device_of_one_page_runs_a_kernel()
    {
        using ServiceProvider container = Container.Of(new CollectingLog(), ("HmmGen:Kind", "Simulated"), ("HmmGen:MemoryBudget", "4096"));
        int[] x = [1, 2, 3];
        Ops.Double(container.GetRequiredService<HmmDevice>(), x.Length, x);

        Assert.Equal([2, 4, 6], x);
    }

    [Fact]
    public void Numbers_in_messages_are_those_of_no_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~" } };
            using ServiceProvider container = Container.Of(new CollectingLog(), ("HmmGen:Number", "-1"));

            Assert.Equal(
                "HmmGen:Number is '-1': set at least 0.",
                Assert.Single(Assert.Throws<OptionsValidationException>(container.GetRequiredService<HmmDevice>).Failures));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
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
