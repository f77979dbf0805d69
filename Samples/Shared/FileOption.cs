using System.CommandLine;
using System.CommandLine.Parsing;

namespace HmmGen.Samples;

/// <summary>An option that names a file, which must be there.</summary>
internal sealed class FileOption : Option<string?>
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    public FileOption(string name, string description)
        : base(name)
    {
        Description = description;
        Validators.Add(Check);
    }

    private void Check(OptionResult result)
    {
        if (result.Tokens is not [{ Value: var path }] || File.Exists(path))
            return;
        result.AddError(Directory.Exists(path) ? $"{Name}: '{path}' is a folder; name a file in it."
            : string.IsNullOrWhiteSpace(path) ? $"{Name}: the name of the file is empty."
            : $"{Name}: there is no file '{path}', seen from {Environment.CurrentDirectory}.");
    }
}
