// Safety: the pointers are pins', which live as long as they are used, within their lengths.
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Files are written from and read into arrays that a launch has used, also by users for whom the kernel serves no fault of a system call.</summary>
public sealed class SystemCallTests : IDisposable
{
    private const int Length = 300_000;

    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Spans_are_written_to_files_after_a_launch(HmmHostMode mode, int pageSize)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = Launched(device, mode);
        for (int round = 1; round <= 2; round++)
        {
            using (FileStream stream = new(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                stream.Write(MemoryMarshal.AsBytes(array.AsReadOnlySpan()));
                stream.Write(MemoryMarshal.AsBytes(array.AsSpan()));
            }

            Assert.Equal(-1, Written().AsSpan().IndexOfAnyExcept(round));
            TransparentKernels.Add(device, Length, 1, array);
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Spans_are_read_from_files_after_a_launch(HmmHostMode mode, int pageSize)
    {
        File.WriteAllBytes(_path, MemoryMarshal.AsBytes<int>(Enumerable.Repeat(50, Length).ToArray()));
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = Launched(device, mode);
        for (int round = 1; round <= 2; round++)
        {
            using SafeFileHandle file = File.OpenHandle(_path);
            Assert.Equal(Length * sizeof(int), RandomAccess.Read(file, MemoryMarshal.AsBytes(array.AsSpan()), 0));
            TransparentKernels.Add(device, Length, round, array);
            Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(50 + round));
        }

        using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        TransparentKernels.Add(device, Length, 1, array);
        stream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan(100, 5000)));
        Assert.Equal([53, 50, 50, 53], [array[99], array[100], array[5099], array[5100]]);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public async Task A_memory_is_written_and_read_after_a_launch(HmmHostMode mode)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<byte> array = TransparentSpaces.Open(mode).Allocate<byte>(Length);
        array.AsSpan().Fill(3);
        array.Prefetch(device, HmmRange.All);
        TransparentKernels.AddBytes(device, Length, 4, array);
        await using (FileStream stream = new(_path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0))
        {
            await stream.WriteAsync(array.Memory, token);
            TransparentKernels.AddBytes(device, Length, 1, array);
            stream.Position = 0;
            await stream.ReadExactlyAsync(array.Memory, token);
        }

        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept((byte)7));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void An_old_span_is_written_after_a_flush_or_a_pin(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Launched(device, mode);
        Span<int> span = array.AsSpan();
        TransparentKernels.Add(device, Length, 1, array);
        array.Flush();
        File.WriteAllBytes(_path, MemoryMarshal.AsBytes(span));
        Assert.Equal(-1, Written().AsSpan().IndexOfAnyExcept(2));

        TransparentKernels.Add(device, Length, 1, array);
        using HmmPin<int> pin = array.Pin();
        File.WriteAllBytes(_path, MemoryMarshal.AsBytes(span));
        Assert.Equal(-1, Written().AsSpan().IndexOfAnyExcept(3));
    }

    [Theory]
    [InlineData(0, "Bad address")]
    [InlineData(Length / 2, "Connection timed out")]
    public async Task An_old_span_in_user_mode_is_refused_by_a_socket(int taken, string text)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Launched(device, HmmHostMode.TransparentUserMode);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient client = new();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using TcpClient server = listener.AcceptTcpClient();
        Task received = server.GetStream().CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.Contains(text, Refusal(client.Client, device, array, taken)?.Message, StringComparison.Ordinal);
        client.Close();
        await received;
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public unsafe void Pinned_elements_of_several_protections_are_written_to_a_file(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Launched(device, mode);
        array.Protect((5000, 6000), HmmProtection.ReadOnly);
        array.Protect((20_000, 21_000), HmmProtection.ReadOnly);
        using HmmPin<int> pin = array.Pin((0, 50_000));

        // No span is taken of these elements: that would map them too.
        using (FileStream stream = new(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            stream.Write(new ReadOnlySpan<byte>((byte*)pin.Pointer, 50_000 * sizeof(int)));
        }

        Assert.Equal(-1, Written().AsSpan().IndexOfAnyExcept(1));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public unsafe void Pinned_elements_that_nobody_has_written_are_read_from_a_file_after_a_launch(HmmHostMode mode, int pageSize)
    {
        File.WriteAllBytes(_path, MemoryMarshal.AsBytes<int>(Enumerable.Repeat(50, Length).ToArray()));
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        using HmmPin<int> pin = array.Pin();
        TransparentKernels.Add(device, HmmExtent.Range(1000, 200_000), 1, array);
        using (SafeFileHandle file = File.OpenHandle(_path))
        {
            Assert.Equal(Length * sizeof(int), RandomAccess.Read(file, new Span<byte>((byte*)pin.Pointer, Length * sizeof(int)), 0));
        }

        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(50));
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    private static HmmArray<int> Launched(HmmDevice device, HmmHostMode mode)
    {
        HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        TransparentKernels.Add(device, Length, 1, array);
        return array;
    }

    private static SocketException? Refusal(Socket socket, HmmDevice device, HmmArray<int> array, int taken)
    {
        ReadOnlySpan<byte> span = MemoryMarshal.AsBytes(array.AsReadOnlySpan());
        TransparentKernels.Add(device, HmmExtent.Range(taken, Length), 1, array);
        try
        {
            socket.Send(span);
            return null;
        }
        catch (SocketException refusal)
        {
            return refusal;
        }
    }

    private int[] Written() => MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(_path)).ToArray();
}
