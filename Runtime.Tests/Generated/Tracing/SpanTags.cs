using System.Reflection;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>
/// Hides a span parameter's number in its span, where the form of kernel that runs does not look: linear memory has no table, and neither has a span in one
/// stretch; paged memory has no origin.
/// </summary>
internal static class SpanTags
{
    private const long Mark = 1L << 60;

    /// <summary>The spans in a kernel's arguments.</summary>
    /// <typeparam name="TArguments">The arguments' type.</typeparam>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The spans, in the order of the span parameters.</returns>
    public static DeviceSpan[] Read<TArguments>(TArguments arguments) where TArguments : unmanaged
    {
        object boxed = arguments;
        return
        [
            .. typeof(TArguments).GetFields(BindingFlags.Instance | BindingFlags.Public)
                .Where(field => field.FieldType == typeof(DeviceSpan))
                .OrderBy(field => field.MetadataToken)
                .Select(field => (DeviceSpan)field.GetValue(boxed)!),
        ];
    }

    /// <summary>Hides the numbers.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments' type.</typeparam>
    /// <param name="arguments">The arguments.</param>
    /// <param name="spans">Their spans.</param>
    /// <param name="variant">The form that will run.</param>
    public static void Write<TKernel, TArguments>(ref TArguments arguments, DeviceSpan[] spans, KernelVariant variant)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        for (int parameter = 0; parameter < spans.Length; parameter++)
        {
            DeviceSpan span = spans[parameter];
            if (span.Shift == DeviceSpan.InOneStretch || variant is KernelVariant.Linear or KernelVariant.Checked or KernelVariant.Unplanned)
                span.Table = Mark | (uint)parameter;
            else
                span.Origin = Mark | (uint)parameter;
            ArgumentSpans.Bind(ref arguments, parameter, span);
        }
    }

    /// <summary>Finds the number.</summary>
    /// <param name="span">A span that one was hidden in.</param>
    /// <returns>The number.</returns>
    public static int ParameterOf(DeviceSpan span) => (int)(((span.Table & Mark) != 0 ? span.Table : span.Origin) & ~Mark);
}
