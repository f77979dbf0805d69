using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace HmmGen.Tool.Assemblies;

/// <summary>The C# that was generated for a kernel. Compilers put it into the debug symbols.</summary>
internal static class GeneratedSource
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>Finds the source.</summary>
    /// <param name="app">The app.</param>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The text; null when there are no symbols, or they do not have it.</returns>
    public static string? Of(AppAssembly app, AppKernel kernel)
    {
        using FileStream stream = File.OpenRead(app.File.Path);
        using PEReader image = new(stream);
        if (!image.TryOpenAssociatedPortablePdb(app.File.Path, Open, out MetadataReaderProvider? symbols, out _) || symbols is null)
        {
            return null;
        }

        using (symbols)
        {
            MetadataReader reader = symbols.GetMetadataReader();
            DocumentHandle document = DocumentOf(reader, kernel);
            return document.IsNil ? null : TextOf(reader, document);
        }
    }

    private static FileStream? Open(string path) => File.Exists(path) ? File.OpenRead(path) : null;

    /// <summary>The file of the host loop. Device code names the user's lines in place of its own.</summary>
    private static DocumentHandle DocumentOf(MetadataReader symbols, AppKernel kernel)
    {
        MethodInfo? host = kernel.Type.GetMethod("Host", BindingFlags.Public | BindingFlags.Static);
        if (host is null)
        {
            return default;
        }

        MethodDebugInformation about = symbols.GetMethodDebugInformation((MethodDefinitionHandle)MetadataTokens.Handle(host.MetadataToken));
        return about.Document.IsNil ? about.GetSequencePoints().Select(point => point.Document).FirstOrDefault() : about.Document;
    }

    private static string? TextOf(MetadataReader symbols, DocumentHandle document)
    {
        foreach (CustomDebugInformation part in symbols.GetCustomDebugInformation(document).Select(symbols.GetCustomDebugInformation))
        {
            if (symbols.GetGuid(part.Kind) == EmbeddedSource)
            {
                return Decoded(symbols.GetBlobBytes(part.Value));
            }
        }

        string path = symbols.GetString(symbols.GetDocument(document).Name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>The text after its length when uncompressed, which is 0 where it is not compressed.</summary>
    private static string Decoded(byte[] blob)
    {
        using MemoryStream bytes = new(blob, sizeof(int), blob.Length - sizeof(int));
        using Stream plain = BitConverter.ToInt32(blob) == 0 ? bytes : new DeflateStream(bytes, CompressionMode.Decompress);
        using StreamReader reader = new(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
