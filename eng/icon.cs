// Draws eng/icon.png, the icon of the packages: pages of memory, some of them on a device.
//
//   usage: dotnet run eng/icon.cs -- eng/icon.png
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

const int Size = 128;
const int Cell = 26;
const uint Background = 0x1B2433FF, Host = 0x3A4A66FF, Mirrored = 0x39B8A6FF, Owned = 0xF2A33AFF;
uint[] pages =
[
    Host, Mirrored, Mirrored, Host,
    Owned, Owned, Mirrored, Host,
    Host, Owned, Host, Mirrored,
    Host, Host, Mirrored, Mirrored,
];

// Each line begins with the number of its filter, 0: none.
byte[] lines = new byte[Size * (1 + Size * 4)];
for (int y = 0; y < Size; y++)
{
    for (int x = 0; x < Size; x++)
    {
        (int column, int left) = Math.DivRem(x - 10, Cell + 1);
        (int row, int top) = Math.DivRem(y - 10, Cell + 1);
        bool isPage = x >= 10 && y >= 10 && column < 4 && row < 4 && left is > 1 and < Cell && top is > 1 and < Cell;
        uint colour = isPage ? pages[row * 4 + column] : IsInside(x, y) ? Background : 0;
        BinaryPrimitives.WriteUInt32BigEndian(lines.AsSpan(y * (1 + Size * 4) + 1 + x * 4), colour);
    }
}

using FileStream file = File.Create(args[0]);
file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
byte[] header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
(header[8], header[9]) = (8, 6);
Write("IHDR", header);
using MemoryStream packed = new();
using (ZLibStream zlib = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
{
    zlib.Write(lines);
}

Write("IDAT", packed.ToArray());
Write("IEND", []);

// A square with round corners.
static bool IsInside(int x, int y)
{
    const int Radius = 20;
    int dx = Math.Max(0, Math.Max(Radius - x, x - (Size - 1 - Radius)));
    int dy = Math.Max(0, Math.Max(Radius - y, y - (Size - 1 - Radius)));
    return dx * dx + dy * dy <= Radius * Radius;
}

void Write(string type, byte[] data)
{
    byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. data];
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
    file.Write(number);
    file.Write(chunk);
    BinaryPrimitives.WriteUInt32BigEndian(number, Sum(chunk));
    file.Write(number);
}

// PNG's check sum.
static uint Sum(byte[] data)
{
    uint sum = uint.MaxValue;
    foreach (byte value in data)
    {
        sum ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }
    }

    return ~sum;
}
