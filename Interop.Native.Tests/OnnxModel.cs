using System.Text;

namespace HmmGen.Interop.Native.Tests;

/// <summary>A model with one operator, as the bytes of its file: protobuf messages of <c>onnx.proto</c>, written by hand to need no package.</summary>
internal static class OnnxModel
{
    private const int Float = 1;

    /// <summary>Makes a model of a function from one matrix of floats to another of the same shape.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="input">The name of the input.</param>
    /// <param name="output">The name of the output.</param>
    /// <returns>The file.</returns>
    public static byte[] Of(string type, string input, string output)
    {
        byte[] node = [.. Text(1, input), .. Text(2, output), .. Text(4, type)];
        byte[] graph = [.. Message(1, node), .. Text(2, "graph"), .. Message(11, Value(input)), .. Message(12, Value(output))];
        byte[] operators = [.. Text(1, ""), .. Number(2, 13)];

        // ir_version, graph, opset_import.
        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, operators)];
    }

    private static byte[] Value(string name)
    {
        byte[] dimension(string of) => Message(1, Text(2, of));
        byte[] shape = [.. dimension("rows"), .. dimension("columns")];
        byte[] tensor = [.. Number(1, Float), .. Message(2, shape)];
        return [.. Text(1, name), .. Message(2, Message(1, tensor))];
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [(byte)(field << 3 | 2), .. Variable(content.Length), .. content];

    private static byte[] Number(int field, int value) => [(byte)(field << 3), .. Variable(value)];

    private static byte[] Variable(int value)
    {
        List<byte> bytes = [];
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value & 127 | 128));
        }

        return [.. bytes, (byte)value];
    }
}
