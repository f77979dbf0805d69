namespace HmmGen.Language.Tests.RandomPrograms;

/// <content>The expressions of kernels: values of each type, indices and conditions.</content>
internal sealed partial class LaneGenerator
{
    private (string Name, string Type) Field() => _random.Next(5) switch { 3 when _isNarrow => ("X", "float"), 0 => ("X", "float"), 1 => ("Y", "int"), 2 => ("Z", "byte"), 3 => ("W", "double"), _ => ("V", "bool") };

    // An index of a span, in bounds unless the kernel may fail.
    private string Index(string name) => _random.Next(_loops > 0 ? 14 : 18) switch
    {
        < 2 => Crossed,
        < 6 => Own,
        6 or 7 => $"{Own} + {_random.Next(1, 5)}",
        8 => Last,
        9 => $"{Last} + (s & 7)",
        10 => "s & 15",
        11 => _loops > 0 && _variables.Exists(static variable => variable.Name[0] == '+') ? $"{Own} + {_variables.Last(static variable => variable.Name[0] == '+').Name[1..]}" : "t & 7",
        12 => _canFail ? $"{Own} + t" : Own,
        13 when _loops > 0 => Own,
        13 => _canFail ? Of("int", 1) : $"{Of("int", 1)} & 31",
        14 => $"(int)((uint)({Of("int", 1)}) % (uint){name}.Length)",
        15 => $"2 * ({Own})",
        16 => $"{name}.Length - 1 - ({Own})",
        _ => $"3 * ({Own}) + 2",
    };

    private string Narrow(string type, int depth) => type switch
    {
        "byte" or "sbyte" or "short" or "ushort" or "char" => $"({type})({Of(_isNarrow ? Pick("int", "int", "uint") : Pick("int", "int", "uint", "long", "ulong"), depth)})",
        _ => Of(type, depth),
    };

    // An element whose type becomes the wanted one without a cast.
    private string? Element(string type)
    {
        bool reads = _meets && _outputs.Count > 0 && _random.Next(3) == 0;
        List<(string Type, string Name)> from = reads || (_random.Next(9) == 0 && _outputs.Count > 0) ? _outputs : _inputs;
        (string element, string name) = from[_random.Next(from.Count)];
        string index = from == _outputs && !reads ? Own : Index(name);
        if (element == "Part")
        {
            (string field, string kind) = Field();
            return kind == type || (type == "int" && kind == "byte") ? $"{name}[{index}].{field}" : null;
        }

        return element == type || (type == "int" && Narrows.Contains(element)) ? $"{name}[{index}]" : null;
    }

    private string Leaf(string type)
    {
        for (int tries = 0; tries < 4; tries++)
        {
            if (_random.Next(2) == 0 && Element(type) is { } element)
            {
                return element;
            }

            (string Type, string Name)[] fitting = [.. _variables.Where(variable => variable.Type == type || (type == "int" && Narrows.Contains(variable.Type)))];
            if (fitting.Length > 0 && _random.Next(3) > 0)
            {
                return fitting[_random.Next(fitting.Length)].Name.TrimStart('+');
            }
        }

        return type switch
        {
            "int" => Pick("i", Last, "s", "t", "n", $"({Own})", "-7", "3", "int.MaxValue", "int.MinValue"),
            "uint" => Pick($"(uint){Last}", "(uint)s", "0x80000001u", "5u"),
            "long" => Pick($"(long){Last}", "g", "-3L", "long.MinValue", $"(long)({Own})"),
            "ulong" => Pick($"(ulong){Last}", "(ulong)g", "0x8000000000000003ul", "9ul"),
            "float" => Pick("p", "0.5f", $"(float){Last}", "-3f", "float.NaN", "1e30f"),
            "double" => Pick("q", "1.25", $"(double){Last}", "-1e300", "double.PositiveInfinity"),
            _ => Pick("(s > t)", $"({Last} % 3 == 1)", "true", "false"),
        };
    }

    private string Of(string type, int depth) => depth <= 0 || _random.Next(5) == 0
        ? Leaf(type)
        : type switch { "bool" => Truth(depth), "float" or "double" => Real(type, depth - 1), _ => Whole(type, depth - 1) };

    private string Truth(int depth)
    {
        if (depth <= 0)
        {
            return Leaf("bool");
        }

        string type = Pick(_computed);
        return _random.Next(10) switch
        {
            0 => $"({Truth(depth - 1)} && {Truth(depth - 1)})",
            1 => $"({Truth(depth - 1)} || {Truth(depth - 1)})",
            2 => $"!{Truth(depth - 1)}",
            3 => $"({Truth(depth - 1)} {Pick("==", "!=", "&", "|", "^")} {Truth(depth - 1)})",
            4 when _isNarrow => $"float.{Pick("IsNaN", "IsFinite", "IsInfinity")}({Of("float", depth - 1)})",
            4 => Pick($"float.IsNaN({Of("float", depth - 1)})", $"double.IsFinite({Of("double", depth - 1)})", $"float.IsInfinity({Of("float", depth - 1)})"),
            5 => Leaf("bool"),
            _ => $"({Of(type, depth - 1)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Of(type, depth - 1)})",
        };
    }

    private string Whole(string type, int depth)
    {
        string left = Of(type, depth), right = Of(type, depth);
        string suffix = type switch { "uint" => "u", "long" => "L", "ulong" => "ul", _ => "" };
        switch (_random.Next(14))
        {
            case 0 or 1:
                return $"({left} + {right})";
            case 2:
                return $"({left} - {right})";
            case 3:
                return $"({left} * {right})";
            case 4:
                return $"({left} {Pick("&", "|", "^")} {right})";
            case 5:
                return $"({left} {Pick("/", "%")} {_random.Next(2, 18)}{suffix})";
            case 6:
                return _canFail ? $"({left} {Pick("/", "%")} ({right} ^ ({type})(s & 8)))" : $"({left} {Pick("/", "%")} (({right} & 15{suffix}) | 1{suffix}))";
            case 7:
                return $"({left} {Pick("<<", ">>", ">>>")} {(_random.Next(2) == 0 ? _random.Next(0, 70) : Of("int", depth))})";
            case 8:
                return type is "int" or "long" ? $"(-({left}))" : $"(~{left})";
            case 9:
                return $"({Truth(depth)} ? ({type}){left} : {right})";
            case 10:
                return $"Math.{Pick("Min", "Max")}(({type}){left}, ({type}){right})";
            case 11:
                return Function(type, left, depth);
            case 12 when type is "int":
                return $"({Pick(Narrows)})({Of(_isNarrow ? Pick("int", "uint") : Pick("int", "uint", "long", "ulong"), depth)})";
            default:
                string other = Pick(_computed);
                return $"({type})({Of(other, depth)})";
        }
    }

    // The functions that count bits or turn them have no wide form.
    private string Function(string type, string left, int depth) => (type, _random.Next(_isNarrow ? 2 : 0, 5)) switch
    {
        ("int", 0) => $"BitOperations.PopCount({Of("uint", depth)})",
        ("int", 1) => $"BitOperations.LeadingZeroCount({Of(Pick("uint", "ulong"), depth)})",
        ("int", 2) => $"BitConverter.SingleToInt32Bits({Of("float", depth)})",
        ("int", 3) => _canFail ? Pick($"Math.Abs((int){left})", $"MathF.Sign({Of("float", depth)})") : Pick($"Math.Clamp((int){left}, -5, 90)", $"Math.Sign({left})"),
        ("uint", 0) => $"BitOperations.RotateLeft({left}, {Of("int", depth)})",
        ("uint", 2) => $"BitConverter.SingleToUInt32Bits({Of("float", depth)})",
        ("ulong", 0 or 1) => $"BitOperations.RotateRight({left}, {Of("int", depth)})",
        _ => $"Math.{Pick("Min", "Max")}(({type}){left}, ({type})3)",
    };

    private string Real(string type, int depth)
    {
        string left = Of(type, depth), right = Of(type, depth);
        string math = type == "float" ? "MathF" : "Math";
        switch (_random.Next(13))
        {
            case 0 or 1 or 2:
                return $"({left} + {right})";
            case 3:
                return $"({left} - {right})";
            case 4 or 5:
                return $"({left} * {right})";
            case 6:
                return $"({left} / {right})";
            case 7:
                return $"({Truth(depth)} ? {left} : {right})";
            case 8:
                return $"{math}.{Pick("Min", "Max")}({ConstantText.Varying(left, type)}, {ConstantText.Varying(right, type)})";
            case 9:
                return $"{math}.{Pick("Sqrt", "Abs", "Floor", "Ceiling", "Truncate", "Round")}({left})";
            case 10:
                return _random.Next(8) switch
                {
                    0 => $"{math}.{Pick("Pow", "CopySign", "Log", "Atan2")}({left}, {right})",
                    1 => $"(-({left}))",
                    2 => $"{type}.{Pick("Exp2", "Exp10", "Abs", "Sqrt", "DegreesToRadians", "RadiansToDegrees")}({left})",
                    3 when type == "float" => Pick($"BitConverter.Int32BitsToSingle({Of("int", depth)})", $"BitConverter.UInt32BitsToSingle({Of("uint", depth)})"),
                    4 => $"{math}.{Pick("Tan", "Sinh", "Cosh", "Atan", "Cbrt")}({left})",
                    _ => $"{math}.{Pick("Exp", "Sin", "Cos", "Log", "Log2", "Log10", "Tanh")}({left})",
                };
            case 11:
                return _random.Next(2) == 0 ? $"{math}.FusedMultiplyAdd({left}, {right}, {Of(type, depth)})" : $"({left} % {right})";
            default:
                return $"({type})({Of(Pick(_computed), depth)})";
        }
    }
}
