using System.Globalization;
using System.Text.RegularExpressions;
using HmmGen.Devices.Ilgpu;

namespace HmmGen.Tool.Verification;

/// <summary>A kind of device that kernels are compiled for.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Open">Makes its compiler.</param>
internal sealed partial record KernelTarget(string Name, Func<OfflineCompiler> Open)
{
    private const string OpenCLName = "opencl";

    /// <summary>The targets when none is named: the oldest and the newest NVIDIA GPUs that matter, and OpenCL.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["sm_75", "sm_90", OpenCLName];

    /// <summary>The target of a name.</summary>
    /// <param name="name">The name: <c>opencl</c>, or an architecture of NVIDIA's such as <c>sm_90</c>.</param>
    /// <returns>The target; null when there is none.</returns>
    public static KernelTarget? Of(string name)
    {
        if (name == OpenCLName)
        {
            return new KernelTarget(name, OfflineCompiler.OpenCL);
        }

        Match architecture = Architecture().Match(name);
        if (!architecture.Success)
        {
            return null;
        }

        int major = int.Parse(architecture.Groups["major"].Value, CultureInfo.InvariantCulture);
        int minor = int.Parse(architecture.Groups["minor"].Value, CultureInfo.InvariantCulture);
        return new KernelTarget(name, () => OfflineCompiler.Ptx(major, minor));
    }

    [GeneratedRegex("^sm_(?<major>[5-9]|1[0-9])(?<minor>[0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex Architecture();
}
