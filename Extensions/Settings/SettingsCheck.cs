using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Options;

namespace HmmGen.Extensions.Settings;

/// <summary>Checks the values of settings. Thread safe.</summary>
/// <typeparam name="TSettings">The settings.</typeparam>
internal sealed class SettingsCheck<TSettings> : IValidateOptions<TSettings>
    where TSettings : HmmDeviceSettings
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TSettings options)
    {
        string section = SettingsSection.Of(name ?? "");
        List<string> failures = [];
        Check(options.Kind is not { } kind || Enum.IsDefined(kind), nameof(options.Kind), options.Kind, "set a kind of device, or leave it out");
        Check(options.Number >= 0, nameof(options.Number), options.Number, "set at least 0");
        Check(options.Number <= 0 || options.Kind is not null, nameof(options.Number), options.Number, "set Kind too, or leave it out");
        bool hasPage = options.PageSize is not { } size || (size >= 4096 && BitOperations.IsPow2(size));
        Check(hasPage, nameof(options.PageSize), options.PageSize, "set a power of two of at least 4096 bytes, or leave it out");
        Check(
            options.MaxDegreeOfParallelism is not < 1,
            nameof(options.MaxDegreeOfParallelism),
            options.MaxDegreeOfParallelism,
            "set at least 1, or leave it out");
        if (options is { Kind: HmmDeviceKind.Host, MayFallBack: false })
        {
            Check(options.MemoryBudget is null, nameof(options.MemoryBudget), options.MemoryBudget, "leave it out, since the host works in place");
            Check(options.PageSize is null, nameof(options.PageSize), options.PageSize, "leave it out, since the host works in place");
        }
        else
        {
            // No launch can bring a page to a device whose memory is smaller than one.
            int page = hasPage && options.PageSize is { } chosen ? chosen : new HmmDeviceOptions().PageSize;
            Check(
                options.MemoryBudget is not { } budget || budget >= page,
                nameof(options.MemoryBudget),
                options.MemoryBudget,
                string.Create(CultureInfo.InvariantCulture, $"set at least the {page} bytes of one page, or leave it out"));
        }

        if (options is HmmSettings { HostMode: { } mode })
        {
            Check(Enum.IsDefined(mode), nameof(HmmSettings.HostMode), mode, "set a mode, or leave it out");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool isRight, string key, object? value, string advice)
        {
            if (!isRight)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{key} is '{value}': {advice}."));
            }
        }
    }
}
