using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using HmmGen.Tool.Assemblies;
using HmmGen.Tool.Commands;

namespace HmmGen.Tool.Verification;

/// <summary>The hash of all that the result of a verification depends on, except for the target.</summary>
internal static class ContentHash
{
    /// <summary>Hashes an app: its assembly, the app's assemblies that it needs, HmmGen, ILGPU and .NET.</summary>
    /// <param name="app">The app.</param>
    /// <returns>The hash, as hexadecimal digits.</returns>
    public static string Of(AppAssembly app)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Assembly own in (Assembly[])[typeof(ContentHash).Assembly, typeof(HmmDevice).Assembly, typeof(ILGPU.Context).Assembly])
        {
            Add(hash, string.Create(CultureInfo.InvariantCulture, $"{own.GetName().Name} {own.ManifestModule.ModuleVersionId}"));
        }

        Add(hash, ToolVersion.Current);
        Add(hash, Environment.Version.ToString());
        foreach (string file in Files(app))
        {
            Add(hash, Path.GetFileName(file));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

    private static SortedSet<string> Files(AppAssembly app)
    {
        SortedSet<string> files = new(StringComparer.Ordinal) { app.File.Path };
        Queue<AppFile> open = new([app.File]);
        while (open.TryDequeue(out AppFile? file))
        {
            foreach (string path in file.References.Select(app.Context.PathOf).OfType<string>())
            {
                if (files.Add(path))
                {
                    open.Enqueue(AppFile.Read(path));
                }
            }
        }

        return files;
    }
}
