using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>The parameters of a kernel after its index: the method's own, then hidden ones, whose values each launch reads from static fields.</summary>
internal sealed class KernelParameters
{
    private readonly List<ParameterModel> _parameters = [];
    private readonly Dictionary<ParameterSource, int> _hidden = [];
    private readonly HashSet<string> _names = [];
    private int _spans;

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterModel> All => _parameters;

    /// <summary>Adds a parameter of the method.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="type">Its type, or the type of its elements.</param>
    /// <returns>Its number.</returns>
    public int Add(string name, ParameterKind kind, ValueType type)
    {
        _names.Add(name);
        return Add(name, kind, type, null);
    }

    /// <summary>A hidden parameter; equal sources share one.</summary>
    /// <param name="name">The name it would like.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="type">Its type, or the type of its elements.</param>
    /// <param name="source">Where its value comes from.</param>
    /// <returns>Its number.</returns>
    public int Hidden(string name, ParameterKind kind, ValueType type, ParameterSource source)
    {
        if (!_hidden.TryGetValue(source, out int number))
        {
            string unique = name;
            for (int i = 2; !_names.Add(unique); i++)
            {
                unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            number = Add(unique, kind, type, source);
            _hidden.Add(source, number);
        }

        return number;
    }

    private int Add(string name, ParameterKind kind, ValueType type, ParameterSource? source)
    {
        _parameters.Add(new ParameterModel(name, kind, type, kind == ParameterKind.Scalar ? -1 : _spans++, false, false, source));
        return _parameters.Count - 1;
    }
}
