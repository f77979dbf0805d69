using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HmmGen.Samples;

/// <summary>How much is done in a second.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        => new Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0}/s") : "");
}
